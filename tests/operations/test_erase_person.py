"""Erasing a person: nothing of them is left anywhere, everybody else is as before, and what is claimed is true."""

from __future__ import annotations

import base64
import io
import shutil
import sqlite3
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import event, select

from kidesk.errors import KideskError
from kidesk.i18n import Language
from kidesk.operations import attach_file, edit
from kidesk.operations.attach_file import About
from kidesk.operations.erase_person import Decision, erase, look
from kidesk.operations.erasure_marks import FILE, returned
from kidesk.operations.erasure_report import Erased, outcome, reached
from kidesk.operations.seal_quarter import seal
from kidesk.records import AGREEMENTS, INTERACTIONS, ORGANISATIONS, PERSONS, PLAN_ITEMS
from kidesk.records.agreement import Agreement, PartnerContact
from kidesk.records.ambassador import Ambassador
from kidesk.records.attachment import Attachment
from kidesk.records.interaction import Interaction
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person
from kidesk.records.plan import PlanKind
from kidesk.records.plan_item import PlanItem
from kidesk.records.privacy_decision import ErasureGround, PrivacyDecision, PrivacyDecisionKind
from kidesk.records.quarter import Colour
from kidesk.settings import Settings
from kidesk.store import backup, seals
from kidesk.store.check import check
from kidesk.store.history import CHANGE, OPERATION
from kidesk.store.store import Store
from kidesk.store.workspace import DATABASE, Workspace
from tests import factory

GIVEN, FAMILY, BEFORE = "Örjan Zacharias", "Åkerblöm", "Xyzelius"
MAIL, OLD_MAIL = "orjan.akerblom@example.org", "ozx@gammal.example.org"
PHONE, SWITCHBOARD = "+46 70 123 98 76", "+46 8 524 800 00"
ORCID = "0000-0002-1825-0097"
FOUNDED = Decision(ErasureGround.NOT_NEEDED, "Prefekten", "Behövs inte längre", "1-55/2026")
SV = Language("sv")
# What must be nowhere afterwards, spelled by this test and not by what is tested
WORDS = ("Åkerblöm", "Örjan Zacharias", "Xyzelius", MAIL, OLD_MAIL, "701239876", "70 123 98 76", ORCID)
FORMS = (
    *WORDS,
    *(word.lower() for word in WORDS),
    *(word.upper() for word in WORDS),
    *(unicodedata.normalize("NFD", word) for word in WORDS),
    "akerblom",
    "aakerbloem",
    "\\u00c5kerbl\\u00f6m",
    "\\u00e5kerbl\\u00f6m",
    base64.b64encode("Åkerblöm ".encode()).decode()[:-4],
)


@pytest.fixture
def number(workspace: Workspace) -> int:
    """A person who stands in every room there is."""
    return _planted(workspace)


def _planted(workspace: Workspace) -> int:
    store = workspace.store
    school = factory.organisation(store)
    person = factory.person(
        store,
        given_name=GIVEN,
        family_name=BEFORE,
        orcid=ORCID,
        emails=[{"address": OLD_MAIL, "is_primary": True}],
        phones=[{"number": PHONE}, {"number": SWITCHBOARD}],
        addresses=[{"street": "Storgatan 1", "city": "Solna"}],
        affiliations=[{"organisation_id": school.id, "title_sv": "Professor"}],
        consents=[{"purpose": "Webb"}],
    )
    now = {"family_name": FAMILY, "emails": [{"address": MAIL, "is_primary": True}]}
    edit.save(store, PERSONS, now, number=person.id)
    _named_by_others(store, person.id, school.id)
    _mentioned(store, school.id)
    return person.id


def _named_by_others(store: Store, number: int, school: int) -> None:
    ambassador = factory.ambassador(store, person_id=number, offers="Föreläser")
    factory.interaction(store, persons=[{"person_id": number}], ambassador_id=ambassador.id, follow_up_by_id=number)
    factory.agreement(
        store,
        contacts=[{"person_id": number, "function": "Kontakt"}],
        signatories=[{"person_id": number, "title": "Prefekt"}],
    )
    _read_from_a_partner(store, number)
    factory.membership(store, representatives=[{"person_id": number}])
    factory.plan_item(store, evidence=[{"ambassador_id": ambassador.id}])
    factory.person(store, owner_id=number)
    edit.save(store, ORGANISATIONS, {"owner_id": number}, number=school)
    merged = factory.person(store, given_name="Örjan", family_name=FAMILY)
    with store.change("Merged", PERSONS.key) as session:
        session.get_one(Person, merged.id).merged_into_id = number


