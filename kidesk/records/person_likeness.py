"""How alike two persons are, and why: the rules by which duplicates are found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kidesk.errors import Sentence
from kidesk.i18n import N_, fold
from kidesk.records import name_forms
from kidesk.records.likeness import Doubt, Evidence, Likeness, weighed

_ORCID = re.compile(r"(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dXx])")
# Addresses of offices, which several persons may have.
_OFFICES_WRITTEN = (
    "admin admission admissions contact contacts dean desk director erasmus exchange general global "
    "headoffice hello iro info information int international internationaloffice internationell kansli "
    "kontakt mail mobility office outgoing incoming partnership partnerships post press prefekt rector "
    "rektor registrar registrator reception secretariat secretary study support utbyte"
)
_OFFICES = frozenset(_OFFICES_WRITTEN.split())


@dataclass(frozen=True)
class PersonTraits:
    """What a person is known by, ready to be compared. `phones` are in E.164, e-mail addresses without case."""

    given: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    orcid: str = ""
    linkedin: str = ""
    external_ids: frozenset[str] = frozenset()
    organisations: frozenset[int] = frozenset()

    @property
    def name(self) -> tuple[str, ...]:
        """All words of the name."""
        return self.given + self.family


def person_traits(
    given_name: str,
    family_name: str,
    *,
    emails: Iterable[str] = (),
    phones: Iterable[str] = (),
    region: str = "",
    orcid: str = "",
    linkedin: str = "",
    external_ids: Iterable[str] = (),
    organisations: Iterable[int] = (),
) -> PersonTraits:
    """What a person is known by. `region` is the country (ISO 3166-1) of numbers that are written without one."""
    given, family = name_forms.words(given_name), name_forms.words(family_name)
    if "," in family_name and not given:
        before, after = family_name.split(",", 1)
        given, family = name_forms.words(after), name_forms.words(before)
    found = _ORCID.search(orcid)
    return PersonTraits(
        given,
        family,
        frozenset(address.strip().casefold() for address in emails if address.strip()),
        frozenset(number for one in phones if (number := e164(one, region))),
        "".join(found.groups()).upper() if found else "",
        _profile(linkedin),
        frozenset(one.strip() for one in external_ids if one.strip()),
        frozenset(organisations),
    )


def e164(number: str, region: str = "") -> str:
    """A phone number as ITU-T E.164 writes it; nothing where it can be none, such as an extension alone."""
    # Imported here: only comparing needs it, and the start of the program should not wait for it.
    import phonenumbers

    try:
        read = phonenumbers.parse(number, region or "SE")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(read):
        return ""
    return phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164)


def _profile(address: str) -> str:
    """The part of a LinkedIn address that is the person's own."""
    path = address.strip().casefold().split("?")[0].split("#")[0].rstrip("/")
    return path.rsplit("/", 1)[-1] if "/" in path else ""


def person_likeness(one: PersonTraits, other: PersonTraits) -> Likeness:
    """How alike two persons are. The order of the two makes no difference."""
    named = _name_evidence(one, other)
    evidence = [*_identifiers(one, other), *([named] if named else [])]
    if named and one.organisations & other.organisations:
        evidence.append(Evidence(0.6, Sentence(N_("They belong to the same organisation."))))
    if not evidence:
        return Likeness(0, (), ())
    return weighed(evidence, list(_doubts(one, other, is_named=named is not None)))


def _identifiers(one: PersonTraits, other: PersonTraits) -> Iterator[Evidence]:
    if one.orcid and one.orcid == other.orcid:
        yield Evidence(0.99, Sentence(N_("They have the same ORCID.")))
    if one.linkedin and one.linkedin == other.linkedin:
        yield Evidence(0.97, Sentence(N_("They have the same LinkedIn profile.")))
    if one.external_ids & other.external_ids:
        yield Evidence(0.97, Sentence(N_("They have the same id in another system.")))
    for address in sorted(one.emails & other.emails):
        is_office = address.split("@")[0].replace(".", "").replace("-", "") in _OFFICES
        shared = Sentence(N_("Both have the address {address}."), {"address": address})
        yield Evidence(0.25 if is_office else 0.9, shared)
    for number in sorted(one.phones & other.phones):
        yield Evidence(0.5, Sentence(N_("Both have the phone number {number}."), {"number": number}))


