"""Texts that a spreadsheet would run as a formula: how they are told, guarded in a CSV file, and given back whole."""

from __future__ import annotations

import re

# The signs that OWASP's page on CSV injection names. Telephone numbers are guarded too, although they are harmless:
# Excel would make the number 46852480000 of +46852480000 and a sum of +46-8-524.
_FORMULA = re.compile(r"[=+\-@\t\r]")
_TAKEN_FOR_GUARDED = re.compile(rf"'+{_FORMULA.pattern}")
_GUARD = "'"


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula."""
    return _FORMULA.match(text) is not None


def guarded(text: str) -> str:
    """The text as it stands in a CSV file: an apostrophe before it where it is a formula, or looks guarded already."""
    return _GUARD + text if is_formula(text) or _TAKEN_FOR_GUARDED.match(text) else text


def unguarded(text: str) -> str:
    """What was `guarded`; the other way round."""
    return text[1:] if _TAKEN_FOR_GUARDED.match(text) else text
