"""The tables of codes that ship with kidesk: countries, languages, fields of education, levels of qualification."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from babel import Locale

from kidesk import paths
from kidesk.i18n import CODES, N_, Language, country_codes, fold, sort_key
from kidesk.records.agreement_terms import LanguageLevel

_WORD = re.compile(r"[^\W_]+")
_NO_MATCH = 9


@dataclass(frozen=True)
class Code:
    """One code: its name in each language, other words people use for it, and the names of its groups."""

    key: str
    names: Mapping[str, str]
    also: str = ""
    groups: str = ""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All words the code is found by, folded."""
        return tuple(_WORD.findall(fold(" ".join((self.key, *self.names.values(), self.also, self.groups)))))


class CodeTable:
    """Codes with names in both languages. A code that is not in the table is shown as it is and never lost.

    `unknown` is the sentence about a typed text that means no code. Where a code is `shown`, people know it by heart.
    """

    def __init__(
        self, load: Callable[[], Iterable[Code]], unknown: str, *, is_shown: bool = False, joint: str = ", "
    ) -> None:
        self.unknown = unknown
        self.is_shown = is_shown
        self.joint = joint
        self._load = load

    @cached_property
    def codes(self) -> dict[str, Code]:
        """The codes by themselves, in the table's own order."""
        return {code.key: code for code in self._load()}

    @cached_property
    def _meanings(self) -> dict[str, dict[str, str]]:
        """For each language, codes by what may be typed for them: a code before a name, a name before a like one."""
        found = {}
        for language in CODES:
            keys = {fold(key): key for key in self.codes}
            both = {fold(f"{key} {one.names[language]}"): key for key, one in self.codes.items()}
            names = {fold(one.names[language]): key for key, one in reversed(self.codes.items())}
            found[language] = names | both | keys
        return found

    @cached_property
    def _texts(self) -> dict[str, dict[str, str]]:
        found = {}
        for language, meanings in self._meanings.items():
            names = {key: one.names[language] for key, one in self.codes.items()}
            is_enough = {key: not self.is_shown and meanings[fold(name)] == key for key, name in names.items()}
            found[language] = {key: name if is_enough[key] else f"{key} {name}" for key, name in names.items()}
        return found

    def text(self, code: str, language: Language) -> str:
        """A code as a person reads it: by its name, after the code where that is shown or the name is not enough."""
        return self._texts[language.code].get(code, code)

    def code(self, typed: str, language: Language) -> str | None:
        """The code meant by a typed code, name, or both; the reader's language decides before the other."""
        wanted = fold(" ".join(typed.split()))
        meanings = (self._meanings[one] for one in sorted(CODES, key=lambda one: one != language.code))
        return next((found[wanted] for found in meanings if wanted in found), None)

    def parted(self, typed: str, language: Language) -> list[str]:
        """The texts of several codes. Semicolons part them, and commas where a comma belongs to no name."""
        parts = [part.strip() for part in re.split("[;\n]", typed)]
        found = (part.split(",") if self.code(part, language) is None else [part] for part in parts)
        return [one.strip() for some in found for one in some if one.strip()]

    def ordered(self, language: Language) -> list[str]:
        """All codes in the order they are offered and sorted in: by code where it is shown, else by name."""
        if self.is_shown:
            return list(self.codes)
        return sorted(self.codes, key=lambda key: sort_key(self.codes[key].names[language.code]))

    def found(self, typed: str, language: Language) -> list[str]:
        """The codes that a typed beginning may mean, the likeliest first: all of them where nothing is typed."""
        wanted = fold(" ".join(typed.split()))
        ranked = [(self._rank(self.codes[key], wanted, language), key) for key in self.ordered(language)]
        return [key for rank, key in sorted(ranked, key=lambda one: one[0]) if rank < _NO_MATCH]

    def _rank(self, code: Code, wanted: str, language: Language) -> int:
        key, name, typed = fold(code.key), fold(code.names[language.code]), _WORD.findall(wanted)
        if wanted and not typed:
            return _NO_MATCH
        own = (key, *_WORD.findall(name))
        matches = (
            wanted in (key, *(fold(one) for one in code.names.values())),
            name.startswith(wanted),
            all(any(word.startswith(part) for word in own) for part in typed),
            all(any(word.startswith(part) for word in code.words) for part in typed),
            all(any(part in word for word in code.words) for part in typed),
        )
        return matches.index(True) if True in matches else _NO_MATCH

    def words(self, code: str) -> str:
        """What a record with the code is found by in a search: names in both languages, other words, groups."""
        known = self.codes.get(code)
        texts = (self._texts[language][code] for language in CODES if known)
        return " ".join([*texts, known.also, known.groups]) if known else code


