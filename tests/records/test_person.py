"""Persons: names, addresses, affiliations, and what a protected identity hides."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from kidesk.i18n import CODES, Language
from kidesk.operations import edit
from kidesk.records.ambassador_type import AMBASSADORS
from kidesk.records.organisation import Organisation
from kidesk.records.person import PROTECTED, Affiliation, Person, PersonEmail
from kidesk.records.person_type import (
    PERSONS,
    primary_affiliation,
    primary_email,
    primary_organisation,
)
from kidesk.store.store import Listing, Store
from tests import factory

ENDED = dt.date(2020, 1, 1)


def _affiliated(*affiliations: Affiliation) -> Person:
    return Person(affiliations=list(affiliations))


def test_a_person_is_called_by_given_and_family_name() -> None:
    assert Person(given_name="Anna", family_name="Ek").caption("sv") == "Anna Ek"
    assert Person(family_name="Ek").caption("en") == "Ek"
    assert Person(given_name="Anna", family_name="Ek").order_text() == "Ek Anna"


def test_the_primary_address_is_the_marked_one_else_the_first() -> None:
    first, second = PersonEmail(address="a@example.org"), PersonEmail(address="b@example.org")
    assert primary_email(Person(emails=[first, second])) == "a@example.org"
    second.is_primary = True
    assert primary_email(Person(emails=[first, second])) == "b@example.org"
    assert primary_email(Person()) == ""


def test_the_primary_affiliation_is_the_marked_one_else_the_latest_that_goes_on() -> None:
    old, new = Affiliation(end_on=ENDED, is_primary=True), Affiliation()
    marked = Affiliation(is_primary=True)
    assert primary_affiliation(_affiliated()) is None
    assert primary_affiliation(_affiliated(old)) is old
    assert primary_affiliation(_affiliated(new, old)) is new
    assert primary_affiliation(_affiliated(marked, new)) is marked
    assert primary_affiliation(_affiliated(Affiliation(), new)) is new


def test_the_organisation_comes_from_the_primary_affiliation() -> None:
    lund = Organisation(name_sv="Lund")
    person = _affiliated(Affiliation(title_sv="rektor", organisation=lund))
    assert primary_organisation(person) is lund
    assert primary_organisation(Person()) is None


@pytest.mark.parametrize(
    ("person", "keys"),
    [
        (Person(), ["family_name"]),
        (Person(given_name=" "), ["family_name"]),
        (Person(given_name="A", emails=[PersonEmail(address="a@b@c")]), ["emails"]),
        (Person(given_name="A", emails=[PersonEmail(address="a@example.org\nBcc: b@example.org")]), ["emails"]),
        (Person(given_name="A", emails=[PersonEmail(address="a@example.org")]), []),
        (Person(given_name="A", linkedin="linkedin.com/in/a"), ["linkedin"]),
        (
            Person(given_name="A", affiliations=[Affiliation(start_on=dt.date(2021, 1, 1), end_on=ENDED)]),
            ["affiliations"],
        ),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(person: Person, keys: list[str]) -> None:
    assert [problem.key for problem in PERSONS.problems(person)] == keys


def test_there_is_no_place_for_a_personal_identity_number() -> None:
    assert not [one for one in Person.__table__.columns if re.search("identity_number|personnummer", one.name)]


# Protected identity


def _protected(store: Store) -> Person:
    employer = factory.organisation(store, name_sv="Hemligsta universitet", name_en="Hidden University")
    return factory.person(
        store,
        given_name="Hildegard",
        family_name="Aakonen",
        has_protected_identity=True,
        emails=[{"address": "hildegard@example.org"}],
        phones=[{"number": "+46 8 123"}],
        affiliations=[{"organisation_id": employer.id, "title_sv": "Lektor"}],
        tags=["hemligtagg"],
        notes="Hemliganteckning",
    )


@pytest.mark.parametrize("code", CODES)
def test_a_protected_person_is_hidden_in_every_list(store: Store, code: str) -> None:
    person, language = _protected(store), Language(code)
    shown = [PERSONS.field(key).text(person, language) for key in PERSONS.columns]
    assert shown == [PROTECTED[code], "", "", ""]
    ambassador = factory.ambassador(store, person_id=person.id)
    assert AMBASSADORS.field("name").text(ambassador, language) == PROTECTED[code]


def test_the_order_of_a_list_does_not_give_a_protected_person_away(store: Store, sv: Language) -> None:
    hidden = _protected(store)
    other = factory.organisation(store, name_sv="Aalto")
    for family in ("Öberg", "Berg"):
        factory.person(store, family_name=family, affiliations=[{"organisation_id": other.id}])
    assert "aakonen" not in hidden.order_key
    assert [person.family_name for person in store.all(Person)] == ["Berg", "Aakonen", "Öberg"]
    for order in ("email", "organisation"):
        assert store.ids(Listing(PERSONS, order=order), sv)[0] == hidden.id


@pytest.mark.parametrize(
    "typed", ["Hildegard", "Aakonen", "hildegard@example.org", "Hemligsta", "hemligtagg", "Hemliganteckning", "123"]
)
def test_a_search_does_not_find_a_protected_person(store: Store, typed: str) -> None:
    person = _protected(store)
    factory.ambassador(store, person_id=person.id)
    factory.agreement(store, owner_id=person.id)
    found = [row for row in store.find(typed) if not isinstance(row, Organisation)]
    assert found == []
    assert store.choices(Person, typed) == []


def test_a_person_who_becomes_protected_disappears_from_searches_and_records(store: Store) -> None:
    person = factory.person(store, family_name="Hemligman")
    factory.ambassador(store, person_id=person.id)
    assert len(store.find("Hemligman")) == 2
    edit.save(store, PERSONS, {"has_protected_identity": True}, number=person.id)
    assert store.find("Hemligman") == []


def test_only_one_address_can_be_the_primary_one(store: Store) -> None:
    two = [{"address": f"{name}@example.org", "is_primary": True} for name in ("a", "b")]
    with pytest.raises(edit.Invalid) as refused:
        edit.save(store, PERSONS, {"family_name": "Ek", "emails": two})
    assert [problem.key for problem in refused.value.problems] == ["emails"]