def _read_from_a_partner(store: Store, number: int) -> None:
    """A contact whose name is divided between elements of XML, as partners send it."""
    agreement = factory.agreement(store, contacts=[{"person_id": number, "function": "Kontakt"}])
    xml = f"<FirstNames>{GIVEN}</FirstNames><FamilyName>{FAMILY}</FamilyName>"
    with store.change("Read", AGREEMENTS.key) as session:
        session.get_one(PartnerContact, agreement.contacts[0].id).as_read = xml


def _mentioned(store: Store, school: int) -> None:
    texts = f"Mötte Åkerblöm, Örjan Zacharias och ORJAN ZACHARIAS AAKERBLOEM; ring 070-123 98 76 eller {MAIL.upper()}."
    edit.save(store, ORGANISATIONS, {"notes": texts, "tags": [f"{GIVEN} {FAMILY}"]}, number=school)
    factory.interaction(store, title=f"Samtal med {GIVEN} {FAMILY}", notes=texts)
    factory.agreement(store, title_sv=f"Avtal förberett av {GIVEN}  {FAMILY}", owner=f"{FAMILY} {GIVEN}")
    factory.saved_view(store, typed=f"{GIVEN} {FAMILY}")
    factory.interaction(store, notes=f"Hette {GIVEN} {BEFORE} då, {OLD_MAIL}")
    gone = factory.interaction(store, notes=texts)
    edit.delete(store, INTERACTIONS, [gone.id])


def _erased(workspace: Workspace, number: int, **details: Any) -> Erased:
    return erase(workspace, number, FOUNDED, language=SV, **details)


def _left(folder: Path) -> list[tuple[str, str]]:
    """Every form of the person in any file of a folder, in any encoding, as this test searches for it."""
    found = []
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        data = path.read_bytes()
        for form in FORMS:
            for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1"):
                if form.encode(encoding, "ignore") in data and len(form.encode(encoding, "ignore")) >= len(form):
                    found.append((path.name, form))
    return found


def _seal_over(workspace: Workspace, text: str) -> int:
    """A quarter that is sealed with a text in it. Returns the seal's number."""
    store = workspace.store
    plan = factory.plan(store, kind=PlanKind.ACTION_PLAN)
    insight = factory.plan_item(store, plan_id=plan.id)
    quarter = factory.quarter(store, name="2026-Q1")
    given = {"quarter_id": quarter.id, "colour": Colour.GREEN, "comment_sv": text, "assessed_by": f"{GIVEN} {FAMILY}"}
    edit.save(store, PLAN_ITEMS, {"assessments": [given]}, number=insight.id)
    return seal(store, "2026-Q1", Settings()).id


def test_nothing_of_the_person_is_left_in_any_file(workspace: Workspace, number: int) -> None:
    _seal_over(workspace, f"Enligt {GIVEN} {FAMILY}")
    assert {name for name, _ in _left(workspace.folder)} == {DATABASE}
    erased = _erased(workspace, number)
    assert _left(workspace.folder) == []
    assert erased.is_proved
    assert all(not one.problems for one in check(workspace.store))


def test_a_genitive_goes_and_a_family_name_by_itself_is_told(workspace: Workspace) -> None:
    person = factory.person(workspace.store, given_name="Örjan", family_name="Åkerblöm", emails=[])
    factory.person(workspace.store, given_name="Li", family_name="Åkerblöm", emails=[])  # what others are called
    noted = [
        factory.interaction(workspace.store, notes=text).id
        for text in ("Örjan Åkerblöms besök", "Åkerblöm (Örjan B.) kom", "Mötte Åkerblöm", "Ö. Åkerblöms rum")
    ]
    found = look(workspace, person.id)
    assert found.possible == 2
    said = "In 2 texts the family name stands by itself"
    assert any(one.startswith(said) for one in reached(found, Language("en")))
    erased = _erased(workspace, person.id)
    assert (erased.is_proved, erased.possible) == (True, 2)
    assert any(one.startswith(said) for one in outcome(erased, workspace.folder, Language("en")))
    texts = [row.notes for row in map(lambda one: workspace.store.get(Interaction, one), noted) if row]
    assert texts == ["[gallrad] besök", "[gallrad] B.) kom", "Mötte Åkerblöm", "Ö. Åkerblöms rum"]


