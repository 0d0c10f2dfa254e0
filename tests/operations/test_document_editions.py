"""A decided edition stays as it was decided, whatever is done afterwards, in both languages."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from kidesk.errors import KideskError
from kidesk.i18n import CODES, Language
from kidesk.operations import edit
from kidesk.operations.document_content import document_content, to_keep
from kidesk.operations.document_editions import change_control, decide, mark_ready, new_edition
from kidesk.operations.edit import Invalid
from kidesk.operations.export_report import compose
from kidesk.operations.seal_quarter import seal
from kidesk.operations.start_workspace import load_demonstration, load_starter
from kidesk.operations.write_prose import Passage, write
from kidesk.records import INDICATORS, ORGANISATIONS, PLAN_ITEMS, PLANS, clock
from kidesk.records.document_edition import DocumentEdition, DocumentKind, EditionStatus, editions_of
from kidesk.records.indicator import Frequency, Indicator
from kidesk.records.organisation import Organisation
from kidesk.records.plan import Plan, PlanKind
from kidesk.records.plan_item import PlanItem
from kidesk.records.plan_text import Chapter
from kidesk.records.quarter import Period
from kidesk.settings import Settings
from kidesk.store import editions, seals
from kidesk.store.check import check
from kidesk.store.store import Store
from kidesk.store.workspace import DATABASE, Workspace
from tests import factory
from tests.reports import sample

DAY = dt.date(2026, 11, 22)
HEAD = Settings(organisation_name="Åbo universitet", unit_name_sv="Enheten", unit_name_en="The unit", who="Åsa")
REPORT = DocumentKind.FINAL_REPORT
DECISION = {"dnr": "1-779/2022", "decision_date": dt.date(2024, 12, 19), "decided_by": "Rektor"}


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: DAY)


@pytest.fixture
def plan(store: Store) -> int:
    """An action plan with an activity, one text and a first edition."""
    number = factory.plan(store, kind=PlanKind.ACTION_PLAN).id
    factory.plan_item(store, plan_id=number, code="1.1", title_sv="Mötet", title_en="The meeting")
    write(store, number, REPORT, [Passage(Chapter.BACKGROUND, text_sv="Så var det.", text_en="So it was.")], as_read=())
    new_edition(store, number, REPORT)
    return int(number)


def _decided(store: Store, plan: int, number: int = 1, **values: Any) -> None:
    mark_ready(store, plan, REPORT, number)
    decide(store, plan, REPORT, number, DECISION | values, HEAD)


def _editions(store: Store, plan: int) -> list[DocumentEdition]:
    found = store.get(Plan, plan)
    return editions_of(found.editions, REPORT) if found is not None else []


def _document(store: Store, plan: int, code: str = "sv", edition: int | None = None, **values: Any) -> Any:
    given: dict[str, Any] = {"settings": HEAD, "is_demonstration": False} | values
    return compose(store, "final-report", language=Language(code), number=plan, edition=edition, **given)


def _printed(store: Store, plan: int, code: str, edition: int | None = None, **values: Any) -> str:
    made = _document(store, plan, code, edition, **values)
    return "\n".join((*sample.texts(made), str(made.footer), str(made.watermark), str(made.control)))


# From draft to decided


def test_an_edition_goes_from_draft_to_ready_to_decided(store: Store, plan: int) -> None:
    assert [one.status for one in _editions(store, plan)] == [EditionStatus.DRAFT]
    with pytest.raises(KideskError, match="draft"):
        decide(store, plan, REPORT, 1, DECISION, HEAD)
    mark_ready(store, plan, REPORT, 1)
    with pytest.raises(KideskError, match="ready already"):
        mark_ready(store, plan, REPORT, 1)
    decide(store, plan, REPORT, 1, DECISION, HEAD)
    (edition,) = _editions(store, plan)
    assert (edition.status, edition.dnr, edition.decided_by) == (EditionStatus.DECIDED, "1-779/2022", "Rektor")


def test_what_a_decision_lacks_is_told_by_field_and_nothing_is_decided(store: Store, plan: int) -> None:
    mark_ready(store, plan, REPORT, 1)
    with pytest.raises(Invalid) as refusal:
        decide(store, plan, REPORT, 1, {"dnr": " ", "decision_date": None, "handled_by": "Enheten"}, HEAD)
    assert [problem.key for problem in refusal.value.problems] == ["dnr", "decision_date", "decided_by"]
    (edition,) = _editions(store, plan)
    assert (edition.status, edition.handled_by) == (EditionStatus.READY, "")


def test_an_odd_dnr_is_pointed_out_and_kept(store: Store, plan: int) -> None:
    mark_ready(store, plan, REPORT, 1)
    done = decide(store, plan, REPORT, 1, DECISION | {"dnr": "Dnr 12"}, HEAD)
    assert [problem.key for problem in done.warnings] == ["dnr"]


def test_the_next_edition_names_the_one_before_and_takes_over_when_it_is_decided(store: Store, plan: int) -> None:
    change_control(store, plan, REPORT, 1, {"handled_by": "Enheten", "validity": "2026"})
    _decided(store, plan)
    assert new_edition(store, plan, REPORT) == 2
    second = _editions(store, plan)[1]
    assert (second.previous_dnr, second.handled_by, second.validity, second.dnr) == ("1-779/2022", "Enheten", "", "")
    with pytest.raises(KideskError, match="still being prepared"):
        new_edition(store, plan, REPORT)
    _decided(store, plan, 2, dnr="1-12/2026")
    assert [one.status for one in _editions(store, plan)] == [EditionStatus.SUPERSEDED, EditionStatus.DECIDED]


def test_a_plan_has_editions_of_its_own_documents_only(store: Store) -> None:
    strategy = factory.plan(store, kind=PlanKind.STRATEGY).id
    for attempt in (
        lambda: new_edition(store, strategy, REPORT),
        lambda: new_edition(store, 999, REPORT),
        lambda: mark_ready(store, strategy, REPORT, 1),
    ):
        with pytest.raises(KideskError):
            attempt()


# What is printed


def test_the_edition_in_effect_is_printed_unless_another_is_asked_for(store: Store, plan: int) -> None:
    assert _document(store, plan).watermark == "UTKAST"
    _decided(store, plan)
    assert _document(store, plan).watermark is None
    new_edition(store, plan, REPORT)
    write(store, plan, REPORT, [Passage(Chapter.BACKGROUND, text_sv="Nu är det så.")], as_read=None)
    assert "Så var det." in _printed(store, plan, "sv")
    assert "Nu är det så." in _printed(store, plan, "sv", edition=2)
    assert _document(store, plan, edition=2).watermark == "UTKAST"
    _decided(store, plan, 2, dnr="1-12/2026")
    assert "Nu är det så." in _printed(store, plan, "sv")
    assert "Så var det." in _printed(store, plan, "sv", edition=1)
    with pytest.raises(KideskError, match="no edition"):
        _document(store, plan, edition=3)


def test_a_decided_document_names_its_decision_in_the_footer(store: Store, plan: int) -> None:
    _decided(store, plan)
    with store.read() as session:
        kept = editions.held(session, _editions(store, plan)[0].id)
    assert kept is not None
    said = f"Utgåva 1, beslutad 19 dec. 2024, {kept.sha256[:12]}"
    assert _document(store, plan).footer == f"Åbo universitet · Enheten · {said}"


def test_what_is_printed_of_a_decided_edition_stays_whatever_changes_afterwards(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_demonstration(store, DAY)
    (plan,) = store.rows(select(Plan).where(Plan.kind == PlanKind.ACTION_PLAN))
    name = (Period.of(DAY) - 1).name
    _decided(store, plan.id)
    before = {code: _printed(store, plan.id, code) for code in CODES}
    assert "Var" in before["sv"] or "Inom ramen" in before["sv"]
    edit.save(store, PLANS, {"title_sv": "Ny titel", "title_en": "New title"}, number=plan.id)
    write(store, plan.id, REPORT, [Passage(Chapter.CONCLUSIONS, text_sv="Annat")], as_read=None)
    for organisation in store.all(Organisation):
        edit.save(store, ORGANISATIONS, {"name_sv": "Nytt namn", "name_en": "New name"}, number=organisation.id)
    for series in store.all(Indicator):
        edit.save(store, INDICATORS, {"values": [], "name_sv": "Annat"}, number=series.id)
    for item in store.all(PlanItem):
        edit.save(store, PLAN_ITEMS, {"title_sv": "Ny text", "prioritised_year": None}, number=item.id)
    doomed = [item for item in store.all(PlanItem) if item.assessments and not item.evidence]
    edit.delete(store, PLAN_ITEMS, [doomed[0].id])
    monkeypatch.setattr(clock, "today", lambda: DAY + dt.timedelta(days=400))
    other = Settings(organisation_name="Annat", unit_name_sv="Annan", unit_name_en="Another", accent="#111111")
    for code in CODES:
        assert _printed(store, plan.id, code, settings=other, quarter=name) == before[code]


def test_a_live_figure_stays_as_it_was_decided(store: Store, plan: int) -> None:
    values = [{"period": "2019", "value": 100}, {"period": "2023", "value": 240}]
    said = {"code": "growth", "from_period": "2019", "to_period": "2023", "text_sv": "{figure} gånger så stor"}
    series = factory.indicator(store, frequency=Frequency.YEARLY, values=values, sentences=[said]).id
    text = Passage(Chapter.MEDIA_EXPOSURE, text_sv="Den är {growth}, inte {annat}.")
    write(store, plan, REPORT, [text], as_read=None)
    assert "Den är 2,4 gånger så stor, inte {annat}." in _printed(store, plan, "sv")
    _decided(store, plan)
    edit.save(store, INDICATORS, {"values": [values[0], {"period": "2023", "value": 300}]}, number=series)
    assert "Den är 2,4 gånger så stor" in _printed(store, plan, "sv")
    new_edition(store, plan, REPORT)
    assert "Den är 3 gånger så stor" in _printed(store, plan, "sv", edition=2)


def test_a_decided_edition_of_a_sealed_quarter_keeps_what_was_sealed(store: Store, plan: int) -> None:
    factory.quarter(store, name="2026-Q3")
    seal(store, "2026-Q3", HEAD)
    item = store.all(PlanItem)[0]
    edit.save(store, PLAN_ITEMS, {"title_sv": "Nytt möte"}, number=item.id)
    mark_ready(store, plan, REPORT, 1)
    decide(store, plan, REPORT, 1, DECISION, HEAD, Period(2026, 3))
    assert "1.1 Mötet" in _printed(store, plan, "sv")
    assert "Nytt möte" not in _printed(store, plan, "sv")


# What is refused


def _attempts(store: Store, plan: int) -> list[Callable[[], object]]:
    return [
        lambda: change_control(store, plan, REPORT, 1, {"validity": "2030"}),
        lambda: mark_ready(store, plan, REPORT, 1),
        lambda: decide(store, plan, REPORT, 1, DECISION | {"dnr": "9-9/2030"}, HEAD),
        lambda: edit.delete(store, PLANS, [plan]),
        lambda: _set(store, plan, dnr="9-9/2030"),
        lambda: _set(store, plan, status=EditionStatus.DRAFT),
        lambda: _set(store, plan, status=EditionStatus.SUPERSEDED),
        lambda: _remove(store, plan),
        store.undo,
    ]


def _set(store: Store, plan: int, **values: Any) -> None:
    with store.change("Changed") as session:
        found = session.get(Plan, plan)
        assert found is not None
        for key, value in values.items():
            setattr(found.editions[0], key, value)


def _remove(store: Store, plan: int) -> None:
    with store.change("Changed") as session:
        found = session.get(Plan, plan)
        assert found is not None
        found.editions.clear()


def test_a_decided_edition_is_not_changed_through_any_door(store: Store, plan: int) -> None:
    _decided(store, plan)
    before = _control(store, plan)
    for attempt in _attempts(store, plan):
        with pytest.raises(KideskError):
            attempt()
        assert _control(store, plan) == before


def test_nothing_is_passed_off_as_decided_without_a_decision(store: Store, plan: int) -> None:
    for status in (EditionStatus.DECIDED, EditionStatus.SUPERSEDED):
        with pytest.raises(KideskError):
            _set(store, plan, status=status)
    with pytest.raises(KideskError):
        _add(store, plan, DocumentEdition(document=REPORT, number=2, status=EditionStatus.DECIDED))


def _add(store: Store, plan: int, edition: DocumentEdition) -> None:
    with store.change("Changed") as session:
        found = session.get(Plan, plan)
        assert found is not None
        found.editions.append(edition)


def _control(store: Store, plan: int) -> list[tuple[object, ...]]:
    return [(one.number, one.status, one.dnr, one.validity, one.decision_date) for one in _editions(store, plan)]


def test_a_plan_without_decided_editions_is_deleted_with_its_drafts(store: Store, plan: int) -> None:
    edit.delete(store, PLAN_ITEMS, [item.id for item in store.all(PlanItem)])
    edit.delete(store, PLANS, [plan])
    store.undo()
    assert [one.number for one in _editions(store, plan)] == [1]


def test_a_new_edition_and_its_document_control_can_be_taken_back(store: Store, plan: int) -> None:
    change_control(store, plan, REPORT, 1, {"dnr": "1-1/2026"})
    store.undo()
    assert _editions(store, plan)[0].dnr == ""
    store.undo()
    assert _editions(store, plan) == []


def test_other_programs_cannot_change_what_was_decided_and_the_check_finds_what_was(folder: Path) -> None:
    with closing(Workspace.open(folder, "Tove")) as workspace:
        plan = factory.plan(workspace.store, kind=PlanKind.ACTION_PLAN).id
        new_edition(workspace.store, plan, REPORT)
        _decided(workspace.store, plan)
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        for statement in ("DELETE FROM decided_edition", "UPDATE decided_edition SET content = '{}'"):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(statement)
        connection.execute("DROP TRIGGER decided_edition_is_kept")
        connection.execute("UPDATE decided_edition SET content = replace(content, '1-779', '1-778')")
        connection.commit()
    with closing(Workspace.open(folder, "Tove")) as workspace:
        assert [one.problems for one in check(workspace.store) if one.check == "editions"] == [("1",)]


def test_the_starter_plan_has_a_draft_of_its_final_report(store: Store) -> None:
    load_starter(store)
    (plan,) = store.rows(select(Plan).where(Plan.kind == PlanKind.ACTION_PLAN))
    (edition,) = plan.editions
    assert (edition.document, edition.status, edition.dnr) == (REPORT, EditionStatus.DRAFT, "1-779/2022")


# In any order


class Editions(RuleBasedStateMachine):
    """Preparing, deciding, editing, writing, deleting, undoing and redoing in any order."""

    template: Path

    @initialize()
    def open(self) -> None:
        """A workspace of its own for every run."""
        self.folder = Path(tempfile.mkdtemp())
        shutil.copytree(self.template, self.folder / "workspace")
        self.workspace = Workspace.open(self.folder / "workspace", "Tove")
        self.store = self.workspace.store
        self.plan = self.store.all(Plan)[0].id
        self.kept: dict[int, tuple[str, tuple[object, ...]]] = {}

    def teardown(self) -> None:
        """Closes and removes it."""
        if hasattr(self, "workspace"):
            self.workspace.close()
            shutil.rmtree(self.folder)

    def _latest(self) -> int:
        return max((one.number for one in _editions(self.store, self.plan)), default=1)

    @rule(act=st.integers(0, 2), is_latest=st.booleans())
    def prepare(self, act: int, is_latest: bool) -> None:
        """Begins an edition, fills in its document control or marks it as ready."""
        number = self._latest() if is_latest else 1
        with suppress(KideskError):
            match act:
                case 0:
                    new_edition(self.store, self.plan, REPORT)
                case 1:
                    change_control(self.store, self.plan, REPORT, number, {"validity": f"till {number}", "dnr": "x"})
                case 2:
                    mark_ready(self.store, self.plan, REPORT, number)

    @rule(is_latest=st.booleans())
    def decide(self, is_latest: bool) -> None:
        """Decides an edition; one that is decided already is refused."""
        number = self._latest() if is_latest else 1
        with suppress(KideskError):
            decide(self.store, self.plan, REPORT, number, DECISION, HEAD)
            assert number not in self.kept
            self.kept[number] = self._content(number), self._block(number)

    @rule(act=st.integers(0, 3))
    def change(self, act: int) -> None:
        """Edits or deletes what the document is made of."""
        item = next(iter(self.store.all(PlanItem)), None)
        with suppress(KideskError):
            match act:
                case 0:
                    edit.save(self.store, PLANS, {"title_sv": "Ny"}, number=self.plan)
                case 1:
                    text = Passage(Chapter.PROCESS, text_sv=f"Text {self._latest()}")
                    write(self.store, self.plan, REPORT, [text], as_read=None)
                case 2:
                    edit.delete(self.store, PLAN_ITEMS, [item.id] if item else [])
                case 3:
                    edit.delete(self.store, PLANS, [self.plan])

    @rule(is_back=st.booleans())
    def step(self, is_back: bool) -> None:
        """Undoes or redoes."""
        with suppress(KideskError):
            self.store.undo() if is_back else self.store.redo()

    def _content(self, number: int) -> str:
        content = document_content(self.store, REPORT, HEAD, plan=self.plan, period=Period(2026, 3), edition=number)
        return seals.canonical(to_keep(content))

    def _block(self, number: int) -> tuple[object, ...]:
        edition = next(one for one in _editions(self.store, self.plan) if one.number == number)
        return edition.dnr, edition.validity, edition.decision_date, edition.decided_by

    @invariant()
    def decided_editions_are_as_they_were_decided(self) -> None:
        """What is printed stays, and so does the document control; at most one is in effect."""
        if not getattr(self, "kept", None):
            return
        for number, (content, block) in self.kept.items():
            assert self._content(number) == content
            assert self._block(number) == block
        statuses = {one.number: one.status for one in _editions(self.store, self.plan)}
        latest = max(self.kept)
        assert {number for number, one in statuses.items() if one == EditionStatus.DECIDED} == {latest}
        superseded = {number for number, one in statuses.items() if one == EditionStatus.SUPERSEDED}
        assert superseded == set(self.kept) - {latest}


def test_no_path_changes_a_decided_edition(tmp_path: Path) -> None:
    class Here(Editions):
        template = tmp_path / "template"

    with closing(Workspace.create(Here.template, "Tove")) as workspace:
        plan = factory.plan(workspace.store, kind=PlanKind.ACTION_PLAN)
        factory.plan_item(workspace.store, plan_id=plan.id, code="1.1")
        new_edition(workspace.store, plan.id, REPORT)
    limits = settings(max_examples=30, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Here, settings=limits)
