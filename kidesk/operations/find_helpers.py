"""Who could help with something somewhere: ambassadors found by words and place, with the reasons."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kidesk.i18n import N_, Language, fold
from kidesk.records import AMBASSADORS, PERSONS
from kidesk.records.ambassador import Ambassador, AmbassadorStage
from kidesk.records.ambassador_mandate import is_at_work_on
from kidesk.records.code_tables import COUNTRIES
from kidesk.records.engagement_sums import hours_left
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person
from kidesk.records.person_channels import Withheld, affiliations_on, email_to_use
from kidesk.records.protection import is_protected
from kidesk.store.store import Store

_WORD = re.compile(r"[^\W_]+")
_OVER = (AmbassadorStage.ENDED, AmbassadorStage.THANKED)
# Where words are looked for, in the order in which reasons are told.
_OWN = (
    "offers",
    "programme",
    "degree",
    "availability",
    "mandate_sv",
    "mandate_en",
    "profile_sv",
    "profile_en",
)
_PERSONS = ("expertise", "tags")
AT_ORGANISATION = N_("At an organisation there")


@dataclass(frozen=True)
class Reason:
    """Why somebody was found: the msgid of where it says so, and what says so: words as they were written, countries
    by their codes, or organisations."""

    label: str
    words: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    organisations: tuple[Organisation, ...] = ()

    def said(self, language: Language) -> str:
        """Where and what, on one line."""
        countries = (language.country(code) for code in self.countries)
        organisations = (one.caption(language.code) for one in self.organisations)
        found = dict.fromkeys((*self.words, *countries, *organisations))
        return language.text(N_("{field}: {words}"), field=language.text(self.label), words=", ".join(found))


@dataclass(frozen=True)
class Helper:
    """An ambassador who could help. `hours_left` of this year's capacity; None where no capacity is stated.

    `email` is the address to write to; nothing where there is none that may be used.
    """

    ambassador: Ambassador
    is_at_work: bool
    hours_left: int | None
    reasons: tuple[Reason, ...]
    email: str


def find_helpers(store: Store, about: str, place: str, day: dt.date) -> tuple[Helper, ...]:
    """Ambassadors whom all words of `about` and the `place` find, those at work on the day first.

    Words are compared folded and by their beginnings, each in any of the texts, in either language: what is offered,
    programme, degree, availability, mandate and profile, the person's expertise and tags. A place is a country, by its
    name in either language or its code, or a city: of the mandate's territory, or of an organisation where the person
    is. Within each group come those with most hours left, then those whose capacity is not known, and last those who
    have none left. Nothing is found where neither words nor a place are given, and never a protected identity: what
    found it would tell what is hidden.
    """
    words, wanted = [fold(word) for word in _WORD.findall(about)], " ".join(place.split())
    if not words and not wanted:
        return ()
    ambassadors = [one for one in store.all(Ambassador) if not is_protected(one)]
    persons = store.page(Person, [one.person_id for one in ambassadors])
    found = (_helper(one, persons[one.person_id], words, wanted, day) for one in ambassadors)
    return tuple(sorted((one for one in found if one is not None), key=_rank))


def addresses(helpers: Iterable[Helper]) -> tuple[str, ...]:
    """The e-mail addresses to write to, each once; who has opted out is left out."""
    return tuple(dict.fromkeys(one.email for one in helpers if one.email))


def _helper(ambassador: Ambassador, person: Person, words: Sequence[str], place: str, day: dt.date) -> Helper | None:
    by_words = list(_by_words(ambassador, person, words))
    by_place = list(_by_place(ambassador, person, place, day))
    if (words and not _has_all(by_words, words)) or (place and not by_place):
        return None
    is_at_work, left = is_at_work_on(ambassador, day), hours_left(ambassador, day)
    email = email_to_use(person)
    return Helper(ambassador, is_at_work, left, (*by_words, *by_place), "" if isinstance(email, Withheld) else email)


def _rank(one: Helper) -> tuple[int, int, int, str, int]:
    group = 0 if one.is_at_work else 2 if one.ambassador.stage in _OVER else 1
    known = 1 if one.hours_left is None else 0 if one.hours_left else 2
    return group, known, -(one.hours_left or 0), one.ambassador.order_key, one.ambassador.id


# Words


def _by_words(ambassador: Ambassador, person: Person, words: Sequence[str]) -> Iterator[Reason]:
    for label, text in _texts(ambassador, person):
        matching = dict.fromkeys(one for one in _WORD.findall(text) if _begins(one, words))
        if matching:
            yield Reason(label, tuple(matching))


def _texts(ambassador: Ambassador, person: Person) -> Iterator[tuple[str, str]]:
    for key in _OWN:
        yield AMBASSADORS.field(key).label, getattr(ambassador, key)
    for key in _PERSONS:
        value = getattr(person, key)
        yield PERSONS.field(key).label, value if isinstance(value, str) else "\n".join(value)


def _begins(word: str, wanted: Sequence[str]) -> bool:
    return any(fold(word).startswith(one) for one in wanted)


def _has_all(reasons: Iterable[Reason], wanted: Sequence[str]) -> bool:
    said = [fold(word) for reason in reasons for word in reason.words]
    return all(any(word.startswith(one) for word in said) for one in wanted)


# Place


def _by_place(ambassador: Ambassador, person: Person, place: str, day: dt.date) -> Iterator[Reason]:
    if not place:
        return
    country = COUNTRIES.code(place, Language("sv"))  # the other language is understood as well
    if country is not None and country in ambassador.countries:
        yield Reason(AMBASSADORS.field("countries").label, countries=(country,))
    cities = tuple(city for city in ambassador.cities if _is_city(city, place))
    if cities:
        yield Reason(AMBASSADORS.field("cities").label, cities)
    belongs = [one.organisation for one in affiliations_on(person, day)]
    there = [one for one in belongs if _is_city(one.city, place) or (country is not None and one.country == country)]
    if there:
        yield Reason(AT_ORGANISATION, organisations=tuple(there))


def _is_city(city: str, place: str) -> bool:
    """Whether a city is called so: all words of the place begin words of its name."""
    own, wanted = _WORD.findall(fold(city)), _WORD.findall(fold(place))
    return bool(wanted) and all(any(word.startswith(one) for word in own) for one in wanted)
