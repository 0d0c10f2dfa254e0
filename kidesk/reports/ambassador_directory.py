"""Ambassador directory: who represents the university where, for publication; only who has agreed to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kidesk.i18n import N_, Language, sort_key
from kidesk.records.ambassador import Ambassador
from kidesk.records.ambassador_type import AMBASSADORS
from kidesk.reports.content import (
    Block,
    Cell,
    Column,
    Contents,
    Document,
    Facts,
    Heading,
    KeepTogether,
    Paragraph,
    Table,
)
from kidesk.reports.head import Head, framed, swedish_prevails
from kidesk.reports.wording import own_words, value

DIRECTORY = N_("Ambassador directory")
_STUDIES = ("programme", "degree", "graduation_year")


def document(shown: Iterable[Ambassador], head: Head, language: Language) -> Document:
    """The directory (DOMAIN, What gets printed, 6) of the ambassadors who may be published that day, and of no others:
    first by country, then each with territory, studies and public profile. Addresses and numbers stand in none."""
    every = list(shown)
    counted = language.plural("{count} ambassador", "{count} ambassadors", len(every))
    nobody = N_("No active ambassador has a consent that holds.")
    blocks: list[Block] = [*swedish_prevails(language), Paragraph(counted if every else language.text(nobody), "muted")]
    if every:
        blocks += [_by_country(every, language), Contents(2, language.text(N_("Contents")))]
        blocks += [block for one in every for block in _entry(one, language)]
    return framed(head, language, language.text(DIRECTORY), language.day(head.printed_on), tuple(blocks))


def _by_country(every: Iterable[Ambassador], language: Language) -> Table:
    """Each country with who represents the university there, in the alphabet of the language."""
    found: dict[str, list[str]] = {}
    for one in every:
        for code in one.countries:
            found.setdefault(language.country(code), []).append(one.person.caption(language.code))
    ordered = sorted(found.items(), key=lambda pair: sort_key(pair[0]))
    columns = (Column(language.text(N_("Country")), 1.0), Column(language.text(N_("Ambassadors")), 3.0))
    rows = tuple((country, ", ".join(names)) for country, names in ordered)
    return Table(columns, rows, language.text(N_("No country is named.")))


def _entry(one: Ambassador, language: Language) -> Iterator[Block]:
    name = " ".join(filter(None, (one.person.prefix, one.person.caption(language.code), one.person.suffix)))
    facts = tuple((label, cell) for label, cell in _facts(one, language) if cell)
    yield KeepTogether((Heading(2, name), Facts(facts)))
    profile = own_words(one, "profile", language)
    if profile:
        yield Paragraph(profile)


def _facts(one: Ambassador, language: Language) -> Iterator[tuple[str, Cell]]:
    yield language.text(N_("Category")), language.text(one.category.label)
    places = (*map(language.country, one.countries), *one.cities)
    yield language.text(N_("Territory")), ", ".join(places)
    yield language.text(N_("Mandate")), own_words(one, "mandate", language)
    studied = (AMBASSADORS.field(key).text(one, language) for key in _STUDIES)
    yield language.text(N_("Studies")), ", ".join(filter(None, studied))
    yield language.text(N_("Offers")), value(AMBASSADORS.field("offers"), one, language) if one.offers else ""
