"""Start a workspace: fill a new one with the shipped units and plans, or with a whole demonstration."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import inspect, select
from sqlalchemy.orm import Mapper, RelationshipProperty, Session

from kidesk import paths
from kidesk.errors import KideskError
from kidesk.i18n import N_
from kidesk.records import RECORD_TYPES, clock
from kidesk.records.agreement import Agreement
from kidesk.records.ambassador import Ambassador
from kidesk.records.decision_route import DecisionRoute
from kidesk.records.import_mapping import ImportMapping
from kidesk.records.indicator import Indicator, IndicatorValue
from kidesk.records.interaction import Interaction
from kidesk.records.membership import Membership, MembershipLevel
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person
from kidesk.records.plan import Plan
from kidesk.records.plan_item import Assessment, ItemLink, PlanItem
from kidesk.records.plan_text import PlanText
from kidesk.records.privacy_decision import PrivacyDecision
from kidesk.records.quarter import Period, Quarter
from kidesk.records.record import Record, Row, StringList
from kidesk.records.risk_assessment import RiskAssessment
from kidesk.records.risk_guideline import RiskGuideline
from kidesk.records.rules import months_before
from kidesk.records.saved_view import SavedView
from kidesk.store.store import Listing, Store

R = TypeVar("R", bound=Row)
Values = Mapping[str, Any]

STARTED = N_("Filled the workspace with the starter set")
DEMONSTRATED = N_("Filled the workspace with demonstration data")
QUARTERS_BACK = 4
_PLANS = ("visibility_plan", "strategy", "operational_plan")
# The few names that the sample files and the records do not share.
_COLUMNS = {"cefr": "language_level", "version": "edition", "document": "editions", "reassess_in": "reassess_by"}


def load_starter(store: Store) -> None:
    """Adds the shipped units, networks, plans and indicator series. Nothing is assessed.

    Raises KideskError where they are there already.
    """
    with store.change(STARTED, is_undoable=not _is_new(store)) as session:
        _refuse_twice(session)
        _Loader(session, clock.today()).starter()


def load_demonstration(store: Store, today: dt.date) -> None:
    """Adds the starter set and invented records whose dates lie around `today`. Raises KideskError as above."""
    with store.change(DEMONSTRATED, is_undoable=not _is_new(store)) as session:
        _refuse_twice(session)
        loader = _Loader(session, today)
        loader.starter()
        loader.demonstration()


def _is_new(store: Store) -> bool:
    return not any(store.count(Listing(record_type)) for record_type in RECORD_TYPES)


def _refuse_twice(session: Session) -> None:
    shipped = [_read("starter", name)["plan"]["title_sv"] for name in _PLANS]
    if session.scalar(select(Plan.id).where(Plan.title_sv.in_(shipped)).limit(1)) is not None:
        raise KideskError(N_("The starter set is in this workspace already. Nothing was changed."))


class _Loader:
    """Makes rows of the tables in the sample files; records are found again by class and key."""

    def __init__(self, session: Session, today: dt.date) -> None:
        self._session = session
        self._today = today
        self._known: dict[tuple[type[Row], str], Row] = {}

    def starter(self) -> None:
        """The starter set."""
        self._records(Organisation, _read("starter", "units")["unit"])
        self._records(Organisation, _read("starter", "networks")["network"])
        self._records(DecisionRoute, _read("starter", "decision_routes")["route"])
        self._records(RiskGuideline, _read("starter", "risk_questions")["guideline"])
        self._records(SavedView, _read("starter", "saved_views")["view"])
        for name in _PLANS:
            self._plan(_read("starter", name))
        self._records(Indicator, _read("starter", "indicators")["series"])

    def demonstration(self) -> None:
        """The demonstration set, which points at the starter set."""
        self._records(Organisation, _read("demonstration", "organisations")["organisation"])
        self._records(Person, _read("demonstration", "persons")["person"])
        self._records(Agreement, _read("demonstration", "agreements")["agreement"])
        self._records(RiskAssessment, _read("demonstration", "risk_assessments")["assessment"])
        ambassadors = _read("demonstration", "ambassadors")["ambassador"]
        self._records(
            Ambassador, [{"key": one["person"], "stage": one["stages"][-1]["stage"]} | one for one in ambassadors]
        )
        self._records(Interaction, _read("demonstration", "interactions")["interaction"])
        self._records(Membership, map(_membership, _read("demonstration", "memberships")["membership"]))
        self._records(PrivacyDecision, _read("demonstration", "privacy_decisions")["decision"])
        self._records(ImportMapping, _read("demonstration", "import_mappings")["mapping"])
        self._links(_read("demonstration", "links")["link"])
        self._assessments(_read("demonstration", "assessments")["assessment"])
        self._values(_read("demonstration", "indicator_values")["value"])

    def _records(self, record: type[Record], tables: Iterable[Values]) -> None:
        # Named first and filled then, since a record may point at one that stands further down.
        rows = [(self._named(record, table), table) for table in tables]
        for row, table in rows:
            self._session.add(self._filled(row, table))

    def _plan(self, table: Values) -> None:
        plan = self._row(Plan, table["plan"])
        self._session.add(plan)
        for _, texts in groupby(table.get("text", ()), key=itemgetter("chapter")):
            for position, text in enumerate(texts):
                plan.texts.append(self._row(PlanText, {"position": position} | text))
        for position, item in enumerate(table["item"], start=1):
            self._session.add(self._row(PlanItem, {"plan": plan, "position": position} | item))

    def _links(self, tables: Iterable[Values]) -> None:
        for table in tables:
            values = {"kind": table["kind"], "target": table["target"]}
            self._found(PlanItem, table["item"]).links.append(self._row(ItemLink, values))

    def _assessments(self, tables: Iterable[Values]) -> None:
        now = Period.of(self._today)
        quarters = {back: Quarter(name=(now - back).name) for back in range(QUARTERS_BACK, -1, -1)}
        self._session.add_all(quarters.values())
        for table in tables:
            quarter = quarters[table["quarters_ago"]]
            values = {key: value for key, value in table.items() if key not in ("item", "quarters_ago")}
            row = self._row(Assessment, values | {"quarter": quarter, "assessed_on": quarter.period.last_day})
            self._found(PlanItem, table["item"]).assessments.append(row)

    def _values(self, tables: Iterable[Values]) -> None:
        for table in tables:
            month = months_before(self._today, table["months_ago"])
            row = IndicatorValue(period=f"{month:%Y-%m}", value=Decimal(table["value"]), extracted_on=self._today)
            self._found(Indicator, table["series"]).values.append(row)

    def _found(self, row: type[R], key: str) -> R:
        found = self._known[row, key]
        assert isinstance(found, row)
        return found

    def _row(self, row: type[R], table: Values) -> R:
        return self._filled(self._named(row, table), table)

    def _named(self, row: type[R], table: Values) -> R:
        made = row()
        if "key" in table:
            self._known[row, table["key"]] = made
        return made

    def _filled(self, made: R, table: Values) -> R:
        mapper = inspect(type(made))
        for key, value in table.items():
            if key != "key":
                setattr(made, *self._value(mapper, key, value))
        return made

    def _value(self, mapper: Mapper[Any], key: str, value: Any) -> tuple[str, Any]:
        name = _attribute(mapper, key)
        relationship = mapper.relationships.get(name)
        if relationship is not None:
            return name, self._linked(relationship, value)
        column = mapper.columns[name]
        if key.endswith("_in"):
            return name, self._today + dt.timedelta(days=value)
        return name, _stored(column.type, value)

    def _linked(self, relationship: RelationshipProperty[Any], value: Any) -> Any:
        target: type[Row] = relationship.mapper.class_
        if not relationship.uselist:
            return self._found(target, value) if isinstance(value, str) else value
        parts = value if isinstance(value, list) else [value]
        return [self._row(target, part if isinstance(part, dict) else _only_link(target, part)) for part in parts]


def _read(folder: str, name: str) -> dict[str, Any]:
    return tomllib.loads(paths.resource("samples", folder, f"{name}.toml").read_text(encoding="utf-8"))


def _attribute(mapper: Mapper[Any], key: str) -> str:
    """The attribute a key means: `end_in` is end_on, `binding` is is_binding."""
    stem = key if key in mapper.attrs else _COLUMNS.get(key, key.removesuffix("_in"))
    names = (stem, f"{stem}_on", f"is_{stem}", f"has_{stem}")
    return next(name for name in names if name in mapper.attrs)


def _stored(kind: Any, value: Any) -> Any:
    terms = getattr(kind, "enum_class", None)
    if terms is not None:
        return terms(value)
    if isinstance(kind, StringList):
        return [str(one) for one in value]
    if kind.python_type is int:
        return int(str(value)[:4]) if isinstance(value, str) else value  # "2024/2025" is called by its first year
    if kind.python_type is dt.date:
        return dt.date.fromisoformat(value) if isinstance(value, str) and value else value or None
    return Decimal(value) if kind.python_type is Decimal else value


def _only_link(part: type[Row], key: str) -> Values:
    """A part that was named by the key of the one record it points at."""
    return {next(iter(inspect(part).relationships)).key: key}


def _membership(table: Values) -> Values:
    """The samples say the level in free words, which belong into the notes."""
    if table["level"] in {level.value for level in MembershipLevel}:
        return table
    return {key: value for key, value in table.items() if key != "level"} | {"notes": table["level"]}
