"""Where a person of a vCard works: each ORG with the titles that belong to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from kidesk.exchange import vcard_words
from kidesk.exchange.incoming_contact import IncomingAffiliation
from kidesk.exchange.vcard_lines import Line, parts, short, text
from kidesk.exchange.vcard_said import Said, primary

_SWEDISH_LETTERS = frozenset("åäöÅÄÖ")


def affiliations(said: Said) -> Iterator[IncomingAffiliation]:
    """Each ORG with its titles: those of its group, else those in its place; further ones are at the last ORG.

    ROLE is read where there is no TITLE. Without any ORG, titles stand at an organisation without a name.
    """
    organisations = said.take("ORG")
    titles = said.take("TITLE") or said.take("ROLE")
    if not organisations:
        yield from (_titled(IncomingAffiliation(""), found) for found in _title_sets(titles))
        return
    known, preferred = set(), primary(organisations)
    for line, found in _placed(organisations, titles):
        affiliation = _titled(_organisation(line), found)
        if affiliation.organisation and affiliation not in known:
            known.add(affiliation)
            yield replace(affiliation, is_primary=line is preferred)
            preferred = None if line is preferred else preferred


def _placed(organisations: Sequence[Line], titles: Sequence[Line]) -> Iterator[tuple[Line, Mapping[str, str]]]:
    groups = {line.group for line in organisations} & {line.group for line in titles} - {""}
    free = iter(_title_sets([line for line in titles if line.group not in groups]))
    for line in organisations:
        grouped = [one for one in titles if one.group == line.group]
        own = list(_title_sets(grouped)) if line.group in groups else list(islice(free, 1))
        yield from ((line, one) for one in own or [{}])
    yield from ((organisations[-1], one) for one in free)


def _titled(place: IncomingAffiliation, titles: Mapping[str, str]) -> IncomingAffiliation:
    return replace(place, title_sv=titles.get("title_sv", ""), title_en=titles.get("title_en", ""))


def _organisation(line: Line) -> IncomingAffiliation:
    """ORG names the organisation and then its parts, of which the first is the department."""
    named = [short(one) for one in parts(line.value, ";")]
    organisation, *within = [one for one in named if one] or [""]
    return IncomingAffiliation(
        organisation=organisation,
        department=", ".join(within),
        start_on=short(line.parameter(vcard_words.START)),
        end_on=short(line.parameter(vcard_words.END)),
        number=short(line.parameter(vcard_words.NUMBER)),
    )


def _title_sets(lines: Sequence[Line]) -> Iterator[dict[str, str]]:
    """Titles that follow each other in different languages are one title."""
    found: dict[str, str] = {}
    for line in lines:
        title, key = short(line.value), _title_key(line)
        if key in found:
            yield found
            found = {}
        if title:
            found = {**found, key: title}
    if found:
        yield found


def _title_key(line: Line) -> str:
    """The field of a title.

    LANGUAGE decides; without it, a title with one of the letters å, ä and ö is Swedish and any other is English.
    """
    language = line.parameter("LANGUAGE").lower()
    is_swedish = language.split("-")[0] == "sv" if language else bool(_SWEDISH_LETTERS & set(text(line.value)))
    return "title_sv" if is_swedish else "title_en"
