"""Language: words, plurals, dates, numbers, countries and sort keys of one language, as a value that is passed."""

from __future__ import annotations

import datetime as dt
import gettext
import io
import re
import unicodedata
from decimal import Decimal
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from kidesk import paths

CODES = ("sv", "en")


def N_(message: str) -> str:
    """Marks a message for translation without translating it."""
    return message


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    folder = paths.translations() / code / "LC_MESSAGES"
    compiled = folder / "kidesk.mo"
    if compiled.exists():
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
    source = folder / "kidesk.po"
    if not source.exists():
        return gettext.NullTranslations()
    with source.open("rb") as file:
        catalogue = read_po(file, locale=code)
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    buffer.seek(0)
    return gettext.GNUTranslations(buffer)


# What parts thousands and what stands before decimals, the language's own habit first. A lone comma in "1,5" is read
# as a decimal comma also in English: reading it as 15 would be wrong without a word.
_SPACE = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]"
_SEPARATORS = {
    "sv": ((_SPACE, ","), (_SPACE, r"\."), (",", r"\."), (r"\.", ",")),
    "en": ((",", r"\."), (_SPACE, r"\."), (_SPACE, ","), (r"\.", ",")),
}


class Language:
    """One language. `code` is "sv" or "en"; Swedish dates and English dates follow the habits of Sweden."""

    def __init__(self, code: str) -> None:
        if code not in CODES:
            raise ValueError(code)
        self.code = code
        self.locale = Locale.parse("sv_SE" if code == "sv" else "en_GB")
        self._catalogue = _catalogue(code)

    def __repr__(self) -> str:
        return f"Language({self.code!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Language) and other.code == self.code

    def __hash__(self) -> int:
        return hash(self.code)

    def text(self, message: str, **details: object) -> str:
        """`message` in this language, its `{placeholders}` filled from `details`."""
        said = self._catalogue.gettext(message) if message else ""
        return said.format(**details) if details else said

    def plural(self, one: str, many: str, count: int, **details: object) -> str:
        """The form for `count`; `{count}` is filled with the formatted number."""
        said = self._catalogue.ngettext(one, many, count)
        return said.format(count=self.number(count), **details)

    def day(self, day: dt.date | None) -> str:
        """A date as in "5 nov. 2026"; nothing for none."""
        return format_date(day, "d MMM y", locale=self.locale) if day else ""

    def month(self, day: dt.date) -> str:
        """A month's short name, as in "nov." or "Nov"."""
        return format_date(day, "LLL", locale=self.locale)

    def month_of_year(self, day: dt.date) -> str:
        """A month written out with its year, as in "november 2026" or "November 2026"."""
        return format_date(day, "LLLL y", locale=self.locale)

    def moment(self, moment: dt.datetime) -> str:
        """A stored moment, which is in UTC, as date and time of day where the reader is."""
        here = moment.replace(tzinfo=dt.UTC).astimezone()
        return format_datetime(here, "d MMM y HH:mm", tzinfo=here.tzinfo, locale=self.locale)

    def number(self, number: int | float | Decimal) -> str:
        """A number with the language's own separators."""
        return format_decimal(number, locale=self.locale)

    def amount(self, amount: Decimal) -> str:
        """An amount of money without its currency, with two decimals."""
        return format_decimal(amount, format="#,##0.00", locale=self.locale)

    def read_number(self, text: str) -> Decimal:
        """The number a person typed, with either language's separators; raises ValueError."""
        written = text.strip().replace("\N{MINUS SIGN}", "-")
        for group, point in _SEPARATORS[self.code]:
            whole = rf"[0-9]{{1,3}}(?:{group}[0-9]{{3}})+|[0-9]+"
            if re.fullmatch(rf"[-+]?(?:(?:{whole})(?:{point}[0-9]+)?|{point}[0-9]+)", written):
                return Decimal(re.sub(point, ".", re.sub(group, "", written)))
        raise ValueError(f"not a number: {text!r}")

    def country(self, code: str | None) -> str:
        """The country of an ISO 3166-1 alpha-2 code."""
        return str(self.locale.territories.get(code, code)) if code else ""

    def language_name(self, code: str) -> str:
        """The language of an ISO 639-1 code."""
        return str(self.locale.languages.get(code, code))


@cache
def country_codes() -> tuple[str, ...]:
    """All ISO 3166-1 alpha-2 codes known to CLDR, regions and unions left out."""
    names = Locale.parse("en_GB").territories
    return tuple(code for code in sorted(names) if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES)


_NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO", "AC", "CP", "DG", "EA", "IC", "TA", "CQ"})


# What nobody sees in a text: where a word may break, where text turns round, and marks of an encoding. It comes along
# with what is copied from documents and phones, and must not make unequal what looks the same.
_UNSEEN: dict[int, str | int | None] = dict.fromkeys(
    [0xAD, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF], ""
)
_UNSEEN_SIGNS = "".join(map(chr, _UNSEEN))
_FOLD = _UNSEEN | str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def seen(text: str) -> str:
    """Text without the signs that nobody sees."""
    return text if text.isascii() else text.translate(_UNSEEN)


def trimmed(text: str) -> str:
    """Text without what nobody sees at its ends, and without marks of an encoding."""
    text = text.replace("\ufeff", "").strip()
    while not text.isascii() and (shorter := text.strip(_UNSEEN_SIGNS).strip()) != text:
        text = shorter
    return text


def fold(text: str) -> str:
    """Text as it is compared in a search: no case, no accents (ø is o, ł is l, ß is ss), nothing that is not seen."""
    lowered = text.casefold()
    if lowered.isascii():
        return lowered
    plain = unicodedata.normalize("NFD", lowered.translate(_FOLD))
    return "".join(char for char in plain if not unicodedata.combining(char))


# Swedish order: å ä ö after z; æ ę with ä; ø ő œ ô with ö; ü ű with y; đ ð with d; þ as th (CLDR, locale sv).
_SWEDISH = str.maketrans(
    {"å": "{", "ä": "|", "æ": "|", "ę": "|", "ö": "}", "ø": "}", "ő": "}", "œ": "}", "ô": "}"}
    | {"ü": "y", "ű": "y", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
    # Punctuation that stands between the digits and the letters in ASCII sorts before both.
    | {ord(char): f"\x1f{char}" for char in ":;<=>?@[\\]^_`{|}~"}
)


@lru_cache(maxsize=65_536)
def sort_key(text: str) -> str:
    """A key whose plain order is the Swedish dictionary order of `text`, the same on every system.

    Accents and case only decide between words that are otherwise alike.
    """
    lowered = unicodedata.normalize("NFC", text).casefold()
    letters = lowered.translate(_SWEDISH)
    if not letters.isascii():
        plain = unicodedata.normalize("NFD", letters)
        letters = "".join(char for char in plain if not unicodedata.combining(char))
    return f"{letters}\x00{lowered}\x00{text.swapcase()}"
