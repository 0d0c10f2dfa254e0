"""How alike persons and organisations are, and why: rules that hold whatever the names."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kidesk.i18n import Language
from kidesk.records.likeness import LEAST, Likeness
from kidesk.records.organisation_likeness import OrganisationTraits, organisation_likeness, organisation_traits
from kidesk.records.person_likeness import PersonTraits, e164, person_likeness, person_traits

GIVEN = ("Sara", "Sarah", "Anna", "Annika", "Anna Maria", "S", "Åsa", "Aasa", "Örjan", "Oerjan", "Johan", "Johanna", "")
FAMILY = ("Öberg", "Oeberg", "Oberg", "Lindström", "Lindstrøm", "Eriksson", "Ericson", "Ek", "Öberg Lind", "Sara", "")
_persons = some.builds(
    person_traits,
    some.sampled_from(GIVEN),
    some.sampled_from(FAMILY),
    emails=some.lists(some.sampled_from(("a@x.se", "A@x.se", "b@x.se", "info@x.se")), max_size=2),
    phones=some.lists(some.sampled_from(("08-524 800 00", "+46 8 52480000", "070-123 45 67", "12")), max_size=2),
    orcid=some.sampled_from(("", "0000-0002-1825-0097", "https://orcid.org/0000-0001-5109-3700")),
    organisations=some.lists(some.integers(1, 3), max_size=2),
)
NAMES = ("Uppsala universitet", "University of Uppsala", "Lund University", "Göttingen University",
         "Goettingen University", "University of California, Davis", "University of California, Berkeley")  # fmt: skip
_organisations = some.builds(
    organisation_traits,
    some.lists(some.sampled_from(NAMES), max_size=2),
    abbreviation=some.sampled_from(("", "UU", "KTH")),
    ror_id=some.sampled_from(("", "https://ror.org/048a87296", "012a77v79")),
    domains=some.lists(some.sampled_from(("uu.se", "lu.se", "med.lu.se")), max_size=2),
    country=some.sampled_from(("", "SE", "DE")),
    city=some.sampled_from(("", "Lund", "Uppsala")),
    parent=some.sampled_from((None, 1, 2)),
)


def _person(given: str, family: str, **values: Any) -> PersonTraits:
    return person_traits(given, family, **values)


def _said(likeness: Likeness) -> list[str]:
    return [one.said(Language("en")) for one in (*likeness.reasons, *likeness.against)]


@given(one=_persons, other=_persons)
def test_the_order_of_two_persons_makes_no_difference(one: PersonTraits, other: PersonTraits) -> None:
    there, back = person_likeness(one, other), person_likeness(other, one)
    assert (there.score, _said(there)) == (back.score, _said(back))
    assert 0 <= there.score <= 100
    assert there.score == 0 or there.reasons


@given(one=_organisations, other=_organisations)
def test_the_order_of_two_organisations_makes_no_difference(one: OrganisationTraits, other: OrganisationTraits) -> None:
    there, back = organisation_likeness(one, other), organisation_likeness(other, one)
    assert (there.score, _said(there)) == (back.score, _said(back))
    assert 0 <= there.score <= 100


@given(one=_persons, other=_persons)
def test_two_orcids_are_two_persons(one: PersonTraits, other: PersonTraits) -> None:
    if one.orcid and other.orcid and one.orcid != other.orcid:
        assert person_likeness(one, other).score < LEAST


_letters = some.text(some.sampled_from("abcdefghijklmnopqrstuvwåäöéüø"), min_size=2, max_size=12).map(str.title)
_ABROAD = str.maketrans({"å": "aa", "ä": "ae", "ö": "oe", "ø": "oe", "ü": "ue"})


@given(given=_letters, family=_letters)
def test_a_name_is_known_in_any_case_order_and_spelling(given: str, family: str) -> None:
    written = _person(given, family)
    for other in (
        _person(given.upper(), family.lower()),
        _person("", f"{family}, {given}"),
        _person(family, given),
        _person(given.lower().translate(_ABROAD), family.lower().translate(_ABROAD)),
    ):
        assert person_likeness(written, other).score >= LEAST


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Sara", "Öberg"), ("Sara", "Oeberg")),
        (("Sara", "Öberg"), ("Sarah", "Öberg")),
        (("Kristina", "Eriksson"), ("Christina", "Ericsson")),
        (("Sara Maria", "Öberg"), ("Sara", "Öberg")),
        (("Sara", "Öberg-Lind"), ("Sara", "Öberg")),
        (("S.", "Öberg"), ("Sara", "Öberg")),
        (("Søren", "Kjær"), ("Soren", "Kjaer")),
        (("Magnus", "Lindstrom"), ("Magnsu", "Lindström")),
    ],
)
def test_these_are_alike_at_one_place(one: tuple[str, str], other: tuple[str, str]) -> None:
    likeness = person_likeness(_person(*one, organisations=[7]), _person(*other, organisations=[7]))
    assert likeness.score >= LEAST
    assert "They belong to the same organisation." in _said(likeness)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Anna", "Ek"), ("Annika", "Ek")),
        (("Johan", "Lind"), ("Johanna", "Lind")),
        (("Karin", "Öberg"), ("Katrin", "Öberg")),
        (("Anna", "Andersson"), ("Anna", "Andersen")),
        (("Anna", "Lindberg"), ("Anna", "Lindgren")),
    ],
)
def test_these_are_colleagues_even_with_one_switchboard(one: tuple[str, str], other: tuple[str, str]) -> None:
    shared: dict[str, Any] = {"organisations": [7], "phones": ["08-524 800 00"], "emails": ["info@example.org"]}
    assert person_likeness(_person(*one, **shared), _person(*other, **shared)).score < LEAST


def test_who_has_another_family_name_is_known_by_an_address_of_their_own() -> None:
    one, other = _person("Sara", "Öberg", emails=["S@x.se"]), _person("Sara", "Lind", emails=["s@x.se"])
    likeness = person_likeness(one, other)
    assert likeness.score >= LEAST
    assert _said(likeness) == ["Both have the address s@x.se.", "Their family names differ."]


def test_a_number_is_the_same_however_it_is_written() -> None:
    assert e164("08-524 800 00") == e164("+46 (0)8 52480000") == e164("0046 8 524 800 00") == "+46852480000"
    assert e164("524 800", "FI") != e164("524 800", "SE")
    assert e164("12") == e164("no number") == ""


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("Uppsala universitet", "University of Uppsala", True),
        ("Universität Göttingen", "Goettingen University", True),
        ("North-West University", "North-West Univeristy", True),
        ("Karolinska Institutet", "Karolinska Institute", True),
        ("University of California, Davis", "University of California, Berkeley", False),
        ("Technical University of Munich", "Technical University of Dresden", False),
        ("University College", "University Hospital", False),
    ],
)
def test_names_of_organisations(one: str, other: str, is_alike: bool) -> None:
    assert (organisation_likeness(organisation_traits([one]), organisation_traits([other])).score >= LEAST) is is_alike


def test_sister_units_campuses_and_parts_are_others() -> None:
    medicine = organisation_traits(["Institutionen för medicin"], number=10, parent=1)
    for other in (
        organisation_traits(["Institutionen för medicin"], number=11, parent=2),
        organisation_traits(["Institutionen för medicin"], number=1),
        organisation_traits(["Institutionen för medicin"], number=12, parent=1, kin=[10]),
    ):
        assert organisation_likeness(medicine, other).score < LEAST
    one = organisation_traits(["Highland College"], city="Freeport", country="US", domains=["a.edu"])
    other = organisation_traits(["Highland College"], city="Highland", country="US", domains=["b.edu"])
    assert organisation_likeness(one, other).score < LEAST
