"""How alike two organisations are, and why: the rules by which duplicates are found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kidesk.errors import Sentence
from kidesk.i18n import N_, fold
from kidesk.records import name_forms
from kidesk.records.likeness import Doubt, Evidence, Likeness, weighed

# Words between the words of a name, in the languages that most names are in.
_BETWEEN_WRITTEN = (
    "a al and at auf av da das de degli dei del della des di do dos du e en et f för i in la le les of "
    "och on the u und v vid y za zu"
)
_BETWEEN = frozenset(_BETWEEN_WRITTEN.split())
# What kind of place it is, in whatever language: the same word for each.
_KINDS = {
    "university": "universit universidad universidade universitat universitaet universite uniwersytet univerzita "
    "univerzitet universitet universitetet universiteit universiteti universita universitas university universities "
    "universitesi yliopisto ulikool egyetem",
    "institute": "institut institute institutet institution instituto istituto instituut instytut",
    "college": "college colegio hogskola hogskolan hoyskolen hogeschool hochschule hojskole",
    "hospital": "hospital sjukhus sjukhuset hopital ospedale sykehus krankenhaus klinikum",
    "department": "department avdelningen avdelning departamento",
    "academy": "academy akademi akademin akademie academia accademia akademia",
    "school": "school skola skolan schule escuela escola ecole scuola szkola",
    "faculty": "faculty fakultet fakulteten fakultat facultad faculdade facolta faculte",
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_HOST = re.compile(r"^(?:[a-z]+://)?(?:www\d?\.)?([^/:?#]+)", re.IGNORECASE)
_ALIKE = 90  # of 100, the likeness of all words of two names in their alphabetical order


@dataclass(frozen=True)
class OrganisationTraits:
    """What an organisation is known by, ready to be compared. Each of `names` is its telling words in order."""

    names: frozenset[tuple[str, ...]] = frozenset()
    abbreviation: str = ""
    ror_id: str = ""
    hei_id: str = ""
    erasmus_code: str = ""
    external_ids: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    country: str = ""
    city: str = ""
    number: int | None = None
    parent: int | None = None
    kin: frozenset[int] = frozenset()


def organisation_traits(
    names: Iterable[str],
    *,
    abbreviation: str = "",
    ror_id: str = "",
    hei_id: str = "",
    erasmus_code: str = "",
    external_ids: Iterable[str] = (),
    website: str = "",
    domains: Iterable[str] = (),
    country: str = "",
    city: str = "",
    number: int | None = None,
    parent: int | None = None,
    kin: Iterable[int | None] = (),
) -> OrganisationTraits:
    """What an organisation is known by. `kin` are its successor and predecessor, which are others than it."""
    host = _HOST.match(website.strip())
    return OrganisationTraits(
        frozenset(telling for name in names if (telling := telling_words(name))),
        fold(abbreviation.strip()),
        ror_id.strip().rstrip("/").rsplit("/", 1)[-1].casefold(),
        hei_id.strip().casefold(),
        "".join(erasmus_code.split()).casefold(),
        frozenset(one.strip() for one in external_ids if one.strip()),
        frozenset(one.strip().casefold() for one in (*domains, host[1] if host else "") if one.strip()),
        country,
        name_forms.plain(city.strip()),
        number,
        parent,
        frozenset(one for one in kin if one is not None),
    )


@lru_cache(maxsize=65_536)
def telling_words(name: str) -> tuple[str, ...]:
    """The words of a name in alphabetical order, without those between them; a kind of place is one word."""
    found = (name_forms.plain(word) for word in name_forms.words(name))
    return tuple(sorted(_KIND_OF.get(word, word) for word in found if word not in _BETWEEN))


def is_kind(word: str) -> bool:
    """Whether a telling word says no more than what kind of place it is."""
    return word in _KINDS


def organisation_likeness(one: OrganisationTraits, other: OrganisationTraits) -> Likeness:
    """How alike two organisations are. The order of the two makes no difference."""
    evidence = list(_identifiers(one, other))
    named = _name_weight(one, other)
    if named:
        exact = named >= _SAME_NAME
        evidence.append(Evidence(named, Sentence(_NAMED if exact else N_("Their names are spelled alike."))))
    elif one.abbreviation and one.abbreviation == other.abbreviation and len(one.abbreviation) > 2:
        evidence.append(Evidence(0.35, Sentence(N_("They have the same abbreviation."))))
    if evidence and one.city and one.city == other.city and one.country == other.country:
        evidence.append(Evidence(0.4, Sentence(N_("They lie in the same city."))))
    if not evidence:
        return Likeness(0, (), ())
    return weighed(evidence, list(_doubts(one, other, is_named=bool(named))))


_SAME_NAME = 0.8
_NAMED = N_("They have the same name.")


def _identifiers(one: OrganisationTraits, other: OrganisationTraits) -> Iterator[Evidence]:
    if one.ror_id and one.ror_id == other.ror_id:
        yield Evidence(0.99, Sentence(N_("They have the same ROR id.")))
    if one.erasmus_code and one.erasmus_code == other.erasmus_code:
        yield Evidence(0.95, Sentence(N_("They have the same Erasmus code.")))
    if one.hei_id and one.hei_id == other.hei_id:
        yield Evidence(0.95, Sentence(N_("They have the same SCHAC code.")))
    if one.external_ids & other.external_ids:
        yield Evidence(0.97, Sentence(N_("They have the same id in another system.")))
    shared = sorted(one.domains & other.domains)
    if shared:
        # What is part of something else has the domain of the whole.
        weight = 0.15 if one.parent is not None or other.parent is not None else 0.6
        yield Evidence(weight, Sentence(N_("Both have the domain {domain}."), {"domain": shared[0]}))


def _name_weight(one: OrganisationTraits, other: OrganisationTraits) -> float:
    """How much the names say: the best of any two of them."""
    if one.names & other.names:
        return _SAME_NAME
    return max((_alike(mine, yours) for mine in one.names for yours in other.names), default=0.0)


def _alike(these: tuple[str, ...], those: tuple[str, ...]) -> float:
    """How much two names say that are not the same: each telling word must have one like it in the other."""
    if len(these) != len(those) or all(is_kind(word) for word in these):
        return 0.0
    # Imported here: only comparing needs it, and the start of the program should not wait for it.
    from rapidfuzz import fuzz

    if fuzz.ratio(" ".join(these), " ".join(those)) < _ALIKE:
        return 0.0
    return 0.6 if name_forms.are_same(these, those, name_forms.is_close) else 0.0


def _doubts(one: OrganisationTraits, other: OrganisationTraits, *, is_named: bool) -> Iterator[Doubt]:
    if _is_above(one, other) or _is_above(other, one):
        yield Doubt(0.1, Sentence(N_("One is a part or the successor of the other.")))
    if one.parent is not None and other.parent is not None and one.parent != other.parent:
        yield Doubt(0.2, Sentence(N_("They are parts of different organisations.")))
    elif (one.parent is None) != (other.parent is None):
        yield Doubt(0.7, Sentence(N_("Only one of them is a part of another organisation.")))
    for key, sentence in _TELLING_APART:
        mine, yours = getattr(one, key), getattr(other, key)
        if mine and yours and mine != yours:
            yield Doubt(0.25, Sentence(sentence))
    if one.country and other.country and one.country != other.country:
        yield Doubt(0.4, Sentence(N_("They lie in different countries.")))
    elif one.city and other.city and one.city != other.city:
        yield Doubt(0.7, Sentence(N_("They lie in different cities.")))
    if one.domains and other.domains and not _share_domain(one.domains, other.domains):
        yield Doubt(0.6, Sentence(N_("They have different internet domains.")))
    if one.names and other.names and not is_named:
        yield Doubt(0.8, Sentence(N_("Their names differ.")))


_TELLING_APART = (
    ("ror_id", N_("They have different ROR ids.")),
    ("erasmus_code", N_("They have different Erasmus codes.")),
    ("hei_id", N_("They have different SCHAC codes.")),
)


def _is_above(one: OrganisationTraits, other: OrganisationTraits) -> bool:
    return one.number is not None and one.number in other.kin | {other.parent}


def _share_domain(these: Iterable[str], those: Iterable[str]) -> bool:
    """Whether a domain of these is one of those, or lies within one."""
    return any(
        one == other or one.endswith(f".{other}") or other.endswith(f".{one}") for one in these for other in those
    )
