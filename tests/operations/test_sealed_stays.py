"""No door changes a sealed quarter: everything a person can do to a plan, in any order, until it is reopened."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select

from kidesk import cli
from kidesk.errors import KideskError
from kidesk.i18n import CODES, Language
from kidesk.operations import arrange_plan, change_unit, document_editions, edit, write_prose
from kidesk.operations.approve_sentence import approve_sentence
from kidesk.operations.assess_activity import Judgement, assess, judgement_of
from kidesk.operations.copy_plan import PlanCopy, copy_plan
from kidesk.operations.export_report import compose
from kidesk.operations.give_evidence import give_evidence, remove_evidence
from kidesk.operations.import_values import import_values
from kidesk.operations.open_roles import open_roles, reassign
from kidesk.operations.outdated_translations import outdated_translations, translation_holds
from kidesk.operations.quarter_content import quarter_content, to_seal
from kidesk.operations.read_answers import read_answers
from kidesk.operations.renumber_plan import renumber
from kidesk.operations.seal_quarter import reopen, seal
from kidesk.operations.take_answers import take
from kidesk.records import AGREEMENTS, INDICATORS, ORGANISATIONS, PLAN_ITEMS, PLANS, QUARTERS, clock
from kidesk.records.agreement import Agreement
from kidesk.records.document_edition import DocumentKind
from kidesk.records.indicator import Indicator, Measure
from kidesk.records.organisation import Names, Organisation
from kidesk.records.plan import Plan, PlanLevel
from kidesk.records.plan_item import PlanItem, assessment_in
from kidesk.records.plan_text import Chapter
from kidesk.records.quarter import Colour, Quarter, QuarterStatus, RedReason
from kidesk.store import history, seals
from kidesk.store.store import Store
from kidesk.store.workspace import Workspace
from tests import factory
from tests.operations import asking
from tests.operations.asking import HEAD, PERIOD
from tests.reports import sample

DAY = dt.date(2026, 11, 22)
REASON = "Ett skäl"
FINAL = DocumentKind.FINAL_REPORT
DECISION = {"dnr": "1-1/2026", "decision_date": DAY, "decided_by": "Rektor"}


@pytest.fixture(autouse=True, scope="module")
def today() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "today", lambda: DAY)
        yield


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, today: None) -> Path:
    """The workspace that every run begins with."""
    folder = tmp_path_factory.mktemp("sealed") / "workspace"
    _fill(folder)
    return folder


class Scene:
    """The records of a workspace, by what they are to the quarter that is sealed."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        self.store, self.folder = workspace.store, folder
        self.plan = self.store.all(Plan)[0].id
        found = {item.title_en: item.id for item in self.store.all(PlanItem)}
        self.activities = [found["Activity 1"], found["Activity 2"]]
        self.areas, self.third = [found["Area"], found["Other area"]], found["Activity 3"]
        self.quarter, self.other = (self._quarter(name).id for name in (PERIOD.name, (PERIOD + 1).name))
        self.units = [one.id for one in self.store.all(Organisation)]
        self.agreement = self.store.all(Agreement)[0].id
        self.series = self.store.all(Indicator)[0].id

    def _quarter(self, name: str) -> Quarter:
        (found,) = self.store.rows(select(Quarter).where(Quarter.name == name))
        return found

    def sealed_quarter(self) -> Quarter:
        """The quarter as it is stored now."""
        return self._quarter(PERIOD.name)

    def activity(self, place: int) -> int:
        """One of the activities."""
        return self.activities[place % 2]

    def unit(self, place: int) -> int:
        """One of the units."""
        return self.units[place % 2]

    def item(self, place: int) -> PlanItem:
        """An activity as it is stored. Raises KideskError where it is deleted."""
        found = self.store.get(PlanItem, self.activity(place))
        if found is None:
            raise edit.gone(self.activity(place))
        return found