def test_the_closed_file_holds_nothing_either(folder: Path) -> None:
    with closing(Workspace.open(folder, "Tove")) as workspace:
        _erased(workspace, _planted(workspace))
    assert _left(folder) == []
    with closing(sqlite3.connect(folder / DATABASE)) as bare:
        assert "Åkerblöm" not in "\n".join(bare.iterdump())


def test_what_is_about_the_person_goes_and_what_others_did_stays(workspace: Workspace, number: int) -> None:
    store = workspace.store
    before = {row.id for row in store.all(Interaction)}
    _erased(workspace, number)
    assert store.get(Person, number) is None
    assert store.all(Ambassador) == []
    assert {row.id for row in store.all(Interaction)} == before
    assert all(row.ambassador_id is None and not row.persons for row in store.all(Interaction))
    assert all(not row.contacts and not row.signatories for row in store.all(Agreement))
    assert all(not row.evidence for row in store.all(PlanItem))
    school = next(row for row in store.all(Organisation) if row.tags)
    assert school.notes.startswith("Mötte [gallrad] och [gallrad]; ring [gallrad] eller [gallrad].")
    assert school.owner_id is None


def test_the_search_finds_the_mark_and_not_the_person(workspace: Workspace, number: int) -> None:
    store = workspace.store
    assert store.find("akerblom")
    _erased(workspace, number)
    for typed in ("akerblom", "Åkerblöm", "xyzelius", "orjan", MAIL, "aakerbloem"):
        assert store.find(typed) == [], typed
    assert store.find("gallrad")


def test_nothing_that_was_done_before_can_be_taken_back(workspace: Workspace, number: int) -> None:
    _erased(workspace, number)
    assert workspace.store.next_steps() == (None, None)
    assert workspace.store.undo() is None
    edit.save(workspace.store, ORGANISATIONS, {"name_sv": "Nytt"})
    assert workspace.store.undo() == edit.ADDED


def test_the_history_keeps_who_did_what_and_when_without_saying_what(workspace: Workspace, number: int) -> None:
    with workspace.store.read() as session:
        before = len(session.execute(select(OPERATION.c.id)).all())
    _erased(workspace, number)
    with workspace.store.read() as session:
        assert len(session.execute(select(OPERATION.c.id)).all()) > before
        of_person = (CHANGE.c.record_table == "person", CHANGE.c.record_id == number)
        changes = session.execute(select(CHANGE.c.old, CHANGE.c.new).where(*of_person)).all()
    assert changes
    assert all((old, new) == ({}, {}) for old, new in changes)


def test_namesakes_and_shared_numbers_stay_with_the_others(workspace: Workspace, number: int) -> None:
    store = workspace.store
    colleague = factory.person(store, given_name="Lena", family_name="Ek", phones=[{"number": "08-52480000"}])
    _erased(workspace, number)
    found = store.get(Person, colleague.id)
    assert found is not None
    assert [phone.number for phone in found.phones] == ["08-52480000"]


def test_a_namesake_keeps_the_name_and_the_preview_says_that_it_is_shared(workspace: Workspace, number: int) -> None:
    store = workspace.store
    other = factory.person(store, given_name=GIVEN, family_name=FAMILY)
    assert (GIVEN, FAMILY) in look(workspace, number).shared.names
    _erased(workspace, number)
    kept = store.get(Person, other.id)
    assert kept is not None
    assert kept.family_name == FAMILY
    assert store.get(Person, number) is None


def test_a_seal_keeps_everything_but_the_person_and_holds_by_its_new_digest(workspace: Workspace, number: int) -> None:
    sealed = _seal_over(workspace, f"Enligt {GIVEN} {FAMILY} går det bra")
    erased = _erased(workspace, number)
    assert erased.sealed == [("seal", sealed)]
    with workspace.store.read() as session:
        kept = seals.latest(session, "2026-Q1")
        assert list(seals.broken(session)) == []
    assert kept is not None
    assert "Enligt [gallrad] går det bra" in seals.canonical(kept.content)
    with pytest.raises(KideskError), workspace.store.read() as session:
        session.execute(seals.SEAL.update().values(content="{}"))


def test_the_decision_is_kept_and_names_nobody(workspace: Workspace, number: int) -> None:
    decision = Decision(ErasureGround.OBJECTION, "Prefekten", f"{GIVEN} {FAMILY} ({MAIL}) bad om det", "1-55/2026")
    erased = erase(workspace, number, decision, language=SV)
    kept = workspace.store.get(PrivacyDecision, erased.decision)
    assert kept is not None
    assert (kept.kind, kept.ground) == (PrivacyDecisionKind.ERASURE, ErasureGround.OBJECTION)
    assert kept.subject_number == number
    assert kept.reason == "[gallrad] ([gallrad]) bad om det"
    assert "Inget namn, ingen e-postadress och inget telefonnummer" in kept.outcome


