"""A data-subject extract has everything that is held on one person, and tells the sure from the possible."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from kidesk.errors import KideskError
from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.operations.attach_file import About, attach, detach
from kidesk.operations.subject_extract import extract, note
from kidesk.records import BY_KEY, PERSONS, personal_data
from kidesk.records.privacy_decision import PrivacyDecision, PrivacyDecisionKind
from kidesk.records.subject_find import Extract, Find, Reason
from kidesk.reports import document
from kidesk.reports.content import Document, Paragraph
from kidesk.store.store import Store
from kidesk.store.workspace import Workspace
from tests import factory
from tests.operations import planting


def of(found: Extract, table: str, column: str) -> list[Find]:
    return [one for one in found.finds if (one.what.table, one.what.column) == (table, column) and one.event is None]


def held(found: Extract) -> set[tuple[str, str]]:
    """The columns that something certain was found in."""
    now = {(one.what.table, one.what.column) for one in found.finds if one.is_sure and one.event is None}
    past = [one for one in found.finds if one.is_sure and one.event is not None]
    now |= {("change", "old") for one in past if one.before} | {("change", "new") for one in past if one.value}
    return now


def test_a_person_planted_in_every_personal_column_is_found_in_each(store: Store) -> None:
    person = planting.person(store)
    planting.everywhere(store, person.id)
    wanted = {
        (table.name, one.column)
        for table in personal_data.tables()
        for one in personal_data.classified().values()
        if one.table == table.name and one.is_personal
    }
    found = held(extract(store, person.id))
    assert sorted(wanted - found) == []
    assert len(wanted) > 250


def test_links_from_every_table_are_found_without_any_name(store: Store) -> None:
    person = planting.person(store)
    agreement = factory.agreement(store, owner_id=person.id, signatories=[{"person_id": person.id, "title": "Dean"}])
    (link,) = of(extract(store, person.id), "agreement", "owner_id")
    assert (link.reason, link.record, link.number) == (Reason.LINK, "agreements", agreement.id)
    (title,) = of(extract(store, person.id), "signatory", "title")
    assert (title.value, title.number, title.is_sure) == ("Dean", agreement.id, True)


@pytest.mark.parametrize(
    "text",
    [
        "ZEBULON QUISTMARK ÅHR said so",
        "Asked Quistmark-Åhr, Zebulon about it",
        "Zebulon Quistmark-Åhrs synpunkter",
        "write to Zebulon.Q@planted.example.org!",
        "call 08-555 777 31 in the morning",
        "0046855577731",
        "see orcid.org/0000-0002-1825-0097",
        "Zebulon_Quistmark-Ahr.pdf",
    ],
)
def test_whatever_names_the_person_outright_is_found_for_certain(store: Store, text: str) -> None:
    person = planting.person(store)
    factory.agreement(store, notes=f"Before. {text} And after.")
    (found,) = of(extract(store, person.id), "agreement", "notes")
    assert found.reason is Reason.NAMED


@pytest.mark.parametrize("text", ["Quistmark-Åhr called", "Dr Q. Quistmark Åhr"])
def test_a_family_name_alone_is_possible_and_not_certain(store: Store, text: str) -> None:
    person = planting.person(store)
    factory.agreement(store, notes=text)
    (found,) = of(extract(store, person.id), "agreement", "notes")
    assert found.reason is Reason.MAYBE


@pytest.mark.parametrize("text", ["Zebulons hus", "Quistmarks", "a.zebulon.q@planted.example.org", "108-555 777 319"])
def test_other_words_and_longer_addresses_are_not_the_person(store: Store, text: str) -> None:
    person = planting.person(store)
    factory.agreement(store, notes=text)
    assert of(extract(store, person.id), "agreement", "notes") == []


def test_a_name_that_two_persons_share_is_certain_for_neither(store: Store) -> None:
    person, _ = planting.person(store), factory.person(store, given_name="zebulon", family_name="quistmark-ahr")
    factory.agreement(store, notes=f"Asked {planting.NAME}", costs=f"paid by {planting.EMAIL}")
    found = extract(store, person.id)
    assert [one.reason for one in of(found, "agreement", "notes")] == [Reason.MAYBE]
    assert [one.reason for one in of(found, "agreement", "costs")] == [Reason.NAMED]


def test_what_the_person_was_called_before_is_found_too(store: Store) -> None:
    person = planting.person(store, family_name="Tidigare", emails=[{"address": "old@example.org"}])
    edit.save(store, PERSONS, {"family_name": "Nyare", "emails": []}, number=person.id)
    factory.agreement(store, notes="Zebulon Tidigare", costs="old@example.org")
    found = extract(store, person.id)
    assert of(found, "agreement", "notes")[0].is_sure
    assert of(found, "agreement", "costs")[0].is_sure


def test_the_history_is_told_with_what_was_before_and_after(store: Store) -> None:
    person = planting.person(store)
    agreement = factory.agreement(store, notes=f"Led by {planting.NAME}", owner_id=person.id)
    edit.save(store, BY_KEY["agreements"], {"notes": "", "owner_id": None}, number=agreement.id)
    past = {
        (one.what.column, one.before, one.value)
        for one in extract(store, person.id).finds
        if one.event is not None and one.number == agreement.id and one.before
    }
    assert past == {("notes", f"Led by {planting.NAME}", None), ("owner_id", person.id, None)}


def test_what_was_deleted_is_still_found_in_the_history(store: Store) -> None:
    person = planting.person(store)
    agreement = factory.agreement(store, notes=f"Led by {planting.NAME}")
    edit.delete(store, BY_KEY["agreements"], [agreement.id])
    found = [one for one in extract(store, person.id).finds if one.what.column == "notes"]
    assert [one.before for one in found if one.before] == [f"Led by {planting.NAME}"]


def test_it_tells_what_brought_the_person_in(store: Store) -> None:
    person = planting.person(store)
    came = extract(store, person.id).origin
    assert came is not None
    assert (came.who, came.subject) == ("Tove Testsson", "persons")


def test_a_merged_record_is_told_with_the_one_that_it_became(store: Store) -> None:
    person = planting.person(store)
    gone = factory.person(store, given_name="Zeb", family_name="Q", notes="From a card")
    with store.change("Merged") as session:
        session.get_one(type(gone), gone.id).merged_into_id = person.id
    for number in (person.id, gone.id):
        found = extract(store, number)
        assert (found.number, found.merged) == (person.id, (gone.id,))
        assert "From a card" in [one.value for one in of(found, "person", "notes")]


def test_filters_of_saved_views_and_decisions_are_found_by_number(store: Store) -> None:
    person = planting.person(store)
    factory.privacy_decision(store, subject_number=person.id)
    factory.privacy_decision(store, subject_number=person.id + 1000)
    found = extract(store, person.id)
    assert len(of(found, "privacy_decision", "subject_number")) == 1


def test_notes_of_a_meeting_that_the_person_was_at_are_looked_at_by_a_person(store: Store) -> None:
    person = planting.person(store)
    factory.interaction(store, notes="They were late.", persons=[{"person_id": person.id}])
    (notes,) = of(extract(store, person.id), "interaction", "notes")
    assert (notes.reason, notes.is_sure) == (Reason.PRESENT, False)


def test_another_person_has_nothing_of_the_planted_one(store: Store) -> None:
    person = planting.person(store)
    factory.agreement(store, notes=planting.NAME, owner_id=person.id)
    other = factory.person(store, given_name="Bo", family_name="Ek")
    assert {one.what.table for one in extract(store, other.id).finds} == {"person", "person_email", "search_entry"}


def test_nobody_has_no_extract(store: Store) -> None:
    with pytest.raises(KideskError):
        extract(store, 4711)


# Attached files


def word_file(target: Path, text: str) -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        runs = "".join(f"<w:r><w:t>{letter}</w:t></w:r>" for letter in text)
        archive.writestr("word/document.xml", f"<w:document><w:p>{runs}</w:p></w:document>")
    return target


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Files that name the person, by what they are."""
    text = tmp_path / "note.txt"
    text.write_text(f"Says {planting.NAME}", encoding="utf-16")
    plain = tmp_path / "innocent.txt"
    plain.write_text("Nobody")
    picture = tmp_path / "photo.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    return {
        "text": text,
        "plain": plain,
        "picture": picture,
        "word": word_file(tmp_path / "a.docx", planting.NAME),
        "pdf": pdf(tmp_path / "a.pdf"),
    }