def _fill(folder: Path) -> None:
    """A plan with two activities under an area, assessed, shown by evidence, asked about, and all that reports tell."""
    with closing(Workspace.create(folder, "Tove")) as workspace:
        store = workspace.store
        made = asking.scene(store)
        (plan,) = store.all(Plan)
        for title in ("Area", "Other area"):
            area = factory.plan_item(store, plan_id=plan.id, level=PlanLevel.FOCUS_AREA, title_en=title)
            for number in made.items[:2] if title == "Area" else ():
                arrange_plan.move(store, number, arrange_plan.Place(plan.id, area.id))
        factory.quarter(store, name=(PERIOD + 1).name)
        day = PERIOD.first_day
        agreement = factory.agreement(store, status="in-force", signed_own_on=day, signed_partner_on=day)
        sentence = {"measure": Measure.CHANGE, "from_period": "2026-04", "text_sv": "{figure}", "code": "hits"}
        values = [{"period": "2026-04", "value": 100}, {"period": "2026-05", "value": 120}]
        factory.indicator(store, name_sv="Träffar", name_en="Hits", values=values, sentences=[sentence])
        for number in made.items[:2]:
            assess(store, number, made.quarter, Judgement(Colour.GREEN, "Går bra", "Goes well"))
            assess(store, number, made.quarter, Judgement(Colour.GREEN, "Går trögt", "Goes well"))
        give_evidence(store, made.items[0], made.quarter, agreement)
        give_evidence(store, made.items[1], None, agreement)
        answers = {0: {"colour": "Röd", "comment_sv": "Ny"}, 1: {"comment_sv": "Ny", "comment_en": "New"}}
        asking.fill(asking.form(store, made, folder), answers, "Ada", folder / "answers.xlsx")
        (folder / "values.csv").write_text("Månad;Träffar\n2026-04;7\n2026-06;9\n", encoding="utf-8")


# The doors: what a person can do. Where one is refused, nothing has happened.

Door = Callable[[Scene, int], object]


def _answers(scene: Scene, place: int) -> None:
    found = read_answers(scene.store, scene.folder / "answers.xlsx")
    take(scene.store, found, {entry.item: entry.keys() for entry in found.entries}, "Ada")


def _assess_as_seen(scene: Scene, place: int) -> None:
    seen = judgement_of(assessment_in(scene.item(place), PERIOD.name))
    assess(scene.store, scene.item(place).id, scene.quarter, Judgement(Colour.YELLOW, "Sett"), seen)


def _give(scene: Scene, place: int) -> None:
    quarter = (scene.quarter, scene.other, None)[place % 3]
    give_evidence(scene.store, scene.item(place).id, quarter, f"https://example.org/{place}")


def _remove(scene: Scene, place: int) -> None:
    item = scene.item(place)
    remove_evidence(scene.store, item.id, item.evidence[-1].id)


def _holds(scene: Scene, place: int) -> None:
    for one in outdated_translations(scene.store):
        translation_holds(scene.store, one.type, one.text)


def _unit(act: Callable[[Store, int], object]) -> Door:
    return lambda scene, place: act(scene.store, scene.unit(place))


def _split(store: Store, unit: int) -> object:
    return change_unit.split(store, unit, (Names("Ett", "One", ""), Names("Två", "Two", "")), PERIOD.first_day)


def _reassign(scene: Scene, place: int) -> None:
    reassign(scene.store, {role: scene.unit(place) for role in open_roles(scene.store, DAY)})


def _values(scene: Scene, place: int) -> None:
    import_values(scene.store, scene.folder / "values.csv")


def _approve(scene: Scene, place: int) -> None:
    for indicator in scene.store.all(Indicator):
        approve_sentence(scene.store, indicator.sentences[0].id)


def _write(scene: Scene, place: int) -> None:
    wanted = [write_prose.Passage(Chapter.BACKGROUND, text_sv=f"Text {place}", text_en=f"Text {place}")]
    write_prose.write(scene.store, scene.plan, FINAL, wanted, as_read=None)


def _decide(scene: Scene, place: int) -> None:
    store, plan = scene.store, scene.plan
    with suppress(KideskError):
        document_editions.new_edition(store, plan, FINAL)
    number = max(one.number for one in store.all(Plan)[0].editions)
    with suppress(KideskError):
        document_editions.mark_ready(store, plan, FINAL, number)
    document_editions.decide(store, plan, FINAL, number, DECISION, HEAD, PERIOD)


