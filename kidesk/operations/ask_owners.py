"""Ask units how their own activities stand in a quarter: a form for each, and the request on the quarter."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from kidesk import files
from kidesk.errors import KideskError
from kidesk.i18n import N_, Language
from kidesk.operations.owed_answers import open_quarter, own_activities, request_to
from kidesk.operations.owner_form import Asking, form
from kidesk.records import clock
from kidesk.records.attachment import clean_name
from kidesk.records.organisation import Organisation
from kidesk.records.plan_item import PlanItem
from kidesk.records.quarter import OwnerRequest, Period, Quarter
from kidesk.store.store import Store

ASKED = N_("Asked units about a quarter")
# What a cell holds (Microsoft, Excel specifications and limits); the hidden column keeps both comments in one.
_LONGEST = 32_000

Progress = Callable[[int, int], object]


class FilesExist(KideskError):
    """Files of these names stand in the folder already; nothing was written and nobody asked."""

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        super().__init__(
            N_(
                "These files stand in {folder} already: {names}. Nothing was written and nobody asked; choose another "
                "folder, or say that they may be replaced."
            ),
            folder=folder,
            names=", ".join(names),
        )
        self.names = tuple(names)


@dataclass(frozen=True)
class Asked:
    """A form that was written: the unit's id, how many activities it asks about, and the file."""

    unit: int
    activities: int
    file: Path


def ask(
    store: Store,
    asking: Asking,
    folder: Path,
    units: Sequence[int] | None = None,
    *,
    may_replace: bool = False,
    progress: Progress = lambda done, whole: None,
) -> tuple[Asked, ...]:
    """Writes a form for each of the units into `folder` and notes on the quarter that they were asked, in one step.

    Without `units`, by their ids, all are asked that own activities and have not answered. Whoever is asked again owes
    a new answer. `progress` is told how many forms are made; what it raises ends the work. Only the files' owner can
    read them. Raises FilesExist, and KideskError where the quarter is sealed or not there, a unit owns nothing or a
    file cannot be written; nothing is written then, and nobody asked.
    """
    with store.change(ASKED, "quarters") as session:
        quarter = open_quarter(session, asking.period)
        own = own_activities(store, asking.period)
        chosen = _chosen(units, own, quarter)
        found = {unit.id: unit for unit in session.scalars(select(Organisation).where(Organisation.id.in_(chosen)))}
        _check(chosen, own, found, asking.period)
        targets = _targets(folder, [found[number] for number in chosen], asking)
        made: dict[Path, bytes] = {}
        for number, file in targets.items():
            progress(len(made), len(targets))
            made[file] = _made(found[number], own[number], asking)
            _note(quarter, found[number], clock.today(), asking.due)
        _refuse_to_replace(folder, targets.values(), may_replace=may_replace)
        session.flush()
        _write(made, folder)
    return tuple(Asked(number, len(own[number]), file) for number, file in targets.items())


def _chosen(units: Sequence[int] | None, own: Mapping[int, list[PlanItem]], quarter: Quarter) -> list[int]:
    if units is not None:
        return list(dict.fromkeys(units))
    answered = {one.unit_id for one in quarter.requests if one.answered_on is not None}
    return [number for number in own if number not in answered]


def _check(
    chosen: Sequence[int], own: Mapping[int, list[PlanItem]], found: Mapping[int, Organisation], period: Period
) -> None:
    for number in chosen:
        if number not in own or number not in found:
            name: object = _Name(found[number]) if number in found else number
            message = N_(
                "The unit {unit} has no activities of its own in {quarter}. Nobody was asked; give it a role as "
                "responsible or shared in the plan first."
            )
            raise KideskError(message, unit=name, quarter=period)
    if not chosen:
        message = N_("No unit owes an answer about {quarter}. Nobody was asked; choose the units to ask again.")
        raise KideskError(message, quarter=period)


@dataclass(frozen=True)
class _Name:
    """A unit in a sentence."""

    unit: Organisation

    def said(self, language: Language) -> str:
        """The unit's name in `language`."""
        return self.unit.caption(language.code)


def _targets(folder: Path, units: Sequence[Organisation], asking: Asking) -> dict[int, Path]:
    """The file of each unit; two whose names would be one to a file system are told apart by their ids."""
    code = asking.language.code
    stems = {unit.id: _stem(unit.caption(code)) for unit in units}
    folded = [stem.casefold() for stem in stems.values()]
    found = {}
    for number, stem in stems.items():
        own = f"{stem} ({number})" if folded.count(stem.casefold()) > 1 else stem
        found[number] = folder / clean_name(f"{asking.period.name} {own}.xlsx")
    return found


def _stem(name: str) -> str:
    """A name that is no path and leaves room for the rest of the file's name."""
    return clean_name(" ".join(name.replace("/", "-").replace("\\", "-").split())[:80])


def _made(unit: Organisation, items: Sequence[PlanItem], asking: Asking) -> bytes:
    # Imported here: openpyxl takes time to load, and is needed only where a workbook is written.
    from kidesk.exchange import answer_form

    content = form(unit, items, asking)
    for row, item in zip(content.rows, items, strict=True):
        if len(row.ticket) > _LONGEST:
            message = N_("The comments on {activity} are too long for a form. Nobody was asked; shorten them first.")
            raise KideskError(message, activity=item.caption(asking.language.code))
    file = io.BytesIO()
    answer_form.write(content, file, asking.language)
    return file.getvalue()


def _note(quarter: Quarter, unit: Organisation, today: dt.date, due: dt.date | None) -> None:
    request = request_to(quarter, unit.id)
    if request is None:
        request = OwnerRequest(unit=unit, unit_id=unit.id)
        quarter.requests.append(request)
    request.asked_on, request.due_on = today, due
    request.answered_on, request.answered_by = None, ""


def _refuse_to_replace(folder: Path, targets: Iterable[Path], *, may_replace: bool) -> None:
    standing = [file.name for file in targets if file.exists()]
    if standing and not may_replace:
        raise FilesExist(folder, standing)


def _write(made: Mapping[Path, bytes], folder: Path) -> None:
    """Writes all files beside their places first: none takes its place before all are whole."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as open_files:
            for file, data in made.items():
                open_files.enter_context(files.replacing(file)).write(data)
    except OSError as error:
        message = N_(
            "The forms could not be written in {folder}: {reason}. Nobody was asked; choose another folder, or close "
            "the files that are open in another program, and try again."
        )
        raise KideskError(message, folder=folder, reason=error.strerror or type(error).__name__) from error
