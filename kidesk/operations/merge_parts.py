"""What comes together when two records become one: rows that are doubles, and lists with all that either has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import inspect

from kidesk.i18n import fold
from kidesk.records.field import EMPTY
from kidesk.records.organisation import FormerName
from kidesk.records.person import Consent, PersonEmail, PersonPhone
from kidesk.records.person_likeness import e164
from kidesk.records.record import Part, Record, Row
from kidesk.records.term import Term
from kidesk.store.history import owner_of

# Rows that are evidence: only what is equal in all is a double.
_WHOLE = (Consent, FormerName)


def joined(these: Iterable[str], those: Iterable[str]) -> list[str]:
    """All strings of two lists in their order, none of them twice in another case."""
    return list({fold(one): one for one in reversed([*these, *those])}.values())[::-1]


def move_parts(survivor: Record, other: Record, key: str) -> int:
    """Gives the survivor the other's parts called `key` and returns how many came; doubles go.

    A double says nothing that the survivor's part does not say, or only what is empty there; that is taken over. Only
    one part stays the primary one.
    """
    ours: list[Part] = getattr(survivor, key)
    came = 0
    for part in list(getattr(other, key)):
        double = next((one for one in ours if is_double(one, part)), None)
        getattr(other, key).remove(part)
        if double is not None:
            _complete(double, part)
            continue
        if getattr(part, "is_primary", False) and any(getattr(one, "is_primary", False) for one in ours):
            part.is_primary = False
        ours.append(part)
        came += 1
    return came


def is_double(one: Part, other: Part) -> bool:
    """Whether two parts of the same kind say the same, or one says less."""
    values = list(_pairs(one, other))
    if isinstance(one, _WHOLE):
        return all(mine == yours for _, mine, yours in values)
    return all(_is_same(one, key, mine, yours) for key, mine, yours in values)


def are_equal(one: Row, other: Row) -> bool:
    """Whether two rows of a table say the same in every column but their id."""
    return all(getattr(one, key) == getattr(other, key) for key in _keys(type(one)) if key != "id")


def _keys(row: type[Row]) -> list[str]:
    return [attribute.key for attribute in inspect(row).column_attrs]


def _pairs(one: Part, other: Part) -> Iterable[tuple[str, Any, Any]]:
    left_out = {"id", "is_primary", owner_of(type(one))[1]}
    return ((key, getattr(one, key), getattr(other, key)) for key in _keys(type(one)) if key not in left_out)


def _is_same(part: Part, key: str, mine: Any, yours: Any) -> bool:
    """Whether two values are the same or one says nothing; that there is no end says that it goes on."""
    if mine == yours:
        return True
    if isinstance(part, PersonEmail) and key == "address":
        return bool(mine.strip().casefold() == yours.strip().casefold())
    if isinstance(part, PersonPhone) and key == "number":
        return bool(e164(mine) and e164(mine) == e164(yours))
    return key != "end_on" and not key.endswith("_id") and (_is_bare(part, key, mine) or _is_bare(part, key, yours))


def _is_bare(part: Part, key: str, value: Any) -> bool:
    if isinstance(value, bool):
        return not value
    return value in EMPTY or (isinstance(value, Term) and value == getattr(type(part)(), key))


def _complete(kept: Part, gone: Part) -> None:
    for key, mine, yours in list(_pairs(kept, gone)):
        if mine != yours and _is_bare(kept, key, mine):
            setattr(kept, key, yours)


def kept_names(names: Sequence[str], written: Iterable[str], others: Sequence[str]) -> list[str]:
    """The other names of an organisation: those it has, and of `names` what it is no longer called (`written`)."""
    present = {fold(one) for one in written}
    return joined(others, [one for one in names if one and fold(one) not in present])
