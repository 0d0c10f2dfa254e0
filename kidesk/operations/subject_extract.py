"""The data-subject extract: everything held on one person (GDPR articles 15 and 20)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from kidesk.exchange import file_words
from kidesk.i18n import N_
from kidesk.operations.subject_copies import in_copies, origin
from kidesk.operations.subject_names import Subject, subject
from kidesk.operations.subject_rows import in_tables, named
from kidesk.records import BY_KEY, PRIVACY_DECISIONS, clock
from kidesk.records.ambassador import Ambassador
from kidesk.records.attachment import Attachment
from kidesk.records.person import Person
from kidesk.records.personal_data import Classified
from kidesk.records.privacy_decision import PrivacyDecision, PrivacyDecisionKind
from kidesk.records.processing import AGREEMENTS, DataKind
from kidesk.records.subject_find import Extract, Find
from kidesk.store import database
from kidesk.store.attachments import Attachments
from kidesk.store.history import CHANGE
from kidesk.store.store import Store

NOTED = N_("Noted a data-subject extract")
_AT_ONCE = 500


def extract(store: Store, number: int) -> Extract:
    """Everything held on the person with the id `number`, in all tables, copies and attached files.

    Of a merged record, it is about the one that it became. Raises KideskError where there is no such person.
    """
    with store.read() as session:
        whom = subject(session, number)
        finds = [*in_tables(session, whom), *in_copies(session, whom)]
        came = origin(session, whom.number)
        folder = database.file_of(session.connection()).parent
        files = _on_disk(folder, _files(session))
    read = [(name, agreement, file_words.text_of(path)) for path, name, agreement in files]
    finds += _in_files(whom, read)
    unread = tuple(name for name, _, text in read if text is None)
    merged = tuple(sorted(whom.persons - {whom.number}))
    return Extract(whom.number, clock.now(), tuple(_called(store, finds)), merged, came, unread)


def subject_records(store: Store, found: Extract) -> tuple[list[Person], list[Ambassador]]:
    """The records that are the person, the one that stands first, and the mandates as an ambassador."""
    numbers = (found.number, *found.merged)
    persons = sorted(store.page(Person, numbers).values(), key=lambda row: numbers.index(row.id))
    mandates = store.rows(select(Ambassador).where(Ambassador.person_id.in_(numbers)).order_by(Ambassador.id))
    return persons, mandates


def note(store: Store, number: int, *, dnr: str = "") -> int:
    """Notes that an extract was made for the person with the id `number`, and returns the decision's id.

    The decision names nobody, since it outlives the data. Undo does not take it back: what was given out is out.
    """
    with store.change(NOTED, PRIVACY_DECISIONS.key, is_undoable=False) as session:
        decision = PrivacyDecision(
            kind=PrivacyDecisionKind.EXTRACT,
            subject_number=number,
            decided_on=clock.today(),
            decided_by=store.who,
            dnr=dnr.strip(),
        )
        session.add(decision)
        session.flush()
        return decision.id


def _files(session: Session) -> dict[str, tuple[str, int]]:
    """The attached files by the names they lie under, with their names and agreements; removed ones too."""
    rows = select(Attachment.stored, Attachment.name, Attachment.agreement_id)
    found = {stored: (name, agreement) for stored, name, agreement in session.execute(rows)}
    past = select(CHANGE.c.old, CHANGE.c.new).where(CHANGE.c.table_name == Attachment.__tablename__)
    for change in session.execute(past):
        for values in change:
            if "stored" in values:
                found.setdefault(values["stored"], (values["name"], values["agreement_id"]))
    return found


def _on_disk(folder: Path, files: dict[str, tuple[str, int]]) -> Iterator[tuple[Path, str, int]]:
    attachments = Attachments(folder).folder
    for stored, (name, agreement) in sorted(files.items(), key=lambda one: one[1]):
        path = attachments / stored[:2] / stored
        if path.is_file():
            yield path, name, agreement


def _in_files(whom: Subject, read: Iterable[tuple[str, int, str | None]]) -> Iterator[Find]:
    what = Classified("attachment", "stored", DataKind.FREE_TEXT, AGREEMENTS)
    for name, agreement, text in read:
        found = named(whom, text or "")
        if found is not None:
            reason, words = found
            yield Find(what, reason, f"{name}: {words}", None, BY_KEY["agreements"].key, agreement)


def _called(store: Store, finds: Sequence[Find]) -> Iterator[Find]:
    """The finds with what their records are called, as far as these are still there."""
    captions: dict[tuple[str, int], tuple[str, str]] = {}
    for key in {find.record for find in finds if find.record}:
        record = BY_KEY[key].record
        only = (record.named_after,) if hasattr(record, "named_after") else ()
        numbers = sorted({find.number for find in finds if find.record == key and find.number is not None})
        for start in range(0, len(numbers), _AT_ONCE):
            page = store.page(record, numbers[start : start + _AT_ONCE], only)
            captions |= {(key, row.id): (row.caption("sv"), row.caption("en")) for row in page.values()}
    for find in finds:
        sv, en = captions.get((find.record, find.number or 0), ("", ""))
        yield replace(find, caption_sv=sv, caption_en=en)
