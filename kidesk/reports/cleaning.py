"""What of a person's text is a letter that can be seen, before it goes to paper or to a web page."""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
    # Joiners are part of the spelling in the scripts of Western and Southern Asia and nowhere else.
    "|(?<![\u0590-\u109f\u1780-\u17ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefe])[\u200c\u200d]"
)


def clean(text: str) -> str:
    """Text in composed letters, without controls, bidi overrides and halves of characters."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", _BREAKS.sub("\n", text)))