def _name_evidence(one: PersonTraits, other: PersonTraits) -> Evidence | None:
    """What the names say for the two being the same."""
    if not (one.name and other.name):
        return None
    if (one.given, one.family) == (other.given, other.family):
        return Evidence(0.62, Sentence(N_("They have the same name.")))
    if name_forms.are_same(one.name, other.name):
        return Evidence(0.62, Sentence(N_("Their names are the same in another spelling or order.")))
    if not (one.given and other.given and one.family and other.family):
        return None
    if _is_alike(one, other):
        return Evidence(0.55, Sentence(N_("Their names are spelled alike.")))
    if _is_shorter(one, other) or _is_shorter(other, one):
        return Evidence(0.5, Sentence(N_("One name is a part of the other.")))
    if _has_initials(one, other) or _has_initials(other, one):
        return Evidence(0.4, Sentence(N_("One has the initial of the other’s given name.")))
    return None


def _is_alike(one: PersonTraits, other: PersonTraits) -> bool:
    same_given = name_forms.are_same(one.given, other.given, name_forms.is_spelled_alike)
    return same_given and name_forms.are_same(one.family, other.family, name_forms.is_close)


def _is_shorter(one: PersonTraits, other: PersonTraits) -> bool:
    """Whether one leaves out given or family names of the other, but neither of the two kinds."""
    shorter_given = name_forms.lie_within(one.given, other.given)
    shorter_family = name_forms.lie_within(one.family, other.family)
    same_given, same_family = name_forms.are_same(one.given, other.given), name_forms.are_same(one.family, other.family)
    return (shorter_given or same_given) and (shorter_family or same_family) and (shorter_given or shorter_family)


def _has_initials(one: PersonTraits, other: PersonTraits) -> bool:
    """Whether one has initials where the other has given names."""
    if not name_forms.are_same(one.family, other.family):
        return False
    return _are_initials(one.given) and all(
        fold(name)[:1] == fold(letter)[:1] for letter, name in zip(one.given, other.given, strict=False)
    )


def _are_initials(given: tuple[str, ...]) -> bool:
    return all(len(word) == 1 for word in given)


def _doubts(one: PersonTraits, other: PersonTraits, *, is_named: bool) -> Iterator[Doubt]:
    if one.orcid and other.orcid and one.orcid != other.orcid:
        yield Doubt(0.2, Sentence(N_("They have different ORCIDs.")))
    if one.name and other.name and not is_named:
        yield from _other_names(one, other)
    if _are_apart(one, other):
        yield Doubt(0.85, Sentence(N_("They belong to different organisations.")))


def _other_names(one: PersonTraits, other: PersonTraits) -> Iterator[Doubt]:
    same_family = name_forms.are_same(one.family, other.family, name_forms.is_close)
    same_given = _share_given(one, other)
    if same_family and not same_given:
        yield Doubt(0.75, Sentence(N_("Their given names differ.")))
    elif same_given and not same_family:
        yield Doubt(0.85, Sentence(N_("Their family names differ.")))
    elif one.family and other.family:
        yield Doubt(0.4, Sentence(N_("Their names differ.")))


def _share_given(one: PersonTraits, other: PersonTraits) -> bool:
    return any(name_forms.is_spelled_alike(a, b) for a in one.given for b in other.given)


def _are_apart(one: PersonTraits, other: PersonTraits) -> bool:
    """Whether both have organisations and none in common, and nothing else than their names joins them."""
    if one.emails & other.emails or (one.orcid and one.orcid == other.orcid):
        return False
    return bool(one.organisations and other.organisations) and not one.organisations & other.organisations
