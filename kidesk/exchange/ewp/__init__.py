"""Agreements as Erasmus Without Paper exchanges them: the get response of its IIA API, version 7."""
