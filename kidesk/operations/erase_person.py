"""Erase a person: a recorded decision that takes their data out of the whole workspace, and proves that it did.

It is the one operation that cannot be taken back (DOMAIN, Rules of a Swedish public authority; GDPR article 17; for an
authority, arkivlagen 10 § wants a ground for it).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from kidesk.errors import KideskError
from kidesk.i18n import N_, Language
from kidesk.operations.edit import gone
from kidesk.operations.erasure_marks import marks, remembering
from kidesk.operations.erasure_report import Erased, Found, outcome
from kidesk.operations.find_traces import Step, files_in, find_traces
from kidesk.operations.person_identity import identity_of, identity_of_others, persons_of
from kidesk.records import PERSONS, clock, mentions, type_of
from kidesk.records.attachment import Attachment
from kidesk.records.identity import Identity
from kidesk.records.person import Person
from kidesk.records.person_traces import Traces
from kidesk.records.privacy_decision import ErasureGround, PrivacyDecision, PrivacyDecisionKind
from kidesk.records.record import Record
from kidesk.store import erasure, search
from kidesk.store.attachments import FOLDER as ATTACHMENTS
from kidesk.store.workspace import DATABASE, Workspace

ERASED = N_("Erased a person")
BACKUPS = "backups"


@dataclass(frozen=True)
class Decision:
    """What was decided: on what ground, by whom, when and why, and under which registration number."""

    ground: ErasureGround
    decided_by: str
    reason: str
    dnr: str = ""
    decided_on: dt.date | None = None


def look(workspace: Workspace, number: int, step: Step = lambda done, whole: None) -> Found:
    """Finds all that an erasure of the person with the id `number` would reach. Changes nothing. Raises KideskError.

    The erasure is done in the database and thrown away, so that nothing else can be said than what it does.
    """
    with workspace.store.read() as session:
        identity, shared, numbers = _identity(session, number)
        traces = Traces(identity)
        files = find_traces(files_in(workspace.folder / ATTACHMENTS), traces, step)
        naming = erasure.attachments_with(session, [path.name for path in files.naming])
        unreadable = erasure.attachments_with(session, [path.name for path in files.unreadable])
        removal = erasure.removal(session, numbers)
        step(0, 0)  # how long the texts of the database take, nobody knows before
        session.expunge_all()
        erasure.remove_rows(session, removal)
        texts = dict(erasure.replace_texts(session, traces).cells)
        possible = _possible(session, identity)
        session.rollback()
    records = {type_of(record).one: len(ids) for record, ids in removal.records().items()}
    parts = sum(len(ids) for row, ids in removal.rows.items() if not issubclass(row, Record))
    backups = find_traces(files_in(workspace.folder / BACKUPS), traces, step)
    return Found(
        numbers,
        identity,
        shared,
        records,
        parts,
        len(removal.links),
        texts,
        tuple(naming),
        tuple(unreadable),
        backups.naming,
        possible,
    )


def _possible(session: Session, identity: Identity) -> int:
    """How many texts have the family name by itself. What other people are called is no text about the person."""
    wording = mentions.possible(Identity(identity.names), Identity())
    named = erasure.named_in(session, lambda text: wording.place(text) is not None)
    names = (Person.__tablename__, search.SEARCH_ENTRY.name)
    return sum(count for table, count in named.items() if table not in names)


def _identity(session: Session, number: int) -> tuple[Identity, Identity, tuple[int, ...]]:
    """What is the person's alone, what is others' as well, and the ids of all their records."""
    persons = persons_of(session, number)
    if not persons:
        raise gone(number)
    numbers = tuple(person.id for person in persons)
    whole = identity_of(session, persons)
    alone = whole.without(identity_of_others(session, numbers))
    return alone, whole.without(alone), numbers


def erase(
    workspace: Workspace,
    number: int,
    decision: Decision,
    *,
    language: Language,
    destroy_files: Sequence[int] = (),
    destroy_backups: bool = False,
    step: Step = lambda done, whole: None,
) -> Erased:
    """Erases the person with the id `number`, and those merged into them, for good; nothing before can be undone then.

    What is about the person alone goes; elsewhere a mark stands in the person's place, in records, history, seals and
    decided documents. `destroy_files` are the ids of attachments to destroy; those that name the person and are not
    among them stay, and are told of. `destroy_backups` removes the backups that name the person. What was decided is
    noted in `language` without saying whose data they were. Raises KideskError; nothing is erased then.
    """
    _refuse_unfounded(decision)
    store = workspace.store
    with remembering(workspace) as remember, store.change(ERASED, PERSONS.key, is_undoable=False) as session:
        identity, _, numbers = _identity(session, number)
        traces, erased_marks = Traces(identity), marks(session, numbers)
        removal = erasure.removal(session, numbers)
        files = list(session.scalars(select(Attachment).where(Attachment.id.in_(list(destroy_files)))))
        removal.rows[Attachment] |= {file.id for file in files}
        touched = removal.owners(session)
        erasure.remove_rows(session, removal)
        session.expunge_all()
        replaced = erasure.replace_texts(session, traces)
        erasure.end_undo(session)
        for record, ids in (*replaced.records.items(), *removal.records().items()):
            touched.setdefault(record, set()).update(ids)
        seen = erasure.index_anew(session, touched)
        noted = _noted(number, decision, traces)
        session.add(noted)
        session.flush()
        remember(erased_marks)
    for file in files:
        workspace.attachments.discard(file.stored)
    workspace.opened.sweep()
    erasure.compact(store.engine)
    if destroy_backups:
        _destroy(find_traces(files_in(workspace.folder / BACKUPS), traces, step).naming)
    erased = _proved(workspace, traces, noted.id, step)
    erased.records = sum(map(len, removal.records().values()))
    erased.texts, erased.destroyed, erased.sealed = sum(replaced.cells.values()), len(files), replaced.sealed
    _note_outcome(workspace, erased, language)
    store.tell(seen)
    return erased


def _refuse_unfounded(decision: Decision) -> None:
    if decision.ground is ErasureGround.NONE or not decision.decided_by.strip():
        raise KideskError(
            N_("An erasure needs a ground and the name of who decided it. Nothing was erased; give both and try again.")
        )


def _noted(number: int, decision: Decision, traces: Traces) -> PrivacyDecision:
    """The decision as it is kept: it must not say whose data they were, even if its reason does."""
    return PrivacyDecision(
        kind=PrivacyDecisionKind.ERASURE,
        subject_number=number,
        decided_on=decision.decided_on or clock.today(),
        decided_by=traces.erased(decision.decided_by.strip()),
        ground=decision.ground,
        dnr=decision.dnr.strip(),
        reason=traces.erased(decision.reason.strip()),
    )


def _destroy(files: Sequence[Path]) -> None:
    for path in files:
        with suppress(OSError):  # one that stays is found again, and told of
            path.chmod(0o600)
            path.unlink()


def _proved(workspace: Workspace, traces: Traces, decision: int, step: Step) -> Erased:
    """Searches every file of the workspace, and every text in its database, for what is left."""
    every = files_in(workspace.folder)
    backups = [path for path in every if path.is_relative_to(workspace.folder / BACKUPS)]
    found = find_traces([path for path in every if path not in set(backups)], traces, step)
    step(0, 0)
    with workspace.store.read() as session:
        texts = erasure.named_in(session, traces.found)
        possible = _possible(session, traces.identity)
    left = found.naming + ((workspace.folder / DATABASE,) if texts else ())
    kept = find_traces(backups, traces, step)
    return Erased(decision, found.count, tuple(dict.fromkeys(left)), found.unreadable, kept.naming, possible)


def _note_outcome(workspace: Workspace, erased: Erased, language: Language) -> None:
    with workspace.store.change(ERASED, PERSONS.key, is_undoable=False) as session:
        noted = session.get_one(PrivacyDecision, erased.decision)
        noted.outcome = " ".join(outcome(erased, workspace.folder, language))
