"""The e-mail that a unit is asked with: to whom, subject and text, to be copied. Nothing is sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kidesk.i18n import N_, Language
from kidesk.operations.edit import gone
from kidesk.operations.owed_answers import own_activities
from kidesk.operations.owner_form import Asking
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person
from kidesk.records.person_channels import Withheld, email_to_use
from kidesk.records.plan_item import ItemUnit, PlanItem, UnitRole
from kidesk.store.store import Store


@dataclass(frozen=True)
class Letter:
    """An e-mail: the addresses it goes to, none where nobody is known, its subject and its text."""

    to: tuple[str, ...]
    subject: str
    body: str

    def text(self, language: Language) -> str:
        """All of it, as it is put on the clipboard."""
        head = [language.text(N_("Subject: {subject}"), subject=self.subject)]
        if self.to:
            head.insert(0, language.text(N_("To: {addresses}"), addresses=", ".join(self.to)))
        return "\n".join(head) + f"\n\n{self.body}\n"


def letter(store: Store, number: int, asking: Asking) -> Letter:
    """The e-mail to the unit with the id `number`, in the language of its form.

    It goes to the contacts of the activities that the unit alone is responsible for and, where these have none, to the
    unit's coordinator; never to somebody with a protected identity, nor to an address that is opted out.
    Raises KideskError where there is no such unit.
    """
    unit = store.get(Organisation, number)
    if unit is None:
        raise gone(number)
    items = own_activities(store, asking.period).get(number, [])
    said, period = asking.language.text, asking.period.said(asking.language)
    subject = said(N_("Follow-up of {quarter}: {unit}"), quarter=period, unit=unit.caption(asking.language.code))
    to = tuple(dict.fromkeys(filter(None, map(_address, _recipients(store, unit, items)))))
    return Letter(to, subject, "\n\n".join(_paragraphs(unit, items, asking)))


def _recipients(store: Store, unit: Organisation, items: Iterable[PlanItem]) -> Iterator[Person]:
    contacts = [item.contact_id for item in items if item.contact_id is not None and _owners(item.units) == {unit.id}]
    numbers = contacts or ([unit.owner_id] if unit.owner_id is not None else [])
    yield from store.page(Person, numbers, only=("emails",)).values()


def _owners(units: Iterable[ItemUnit]) -> set[int]:
    return {one.unit_id for one in units if one.role in (UnitRole.RESPONSIBLE, UnitRole.SHARED)}


def _address(person: Person) -> str:
    email = email_to_use(person)
    return "" if isinstance(email, Withheld) else email


def _paragraphs(unit: Organisation, items: list[PlanItem], asking: Asking) -> Iterator[str]:
    language, settings = asking.language, asking.settings
    said, code = language.text, language.code
    yield said(N_("Hello!"))
    yield language.plural(
        "We are following up {quarter} and would like to know how the activity of {unit} stands ({count}):",
        "We are following up {quarter} and would like to know how the activities of {unit} stand ({count}):",
        len(items),
        quarter=asking.period.said(language),
        unit=unit.caption(code),
    )
    yield "\n".join(f"- {' '.join(item.caption(code).split())}" for item in items)
    yield said(
        N_(
            "The form is attached. Choose a colour for each activity and write a comment; red needs a comment and a "
            "reason. The first sheet says how. Please reply to this e-mail with the form attached."
        )
    )
    if asking.due is not None:
        yield said(N_("We need your answer by {day}."), day=language.day(asking.due))
    yield said(N_("Thank you for your help."))
    sender = settings.unit_name_sv if code == "sv" else settings.unit_name_en
    yield "\n".join(filter(None, (settings.person, sender, settings.organisation_name)))