def _edit(record_type: Any, which: Callable[[Scene, int], int], values: dict[str, Any]) -> Door:
    return lambda scene, place: edit.save(scene.store, record_type, values, number=which(scene, place))


def _arrange(act: Callable[[Store, int], object]) -> Door:
    return lambda scene, place: act(scene.store, scene.activity(place))


JUDGING: dict[str, Door] = {
    "take answers": _answers,
    "assess as seen": _assess_as_seen,
    "give evidence": _give,
    "remove evidence": _remove,
    "translation holds": _holds,
    "empty assessments": _edit(PLAN_ITEMS, Scene.activity, {"assessments": []}),
    "empty evidence": _edit(PLAN_ITEMS, Scene.activity, {"evidence": []}),
    "quarter's notes": _edit(QUARTERS, lambda scene, place: scene.quarter, {"notes": "Ny"}),
    "quarter's name": _edit(QUARTERS, lambda scene, place: scene.quarter, {"name": "2031-Q1"}),
    "quarter's requests": _edit(QUARTERS, lambda scene, place: scene.quarter, {"requests": []}),
    "delete quarter": lambda scene, place: edit.delete(scene.store, QUARTERS, [scene.quarter]),
}
PLANNING: dict[str, Door] = {
    "step": _arrange(lambda store, number: arrange_plan.step(store, number, 1)),
    "indent": lambda scene, place: arrange_plan.indent(scene.store, scene.third),
    "outdent": lambda scene, place: arrange_plan.outdent(scene.store, scene.activity(place)),
    "move": lambda scene, place: arrange_plan.move(
        scene.store, scene.activity(place), arrange_plan.Place(scene.plan, scene.areas[(place + 1) % 2])
    ),
    "delete activity": lambda scene, place: edit.delete(scene.store, PLAN_ITEMS, [scene.activity(place)]),
    "delete subtree": lambda scene, place: edit.delete(scene.store, PLAN_ITEMS, [scene.areas[0], *scene.activities]),
    "copy": lambda scene, place: copy_plan(scene.store, scene.plan, PlanCopy(2027 + place, "Kopia", "Copy")),
    "renumber": lambda scene, place: renumber(scene.store, scene.plan),
    "activity's title": _edit(PLAN_ITEMS, Scene.activity, {"title_sv": "Ny"}),
    "activity's units": _edit(PLAN_ITEMS, Scene.activity, {"units": []}),
    "plan's title": _edit(PLANS, lambda scene, place: scene.plan, {"title_sv": "Ny plan"}),
    "prose": _write,
    "decide": _decide,
}
AROUND: dict[str, Door] = {
    "rename": _unit(lambda store, unit: change_unit.rename(store, unit, Names("Nytt", "New", ""), PERIOD.first_day)),
    "merge": lambda scene, place: change_unit.merge(
        scene.store, scene.unit(place), scene.unit(place + 1), PERIOD.first_day
    ),
    "split": _unit(_split),
    "close": _unit(lambda store, unit: change_unit.close(store, unit, PERIOD.first_day)),
    "reassign": _reassign,
    "unit's name": _edit(ORGANISATIONS, Scene.unit, {"name_sv": "Annat"}),
    "import values": _values,
    "approve": _approve,
    "series": _edit(INDICATORS, lambda scene, place: scene.series, {"values": [], "sentences": []}),
    "agreement": _edit(AGREEMENTS, lambda scene, place: scene.agreement, {"signed_own_on": None, "title_sv": "Annat"}),
}
COMMANDS = (
    ("edit", "plan-items", "{activity}", "assessments=", "title_en=Typed"),
    ("edit", "quarters", "{quarter}", "notes=Typed"),
    ("delete", "plan-items", "{activity}"),
    ("delete", "quarters", "{quarter}"),
    ("answers", "{folder}/answers.xlsx", "--accept", "all"),
    ("import", "indicators", "{folder}/values.csv"),
    ("unit", "rename", "--id", "{unit}", "--name", "Ny|New|N", "--on", "2026-04-01"),
    ("undo",),
    ("redo",),
)
_places = st.integers(0, 5)


