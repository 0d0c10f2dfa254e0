"""The dialog in which a person's consents are withdrawn: which, since when, on what evidence, and what follows."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from kidesk.gui.desk import Desk
from kidesk.gui.dialogs.few_fields import FewFieldsDialog
from kidesk.gui.plain import PlainLabel
from kidesk.i18n import N_
from kidesk.operations import consents
from kidesk.records import clock
from kidesk.records.fields import Day, Text
from kidesk.records.person import Consent, Person

_FIELDS = (
    (Day(Consent.withdrawn_on, N_("Withdrawn on")),),
    (Text(Consent.evidence, N_("What shows it"), N_("For example: an e-mail, a letter, said at a meeting.")),),
)


class WithdrawDialog(FewFieldsDialog):
    """One box for each consent that stands; all are marked where there is but one."""

    def __init__(self, desk: Desk, person: Person, parent: QWidget | None) -> None:
        explained = N_("What was agreed to, and on what evidence, stays as it is; nothing new may rest on it.")
        super().__init__(
            desk,
            N_("Withdraw a consent"),
            explained,
            _FIELDS,
            self._withdraw,
            N_("Withdraw"),
            parent,
            {"withdrawn_on": clock.today()},
            needed=("withdrawn_on",),
            record=person,
        )
        self._number = person.id
        self.choices: dict[str, QCheckBox] = {}
        self.follows = PlainLabel("", wrap=True)
        standing = consents.standing(desk.store, person.id)
        for one in standing:
            box = QCheckBox(one.said(desk.language))
            box.setChecked(len(standing) == 1)
            box.toggled.connect(self._tell)
            self.choices[one.key] = box
        self.add_above(*self.choices.values(), self.follows)
        self._tell()
        if self.choices:
            next(iter(self.choices.values())).setFocus()

    def chosen(self) -> list[str]:
        """The keys of the consents that are marked."""
        return [key for key, box in self.choices.items() if box.isChecked()]

    def _tell(self) -> None:
        """What would follow from what is marked."""
        told = consents.follows(self.desk.store, self._number, self.chosen())
        self.follows.setText("\n".join(f"• {one.said(self.desk.language)}" for one in told))
        self.follows.setVisible(bool(told))

    def _withdraw(self, values: dict[str, Any]) -> object:
        on, evidence = values["withdrawn_on"], values["evidence"]
        return consents.withdraw(self.desk.store, self._number, self.chosen(), on, evidence, self.desk.language)
