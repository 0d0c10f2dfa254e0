"""Figures: charts and signs as shapes that paper, screen and web draw alike. Knows neither ReportLab nor Qt."""