class Quarters(RuleBasedStateMachine):
    """Going through the doors in any order while the quarter is sealed, reopened and sealed again."""

    template: Path

    @initialize(is_sealed=st.booleans())
    def open(self, is_sealed: bool) -> None:
        """A workspace of its own for every run."""
        self.root = Path(tempfile.mkdtemp())
        self.folder = self.root / "workspace"
        shutil.copytree(self.template, self.folder)
        self._enter()
        self.sealed: str | None = None
        self.reopened: list[int] = []
        if is_sealed:
            self.seal()

    def _enter(self) -> None:
        self.workspace = Workspace.open(self.folder, "Tove")
        self.store = self.workspace.store
        if not hasattr(self, "scene"):
            self.scene = Scene(self.workspace, self.folder)
        self.scene.store = self.store

    def teardown(self) -> None:
        """Looks at what is printed, closes and removes the workspace."""
        if hasattr(self, "workspace"):
            self._look_at_paper()
            self.workspace.close()
            shutil.rmtree(self.root)

    @rule(place=st.integers(0, 1), colour=st.sampled_from([Colour.GREEN, Colour.RED]), is_now=st.booleans())
    def assess(self, place: int, colour: Colour, is_now: bool) -> None:
        """Assesses in the quarter, or in the one after it."""
        judgement = Judgement(colour, "Ord", "Words", RedReason.COULD_NOT_BE_CARRIED_OUT)
        with suppress(KideskError):
            assess(self.store, self.scene.activity(place), self._either(is_now), judgement)

    def _either(self, is_now: bool) -> int:
        return self.scene.quarter if is_now else self.scene.other

    @rule(name=st.sampled_from(sorted(JUDGING)), place=_places)
    def judge(self, name: str, place: int) -> None:
        """Changes what was judged, or tries to."""
        self._go(JUDGING[name], place)

    @rule(name=st.sampled_from(sorted(PLANNING)), place=_places)
    def change_plan(self, name: str, place: int) -> None:
        """Changes the plan."""
        self._go(PLANNING[name], place)

    @rule(name=st.sampled_from(sorted(AROUND)), place=_places)
    def change_around(self, name: str, place: int) -> None:
        """Changes what the plan points at and what stands beside it."""
        self._go(AROUND[name], place)

    def _go(self, door: Door, place: int) -> None:
        with suppress(KideskError):
            door(self.scene, place)

    @rule(command=st.sampled_from(COMMANDS), place=st.integers(0, 1))
    def type(self, command: tuple[str, ...], place: int) -> None:
        """Does something on the command line."""
        scene = self.scene
        words = {"activity": scene.activity(place), "quarter": scene.quarter, "unit": scene.unit(place)}
        typed = [word.format(folder=self.folder, **words) for word in command]
        self.workspace.close()
        try:
            assert cli.main(["--workspace", str(self.folder), "--language", "en", *typed]) in (0, 1)
        finally:
            self._enter()

    @rule(is_back=st.booleans())
    def step(self, is_back: bool) -> None:
        """Undoes or redoes."""
        with suppress(KideskError):
            self.store.undo() if is_back else self.store.redo()

    @rule()
    def seal(self) -> None:
        """Seals it; a second seal is refused."""
        with suppress(KideskError):
            self.hash = seal(self.store, PERIOD.name, HEAD).sha256
            self.sealed = seals.canonical(to_seal(quarter_content(self.store, PERIOD, HEAD)))
            self.notes, self.paper = self.scene.sealed_quarter().notes, self._paper()

    @precondition(lambda self: self.sealed is not None)
    @rule()
    def reopen(self) -> None:
        """Reopens it, once what is printed of it has been looked at."""
        self._look_at_paper()
        with self.store.read() as session:
            held = seals.latest(session, PERIOD.name)
        assert held is not None
        self.reopened.append(held.id)
        reopen(self.store, PERIOD.name, REASON)
        self.sealed = None

    def _paper(self) -> list[str]:
        return [text for code in CODES for text in sample.texts(self._report(code))]

    def _report(self, code: str) -> Any:
        language = Language(code)
        return compose(
            self.store, "quarterly-status", language=language, settings=HEAD, is_demonstration=False,
            quarter=PERIOD.name,
        )  # fmt: skip

    def _look_at_paper(self) -> None:
        if getattr(self, "sealed", None) is not None:
            assert self._paper() == self.paper

    @invariant()
    def a_sealed_quarter_is_as_it_was_sealed(self) -> None:
        """What is printed stays, and what is stored is what is printed, but for what has been deleted."""
        if getattr(self, "sealed", None) is None:
            return
        content = quarter_content(self.store, PERIOD, HEAD)
        assert content.seal is not None
        assert (seals.canonical(to_seal(content)), content.seal.sha256) == (self.sealed, self.hash)
        quarter = self.scene.sealed_quarter()
        assert (quarter.status, quarter.notes) == (QuarterStatus.SEALED, self.notes)
        kept = {one.id: self._said(one) for one in content.items}
        assert all(self._said(item) == kept.get(item.id, ([], [])) for item in self.store.all(PlanItem))

    def _said(self, item: PlanItem) -> tuple[list[Any], list[Any]]:
        """What is said of an item in the quarter: judgement and evidence."""
        number = self.scene.quarter
        judged = [
            (judgement_of(one), one.assessed_by, one.assessed_on, one.changed_since_translated)
            for one in item.assessments
            if one.quarter_id == number
        ]
        shown = [(one.id, one.agreement_id, one.link, one.note) for one in item.evidence if one.quarter_id == number]
        return judged, shown

    @invariant()
    def every_seal_stays_and_every_reopening_is_logged(self) -> None:
        """Those that were reopened say why, and no other was."""
        if not hasattr(self, "workspace"):
            return
        with self.store.read() as session:
            rows = session.execute(select(seals.SEAL).order_by(seals.SEAL.c.id)).all()
            assert list(seals.broken(session)) == []
        assert [row.id for row in rows if row.reopened_at is not None] == self.reopened
        assert all((row.reopened_because, row.reopened_by) == (REASON, "Tove") for row in rows[: len(self.reopened)])
        assert len(rows) == len(self.reopened) + (self.sealed is not None)


