"""Imports of contacts as a whole: tried, stopped, taken back, and tables of kidesk's own come back unchanged."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kidesk.i18n import Language
from kidesk.operations.export_table import export_table
from kidesk.operations.import_contacts import import_contacts
from kidesk.operations.import_options import ImportOptions
from kidesk.records.person import Person
from kidesk.records.person_terms import ChannelKind, LegalBasis, PhoneKind
from kidesk.records.person_type import PERSONS
from kidesk.store.check import check
from kidesk.store.store import Listing, Store
from kidesk.store.workspace import Workspace
from tests import factory
from tests.conftest import WHO
from tests.operations.importing import Take, counts, operations
from tests.store.dumping import dump, index


def said(person: Person) -> dict[str, Any]:
    """All that is said of a person, without the numbers of rows; organisations and coordinators by name."""
    found: dict[str, Any] = {}
    for field in PERSONS.editable:
        if field.key == "owner_id":
            continue
        value = field.plain(person)
        if field.key == "affiliations":
            names = [one.organisation.caption("sv") for one in person.affiliations]
            value = [one | {"organisation_id": name} for one, name in zip(value, names, strict=True)]
        found[field.key] = (
            [one | {"id": 0} if isinstance(one, dict) else one for one in value] if isinstance(value, list) else value
        )
    return found


def test_a_trial_says_the_same_and_writes_nothing(store: Store, take: Take) -> None:
    factory.person(store, given_name="Sara", family_name="Öberg", emails=[{"address": "sara@example.org"}])
    rows = ["Sara Öberg;;sara@example.org;AB 3;x"]
    rows += [f"Nummer {one};;p{one}@example.org;AB {one % 7};" for one in range(600)]
    rows += rows[:2]  # far enough behind to be in another portion
    rows += ["Sara Öberg;;sara@example.org;AB 3;x", "Sara Öberg;;sara@example.org;AB 4;x", "Nummer 1;;;AB 1;y", ";;;;"]
    text = "Namn;Rektor;E-post;Företag;Taggar\n" + "\n".join(rows)
    before = dump(store)
    tried = take(text, dry_run=True)
    assert dump(store) == before
    done = take(text)
    assert [one.what for one in tried.outcomes[601:603]] == ["unchanged", "unchanged"]
    assert counts(tried) == counts(done)
    assert [(one.line, one.what, one.reason) for one in tried.outcomes] == [
        (one.line, one.what, one.reason) for one in done.outcomes
    ]
    assert tried.organisations == done.organisations


def test_progress_moves_on_and_whoever_stops_it_leaves_no_trace(store: Store, tmp_path: Path) -> None:
    factory.person(store, given_name="Sara", family_name="Öberg", emails=[{"address": "p3@example.org"}])
    file = tmp_path / "many.csv"
    rows = "".join(f"Sara{one} Öberg;p{one}@example.org;AB {one % 9}\n" for one in range(1_100))
    file.write_text(f"Namn;E-post;Företag\n{rows}", encoding="utf-8")
    before, entries, done = dump(store), index(store), operations(store)

    class Stop(Exception):
        pass

    heard: list[tuple[int, int]] = []
    import_contacts(store, file, dry_run=True, progress=lambda one, whole: heard.append((one, whole)))
    assert len(heard) > 10
    assert heard == sorted(heard)
    assert heard[-1] == (1000, 1000)

    for least in (0, 300, 599, 601, 800):

        def watch(one: int, whole: int, least: int = least) -> None:
            if one >= least:
                raise Stop

        with pytest.raises(Stop):
            import_contacts(store, file, progress=watch)
        assert (dump(store), index(store), operations(store)) == (before, entries, done)


def test_the_whole_import_is_one_step(store: Store, take: Take) -> None:
    factory.person(store, given_name="Sara", family_name="Öberg", emails=[{"address": "sara@example.org"}])
    before, entries = dump(store), index(store)
    take("Namn;E-post;Företag;Taggar\nSara Öberg;sara@example.org;Ny AB;x\nBo Ek;bo@example.org;Ny AB;\n")
    after = dump(store)
    assert store.undo() == "Imported {type}"
    assert (dump(store), index(store)) == (before, entries)
    store.redo()
    assert dump(store) == after
    assert not any(finding.problems for finding in check(store))


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """An empty workspace beside the first."""
    with closing(Workspace.create(tmp_path / "other", WHO)) as workspace:
        yield workspace.store


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("code", ["sv", "en"])
def test_an_exported_table_comes_back_unchanged(
    store: Store, other: Store, tmp_path: Path, code: str, ending: str
) -> None:
    places = [factory.organisation(store, name_sv=name, name_en="").id for name in ("Ett; och ett", "Två", "Tre")]
    values: dict[str, Any] = {
        "emails": [
            {"address": "a@example.org", "kind": ChannelKind.PRIVATE, "has_opted_out": True},
            {"address": "b@example.org", "is_primary": True},
        ],
        "phones": [
            {"number": "+46 8 524 800 00", "kind": PhoneKind.FAX},
            {"number": "070-123", "is_primary": True, "has_opted_out": True},
        ],
        "addresses": [
            {"street": "Gatan 1; 2\\3\nPlan 4", "city": "Åmål", "country": "NO", "kind": ChannelKind.PRIVATE},
            {"postal_code": "123 45", "region": "Ohio", "country": "US", "has_opted_out": True},
        ],
        "affiliations": [
            {"organisation_id": places[0], "title_sv": "Rektor; tf", "start_on": dt.date(2020, 1, 2)},
            {"organisation_id": places[1], "title_en": "Dean", "end_on": dt.date(2021, 1, 2)},
            {"organisation_id": places[1], "title_en": "Professor", "is_primary": True},
        ],
        "consents": [
            {"purpose": "Nyhetsbrev", "given_on": dt.date(2024, 1, 2), "evidence": "Mejl; 1"},
            {"purpose": "Nyhetsbrev", "given_on": dt.date(2025, 1, 2), "withdrawn_on": dt.date(2025, 2, 2)},
        ],
        "tags": ["Press", "Vän, god"],
        "external_ids": ["urn:uuid:1", "x:2"],
        "notes": "=Rad 1\nRad; 2",
        "legal_basis": LegalBasis.CONSENT,
    }
    full = factory.full(store, PERSONS) | {"has_protected_identity": False, "owner_id": None}
    factory.person(store, **(full | values))
    factory.person(store, given_name="Bo", family_name="Ek", source="Mässan", affiliations=[], emails=[])
    file = tmp_path / f"persons{ending}"
    export_table(store, Listing(PERSONS), language=Language(code), output=file)
    before, done = dump(store), operations(store)

    exported = [one for one in store.all(Person)]
    report = import_contacts(other, file, ImportOptions(source="x"))
    assert counts(report) == (len(exported), 0, 0, 0)
    expected = [said(one) for one in exported]
    found = [said(one) for one in other.all(Person)]
    for one in (*expected, *found):
        one["source_date"] = one["source"] = None
    assert found == expected
    assert counts(import_contacts(other, file)) == (0, 0, len(exported), 0)

    assert counts(import_contacts(store, file)) == (0, 0, len(exported), 0)
    assert (dump(store), operations(store)) == (before, done)


NAMES = st.sampled_from(["Sara Öberg", "Öberg, Sara", "Bo Ek", "sara oberg", ""])
MAILS = st.sampled_from(["", "sara@example.org", "bo@example.org", "SARA@example.org", "x@example.org"])
PLACES = st.sampled_from(["", "KI", "Karolinska Institutet", "Ny AB"])
WORDS = st.sampled_from(["", "a", "b", "a; c"])
TABLES = st.lists(st.tuples(NAMES, MAILS, PLACES, WORDS, WORDS), min_size=1, max_size=5)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.lists(TABLES, min_size=1, max_size=3))
def test_imports_taken_back_in_order_leave_an_equal_database(
    store: Store, take: Take, files: list[list[tuple[str, ...]]]
) -> None:
    states = [dump(store)]
    for rows in files:
        text = io.StringIO()
        csv.writer(text, delimiter=";").writerows([("Namn", "E-post", "Företag", "Taggar", "Anteckningar"), *rows])
        done = operations(store)
        take(text.getvalue())
        after = dump(store)
        assert take(text.getvalue()).created == 0
        assert dump(store) == after
        assert operations(store) - done <= 1
        if operations(store) > done:
            states.append(after)
    for state in reversed(states[:-1]):
        store.undo()
        assert dump(store) == state
    for state in states[1:]:
        store.redo()
        assert dump(store) == state
    for _ in states[1:]:
        store.undo()
