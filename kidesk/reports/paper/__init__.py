"""Paper: a content tree set on A4 pages and drawn with ReportLab."""
