"""A data-subject extract as JSON, for the person to take along (GDPR article 20)."""

from __future__ import annotations

from typing import Any

from kidesk.i18n import Language
from kidesk.operations.subject_extract import subject_records
from kidesk.records import AMBASSADORS, PERSONS
from kidesk.records.processing import ACTIVITIES
from kidesk.records.subject_find import Event, Extract, Find
from kidesk.store.store import Store


def plain(store: Store, extract: Extract, language: Language) -> dict[str, Any]:
    """The extract as JSON carries it; the words of purposes, bases and reasons are in `language`.

    What only may be about the person is told by its place alone, as on paper.
    """
    persons, mandates = subject_records(store, extract)
    used = {one.what.activity.key for one in extract.finds if one.is_sure}
    return {
        "number": extract.number,
        "made_at": extract.made_at.isoformat(),
        "came_in": _event(extract.origin, language),
        "merged": list(extract.merged),
        "activities": {
            one.key: {
                "purpose": language.text(one.purpose),
                "legal_basis": one.basis.value,
                "retention": language.text(one.retention),
            }
            for one in ACTIVITIES
            if one.key in used
        },
        "persons": [PERSONS.plain(one) for one in persons],
        "ambassadors": [AMBASSADORS.plain(one) for one in mandates],
        "found": [_find(one, language) for one in extract.finds if one.is_sure],
        "to_be_looked_at": [_place(one) for one in extract.finds if not one.is_sure],
        "files_that_could_not_be_searched": list(extract.unread),
    }


def _find(find: Find, language: Language) -> dict[str, Any]:
    told = {"value": find.value} if find.count == 1 else {"count": find.count}
    past = {"before": find.before, "history": _event(find.event, language)} if find.event is not None else {}
    return _place(find) | {"kind": find.what.kind.value, "activity": find.what.activity.key} | told | past


def _place(find: Find) -> dict[str, Any]:
    return {
        "table": find.what.table,
        "column": find.what.column,
        "row": find.row,
        "record": find.record or None,
        "number": find.number,
        "because": find.reason.value,
    }


def _event(event: Event | None, language: Language) -> dict[str, Any] | None:
    if event is None:
        return None
    return {"at": event.at.isoformat(), "who": event.who, "what": event.said(language)}