def pdf(target: Path) -> Path:
    document.write(Document("Minutes", "en", (Paragraph(f"Present: {planting.NAME}"),)), target, Language("en"))
    return target


def test_attached_files_that_name_the_person_are_found_and_unreadable_ones_told(
    workspace: Workspace, files: dict[str, Path]
) -> None:
    store = workspace.store
    person, agreement = planting.person(store), factory.agreement(store)
    attach(workspace, agreement.id, list(files.values()), About())
    found = extract(store, person.id)
    named = [str(one.value).partition(":")[0] for one in of(found, "attachment", "stored")]
    assert sorted(named) == ["a.docx", "a.pdf", "note.txt"]
    assert found.unread == ("photo.png",)


def test_a_file_that_was_removed_is_still_looked_into(workspace: Workspace, files: dict[str, Path]) -> None:
    store = workspace.store
    person, agreement = planting.person(store), factory.agreement(store)
    (number,) = attach(workspace, agreement.id, [files["text"]], About())
    detach(store, number)
    assert len(of(extract(store, person.id), "attachment", "stored")) == 1


# Noting


def test_making_one_is_noted_without_a_name(store: Store) -> None:
    person = planting.person(store)
    decision = store.get(PrivacyDecision, note(store, person.id, dnr="1-779/2022"))
    assert decision is not None
    assert (decision.kind, decision.subject_number, decision.dnr) == (
        PrivacyDecisionKind.EXTRACT,
        person.id,
        "1-779/2022",
    )
    assert planting.FAMILY not in str([getattr(decision, column.name) for column in decision.__table__.columns])