class SkillTable(CodeTable):
    """Languages with a level of the CEFR, written "fr B2"; the level may be left out."""

    def text(self, code: str, language: Language) -> str:
        key, space, level = code.partition(" ")
        return super().text(key, language) + space + level

    def code(self, typed: str, language: Language) -> str | None:
        name, _, level = typed.strip().rpartition(" ")
        if level.upper() not in LEVELS:
            return super().code(typed, language)
        found = super().code(name, language)
        return f"{found} {level.upper()}" if found else None

    def found(self, typed: str, language: Language) -> list[str]:
        name, _, level = typed.strip().rpartition(" ")
        if name and any(one.startswith(level.upper()) for one in LEVELS):
            levels = [one for one in LEVELS if one.startswith(level.upper())]
            return [f"{key} {one}" for key in super().found(name, language) for one in levels]
        found = super().found(typed, language)
        is_whole = super().code(typed, language) is not None
        return [found[0], *(f"{found[0]} {level}" for level in LEVELS), *found[1:]] if is_whole else found

    def words(self, code: str) -> str:
        return super().words(code.partition(" ")[0])


LEVELS = tuple(level.value for level in LanguageLevel if level is not LanguageLevel.NONE)
_FIRST_LANGUAGES = ("sv", "en")
_NO_LANGUAGES = frozenset({"mul", "und", "zxx"})


def _named(keys: Iterable[str], name: Callable[[Language, str], str]) -> Iterator[Code]:
    languages = [Language(code) for code in CODES]
    return (Code(key, {language.code: name(language, key) for language in languages}) for key in keys)


def _countries() -> Iterator[Code]:
    return _named(country_codes(), Language.country)


def _languages() -> Iterator[Code]:
    """The ISO 639 codes CLDR has names for: two letters, or three for a language without a code of two."""
    known = sorted(Locale.parse("en_GB").languages)
    keys = [key for key in known if re.fullmatch("[a-z]{2,3}", key) and key not in {*_NO_LANGUAGES, *_FIRST_LANGUAGES}]
    return _named((*_FIRST_LANGUAGES, *keys), Language.language_name)


def _shipped(name: str) -> Iterator[dict[str, str]]:
    with paths.resource("codes", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _isced_fields() -> Iterator[Code]:
    """All fields, broad (two digits), narrow (three) and detailed (four), each after those it lies within."""
    names: dict[str, str] = {}
    for row in _shipped("isced_f_2013"):
        key = row["code"]
        names[key] = f"{row['sv']} {row['en']}"
        within = " ".join(names[key[:length]] for length in range(2, len(key)))
        yield Code(key, {code: row[code] for code in CODES}, row["also"], within)


def _isced() -> Iterator[Code]:
    """The detailed fields; the broad and narrow ones are words of what lies within them."""
    return (field for field in _isced_fields() if len(field.key) == 4)


def _eqf_levels() -> Iterator[Code]:
    return (Code(row["code"], {code: row[code] for code in CODES}, row["also"]) for row in _shipped("eqf_levels"))


COUNTRIES = CodeTable(_countries, N_("“{text}” is not a country kidesk knows."))
LANGUAGES = CodeTable(
    _languages, N_("“{text}” is not a language kidesk knows. Write its name or its code, as in “fr”.")
)
SKILLS = SkillTable(
    _languages, N_("“{text}” is not a language kidesk knows. Write it with or without a level, as in “fr B2”.")
)
# Fields of education and training 2013 (UNESCO Institute for Statistics, ISCED-F 2013, appendix II).
ISCED_F = CodeTable(
    _isced,
    N_("“{text}” is not one field of ISCED-F 2013. Write its four digits, or some words and choose from the list."),
    is_shown=True,
    joint="; ",
)
ISCED_F_FIELDS = CodeTable(_isced_fields, ISCED_F.unknown, is_shown=True, joint="; ")
# The European Qualifications Framework (Council recommendation of 22 May 2017, annex II).
EQF_LEVELS = CodeTable(_eqf_levels, N_("“{text}” is not a level of the EQF. The levels are 1 to 8."), is_shown=True)
