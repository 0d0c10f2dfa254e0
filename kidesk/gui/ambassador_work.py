"""What can be done with ambassadors from any page: the next stage, engagements, material, and the portrait consent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.few_fields import FewFieldsDialog, Keep
from kidesk.gui.dialogs.labelled import Labelled, Options
from kidesk.gui.record_work import RecordWork
from kidesk.i18n import N_
from kidesk.operations import change_stage, note_engagement
from kidesk.operations import portrait_consent as consent
from kidesk.operations.edit import Saved, gone
from kidesk.records import AMBASSADORS, clock
from kidesk.records.ambassador import Ambassador
from kidesk.records.ambassador_mandate import next_stages
from kidesk.records.field import Stored
from kidesk.records.fields import Day, Text

_GIVEN: Sequence[Stored] = (
    Day(Ambassador.portrait_consent_given_on, N_("Given on")),
    Day(Ambassador.portrait_consent_expires_on, N_("Holds until"), N_("Empty: until further notice.")),
)
_EVIDENCE = Text(
    Ambassador.portrait_consent_evidence, N_("Evidence"), N_("What shows it, such as a signed form or an e-mail.")
)
_WITHDRAWN = Day(Ambassador.portrait_consent_withdrawn_on, N_("Withdrawn on"))
_WITHDRAWAL = Text(Ambassador.portrait_consent_evidence, N_("How it was withdrawn"), N_("May be left empty."))


class AmbassadorWork(QObject):
    """Opens the dialogs about one ambassador for a window; each keeps what it is told in one step."""

    def __init__(self, desk: Desk, window: QWidget, work: RecordWork) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._work = work

    def do(self, act: str, number: int) -> None:
        """Does what a page asks for of an ambassador: stage, engagement, package, consent or withdrawal."""
        {
            "stage": self.change_stage,
            "engagement": self.note_engagement,
            "package": self.give_package,
            "consent": self.record_consent,
            "withdrawal": self.withdraw_consent,
        }[act](number)

    def change_stage(self, number: int) -> None:
        """Asks for the next stage; the one that comes next by itself is chosen already."""
        seen, store = self._seen(number), self._desk.store
        if seen is None:
            return
        fields = change_stage.FIELDS

        def keep(values: dict[str, Any]) -> Saved:
            return change_stage.change_stage(store, number, version=seen.version, **values)

        lines = ((fields["stage"], fields["on"]), (fields["comment"],))
        begun = {"stage": next_stages(seen.stage)[0], "on": clock.today()}
        self._ask(N_("Change stage"), seen, lines, begun, keep, N_("Change stage"), N_("The stage was changed"))

    def note_engagement(self, number: int) -> None:
        """Asks what the ambassador did."""
        seen, store = self._seen(number), self._desk.store
        if seen is None:
            return
        fields = {field.key: field for field in note_engagement.ENGAGEMENTS.fields}

        def keep(values: dict[str, Any]) -> Saved:
            return note_engagement.note_engagement(store, number, values, version=seen.version)

        lines = (
            (fields["title"],),
            (fields["on"], fields["mode"], fields["hours"]),
            (fields["outcome"],),
            (fields["link"],),
        )
        begun = {"on": clock.today(), "mode": fields["mode"].default}
        done = N_("The engagement was noted")
        explained = N_("Leave the hours empty where they are not known; they are then counted apart.")
        self._ask(N_("Note an engagement"), seen, lines, begun, keep, N_("Note it"), done, explained)

    def give_package(self, number: int) -> None:
        """Asks which material was given; what was given before can be chosen."""
        seen, store = self._seen(number), self._desk.store
        if seen is None:
            return
        fields = {field.key: field for field in note_engagement.PACKAGES.fields}

        def keep(values: dict[str, Any]) -> Saved:
            return note_engagement.give_package(store, number, version=seen.version, **values)

        lines = ((fields["name"],), (fields["edition"], fields["given_on"]))
        done = N_("The material package was noted")
        dialog = self._ask(
            N_("Give a material package"), seen, lines, {"given_on": clock.today()}, keep, N_("Note it"), done
        )
        given = note_engagement.packages_given(store)
        if given:
            dialog.add_above(self._given_before(dialog, given))

    def _given_before(self, dialog: FewFieldsDialog, given: Sequence[tuple[str, str]]) -> Labelled:
        """The packages that were given before; choosing one fills the fields in."""
        known = [(one, " · ".join(filter(None, one))) for one in given]
        choice = Options(self._desk, [(("", ""), self._desk.text(N_("A new one"))), *known], is_named=True)

        def fill() -> None:
            for key, value in zip(("name", "edition"), choice.value(), strict=True):
                dialog.boxes[key].editor.set_value(value)

        choice.activated.connect(fill)
        return Labelled(self._desk, N_("Given before"), choice)

    def record_consent(self, number: int) -> None:
        """Asks when and how the ambassador consented to be published."""
        seen, store = self._seen(number), self._desk.store
        if seen is None:
            return

        def keep(values: dict[str, Any]) -> Saved:
            return consent.record_consent(
                store,
                number,
                values[consent.GIVEN],
                values[consent.EVIDENCE],
                values[consent.EXPIRES],
                version=seen.version,
            )

        begun, done = {consent.GIVEN: clock.today()}, N_("The consent was recorded")
        self._ask(
            N_("Record a portrait consent"),
            seen,
            (_GIVEN, (_EVIDENCE,)),
            begun,
            keep,
            N_("Record it"),
            done,
            N_("The consent is to publish portrait and public profile. It replaces the one before."),
            needed=(consent.GIVEN,),
        )

    def withdraw_consent(self, number: int) -> None:
        """Asks when the consent was withdrawn."""
        seen, store = self._seen(number), self._desk.store
        if seen is None:
            return

        def keep(values: dict[str, Any]) -> Saved:
            on, evidence = values[consent.WITHDRAWN], values[consent.EVIDENCE]
            return consent.withdraw_consent(store, number, on, evidence, version=seen.version)

        begun, done = {consent.WITHDRAWN: clock.today()}, N_("The consent was withdrawn")
        self._ask(
            N_("Withdraw the portrait consent"),
            seen,
            ((_WITHDRAWN,), (_WITHDRAWAL,)),
            begun,
            keep,
            N_("Withdraw it"),
            done,
            N_("From that day on, neither portrait nor profile is in anything that is published."),
            needed=(consent.WITHDRAWN,),
        )

    def _seen(self, number: int) -> Ambassador | None:
        seen = self._desk.store.get(Ambassador, number)
        if seen is None:
            self._work.tell(gone(number))
        return seen

    def _ask(
        self,
        title: str,
        seen: Ambassador,
        lines: Sequence[Sequence[Stored]],
        begun: dict[str, Any],
        keep: Keep,
        act: str,
        done: str,
        explained: str = "",
        needed: Sequence[str] = (),
    ) -> FewFieldsDialog:
        dialog = FewFieldsDialog(
            self._desk, title, explained, lines, keep, act, self._window, begun, needed=needed, record=seen
        )
        dialog.saved.connect(lambda saved: self._work.show_saved(AMBASSADORS, saved.id, saved.warnings, done))
        dialog.open()
        return dialog