@pytest.mark.parametrize(("ground", "who"), [(ErasureGround.NONE, "Prefekten"), (ErasureGround.OBJECTION, " ")])
def test_without_a_ground_or_a_decider_nothing_is_erased(
    workspace: Workspace, number: int, ground: ErasureGround, who: str
) -> None:
    with pytest.raises(KideskError, match="Nothing was erased"):
        erase(workspace, number, Decision(ground, who, ""), language=SV)
    assert workspace.store.get(Person, number) is not None


def test_a_failure_half_way_leaves_everything_as_it_was(
    workspace: Workspace, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _dump(workspace)
    monkeypatch.setattr("kidesk.operations.erasure_marks.replacing", _full_disk)
    with pytest.raises(KideskError, match="Nothing was erased"):
        _erased(workspace, number)
    assert _dump(workspace) == before


def _full_disk(*details: object) -> None:
    raise OSError("the disk is full")


def _dump(workspace: Workspace) -> list[str]:
    with closing(sqlite3.connect(workspace.folder / DATABASE)) as bare:
        return list(bare.iterdump())


# Attached files


def _pdf(text: str) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.drawString(100, 700, text)
    canvas.save()
    return stream.getvalue()


def _docx(text: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", f"<w:t>{text[:5]}</w:t></w:r><w:r><w:t>{text[5:]}</w:t>")
    return stream.getvalue()


NAMED = f"Undertecknat av {GIVEN} {FAMILY}"
FILES = {
    "plain.txt": NAMED.encode(),
    "wide.txt": NAMED.encode("utf-16"),
    "old.txt": NAMED.encode("latin-1"),
    "signed.pdf": _pdf(NAMED),
    "draft.docx": _docx(f"{GIVEN} {FAMILY}"),
    "nobody.txt": b"Ingen namns",
    "damaged.docx": b"PK\x03\x04 damaged",
}


@pytest.fixture
def attached(workspace: Workspace, tmp_path: Path) -> dict[str, int]:
    """Files of an agreement by their names, with their ids."""
    agreement = factory.agreement(workspace.store)
    paths = []
    for name, data in FILES.items():
        paths.append(tmp_path / name)
        paths[-1].write_bytes(data)
    numbers = attach_file.attach(workspace, agreement.id, paths, About())
    return dict(zip(FILES, numbers, strict=True))


def test_attached_files_that_name_the_person_are_found_whatever_they_are(
    workspace: Workspace, number: int, attached: dict[str, int]
) -> None:
    found = look(workspace, number)
    assert {file.name for file in found.files} == FILES.keys() - {"nobody.txt", "damaged.docx"}
    assert {file.name for file in found.unreadable} == {"damaged.docx"}


def test_files_that_are_kept_are_told_of_and_those_destroyed_are_gone(
    workspace: Workspace, number: int, attached: dict[str, int]
) -> None:
    kept = attached.pop("wide.txt")
    named = ("plain.txt", "old.txt", "signed.pdf", "draft.docx")
    erased = _erased(workspace, number, destroy_files=[attached[name] for name in named])
    assert not erased.is_proved
    assert erased.destroyed == len(named)
    with workspace.store.read() as session:
        assert [path.name for path in erased.left] == [session.get_one(Attachment, kept).stored]
        assert set(session.scalars(select(Attachment.name))) == {"wide.txt", "nobody.txt", "damaged.docx"}
    assert len(workspace.attachments.stored()) == 3


# Backups, and older copies that are put back


def test_backups_that_name_the_person_are_told_of_or_destroyed(workspace: Workspace, number: int) -> None:
    copy = backup.back_up(workspace.folder / DATABASE, workspace.folder / "backups")
    assert look(workspace, number).backups == (copy,)
    erased = _erased(workspace, number)
    assert erased.is_proved
    assert erased.backups == (copy,)
    assert copy.name in _outcome(workspace, erased)


def test_backups_are_destroyed_where_that_was_decided(workspace: Workspace, number: int) -> None:
    copy = backup.back_up(workspace.folder / DATABASE, workspace.folder / "backups")
    erased = _erased(workspace, number, destroy_backups=True)
    assert not copy.exists()
    assert erased.backups == ()
    assert _left(workspace.folder) == []


def _outcome(workspace: Workspace, erased: Erased) -> str:
    found = workspace.store.get(PrivacyDecision, erased.decision)
    assert found is not None
    return found.outcome


def test_an_older_copy_put_back_does_not_bring_the_person_back_unseen(folder: Path) -> None:
    older = folder.parent / "older.db"
    with closing(Workspace.open(folder, "Tove")) as workspace:
        number = _planted(workspace)
        other = factory.person(workspace.store).id
        workspace.store.close()
        shutil.copy(folder / DATABASE, older)
        _erased(workspace, number)
        assert returned(workspace) == []
    shutil.copy(older, folder / DATABASE)
    with closing(Workspace.open(folder, "Tove")) as workspace:
        merged = [row.id for row in _every_person(workspace) if row.merged_into_id == number]
        assert returned(workspace) == sorted([number, *merged])
        assert other not in returned(workspace)
        _erased(workspace, number)
        assert returned(workspace) == []
    assert _left(folder) == []


def test_whoever_could_not_be_erased_is_not_held_for_somebody_who_came_back(workspace: Workspace, number: int) -> None:
    other = factory.person(workspace.store).id
    with _somebody_reading(workspace), pytest.raises(KideskError, match="Another program"):
        _erased(workspace, number)
    assert returned(workspace) == []
    _erased(workspace, other)
    with _somebody_reading(workspace), pytest.raises(KideskError, match="Another program"):
        _erased(workspace, number)
    assert returned(workspace) == []
    assert (workspace.folder / FILE).is_file()


@contextmanager
def _somebody_reading(workspace: Workspace) -> Iterator[None]:
    """Another program that reads the database and does not let go, so that everything can be done but the commit."""
    event.listen(workspace.store.engine, "checkout", lambda one, *_: one.execute("PRAGMA busy_timeout=20"))
    with closing(sqlite3.connect(workspace.folder / DATABASE)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT id FROM person").fetchone()
        yield


def _every_person(workspace: Workspace) -> Iterator[Person]:
    yield from workspace.store.rows(select(Person))


def test_a_person_who_is_not_there_is_said_not_to_be(workspace: Workspace) -> None:
    with pytest.raises(KideskError, match="no record"):
        look(workspace, 999)
    with pytest.raises(KideskError, match="no record"):
        _erased(workspace, 999)


def test_a_record_that_was_merged_stands_for_the_person_that_it_became(workspace: Workspace, number: int) -> None:
    merged = next(row.id for row in _every_person(workspace) if row.merged_into_id == number)
    assert look(workspace, merged).numbers == (number, merged)
    assert _erased(workspace, merged).is_proved
    assert _left(workspace.folder) == []


@pytest.mark.parametrize(("given", "family"), [("Anna", "Bergström"), ("Johanna", "Berg")])
def test_somebody_whose_name_only_begins_or_ends_alike_is_no_trace(
    workspace: Workspace, given: str, family: str, tmp_path: Path
) -> None:
    number = factory.person(workspace.store, given_name="Anna", family_name="Berg").id
    factory.person(workspace.store, given_name=given, family_name=family)
    (tmp_path / "minutes.txt").write_text(f"Present: {given} {family}")
    attach_file.attach(workspace, factory.agreement(workspace.store).id, [tmp_path / "minutes.txt"], About())
    assert look(workspace, number).files == ()
    assert _erased(workspace, number).is_proved


def test_what_the_search_index_still_says_is_no_proof(
    workspace: Workspace, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kidesk.store.erasure.index_anew", lambda *_: frozenset())
    assert workspace.folder / DATABASE in _erased(workspace, number).left


def test_an_own_page_that_others_have_too_stays_with_them(workspace: Workspace) -> None:
    page = "https://example.org/unit"
    one, other = (factory.person(workspace.store, given_name=name, website=page) for name in ("Aina", "Bodil"))
    assert _erased(workspace, one.id).is_proved
    kept = workspace.store.get(Person, other.id)
    assert kept is not None
    assert kept.website == page


def test_looking_changes_nothing(workspace: Workspace, number: int) -> None:
    before = _dump(workspace)
    found = look(workspace, number)
    assert _dump(workspace) == before
    assert found.records == {"Person": 2, "Ambassador": 1}
    assert found.texts["organisation"] == 2
    assert found.parts > 5
    assert found.links > 2