def test_no_path_changes_a_sealed_quarter(template: Path) -> None:
    Quarters.template = template
    limits = settings(max_examples=15, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Quarters, settings=limits)


def test_each_door_by_itself_leaves_a_sealed_quarter_as_it_is(template: Path) -> None:
    """What the machine finds only by chance: every door to either activity, each taken back before the next."""
    Quarters.template = template
    machine = Quarters()
    try:
        machine.open(is_sealed=True)
        for name, door in sorted((JUDGING | PLANNING | AROUND).items(), key=lambda one: (one[0] == "decide", one[0])):
            for place in (0, 1):
                before = _operations(machine.store)
                with suppress(KideskError):
                    door(machine.scene, place)
                machine.a_sealed_quarter_is_as_it_was_sealed()
                if _operations(machine.store) > before and name != "decide":
                    machine.store.undo()
        machine.every_seal_stays_and_every_reopening_is_logged()
    finally:
        machine.teardown()


# A quarter that was assessed stays, and what was assessed stays on its level, sealed or not.
SHUT = {"delete quarter", "outdent"}


def test_every_door_opens_while_the_quarter_is_open(template: Path, tmp_path: Path) -> None:
    """Else nothing would be tried: each does something where nothing is sealed. A decision, not taken back, is last."""
    folder = shutil.copytree(template, tmp_path / "workspace")
    doors = {name: door for name, door in (JUDGING | PLANNING | AROUND).items() if name not in SHUT}
    with closing(Workspace.open(folder, "Tove")) as workspace:
        scene = Scene(workspace, folder)
        for name in sorted(doors, key=lambda name: (name == "decide", name)):
            if name == "reassign":
                doors["close"](scene, 1)
            before = _operations(scene.store)
            doors[name](scene, 0)
            assert _operations(scene.store) > before, name
            if name != "decide":
                scene.store.undo()


def _operations(store: Store) -> int:
    with store.read() as session:
        return session.scalar(select(func.count()).select_from(history.OPERATION)) or 0
