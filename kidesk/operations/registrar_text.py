"""Text for the registrar: what an authority's registrar needs to know to give an agreement its dnr, as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kidesk.errors import KideskError
from kidesk.i18n import N_, Language
from kidesk.operations import edit
from kidesk.records import AGREEMENTS
from kidesk.records.agreement import Agreement, Amendment, Party
from kidesk.records.agreement_rules import is_within_the_state, state_today
from kidesk.records.attachment import described
from kidesk.records.organisation import ORGANISATIONS
from kidesk.store.store import Store

_DAYS = (
    "enquired_on",
    "prepared_on",
    "sent_on",
    "signed_own_on",
    "signed_partner_on",
    "effective_on",
    "end_on",
    "is_open_ended",
    "termination_requested_on",
    "termination_effective_on",
)
_NUMBERS = ("own_number", "partner_number")


def registrar_text(store: Store, number: int, language: Language) -> str:
    """What the registrar needs to know of the agreement with the id `number`, line by line.

    It tells what the Public Access to Information and Secrecy Act (2009:400, chapter 5, section 2) wants registered:
    when the document came in or was drawn up, from and to whom, and briefly what it is about.
    Raises KideskError where there is no such agreement.
    """
    agreement = store.get(Agreement, number)
    if agreement is None:
        raise edit.gone(number)
    text = _Text(agreement, _earlier(store, agreement), language)
    return "\n\n".join("\n".join(block) for block in text.blocks() if block) + "\n"


def unregistered_amendments(agreement: Agreement) -> list[Amendment]:
    """The amendments that have no dnr."""
    return [one for one in agreement.amendments if not one.dnr.strip()]


def register(
    store: Store, agreement: Agreement, dnr: str | None, amendments: Mapping[int, str] | None = None
) -> edit.Saved:
    """Enters the dnr of an agreement (None leaves it) and of its amendments, by their ids, in one undo step.

    Raises what `edit.save` raises, and KideskError where nothing is entered.
    """
    given = {key: value.strip() for key, value in (amendments or {}).items() if value.strip()}
    values: dict[str, object] = {"dnr": dnr.strip()} if dnr is not None and dnr.strip() else {}
    if given:
        rows = [{"id": one.id} | ({"dnr": given[one.id]} if one.id in given else {}) for one in agreement.amendments]
        values["amendments"] = rows
    if not values:
        raise KideskError(N_("No number is entered. Nothing was changed; enter the dnr that the registrar gave."))
    return edit.save(store, AGREEMENTS, values, number=agreement.id, version=agreement.version)


def _earlier(store: Store, agreement: Agreement) -> list[Agreement]:
    """The agreements before this one, the nearest first: what it renews, what that renewed, and so on."""
    found: dict[int, Agreement] = {}
    number = agreement.renews_id
    while number is not None and number != agreement.id and number not in found:
        before = store.get(Agreement, number)
        if before is None:
            break
        found[number], number = before, before.renews_id
    return list(found.values())


class _Text:
    """What is said of one agreement."""

    def __init__(self, agreement: Agreement, earlier: Sequence[Agreement], language: Language) -> None:
        self._agreement, self._earlier, self._language = agreement, earlier, language
        self._say = language.text

    def blocks(self) -> Iterator[list[str]]:
        """The paragraphs, each as lines."""
        yield [self._say(N_("For registration"))]
        yield list(self._document())
        yield list(self._listed(N_("Parties"), map(self._party, self._agreement.parties)))
        yield list(self._listed(N_("Dates"), self._fields(_DAYS)))
        yield list(self._listed(N_("Registration numbers"), self._numbers()))
        yield list(self._listed(N_("Amendments without dnr"), self._amendments()))
        files = (f"{one.name} ({described(one, self._language)})" for one in self._agreement.attachments)
        yield list(self._listed(N_("Attached files"), files))

    def _document(self) -> Iterator[str]:
        agreement, code = self._agreement, self._language.code
        within, between = N_("Agreement within the state"), N_("Agreement")
        kind = self._say(within if is_within_the_state(agreement) else between)
        yield self._line(N_("Document"), f"{kind} · {self._say(agreement.type.label)}")
        yield self._line(N_("Concerns"), agreement.caption(code))
        yield self._line(N_("Type of matter"), self._say(self._matter()))
        yield self._line(N_("Status"), self._say(state_today(agreement).label))
        handlers = [one.caption(code) for one in (agreement.owner, agreement.deputy) if one is not None]
        yield self._line(N_("Handled by"), ", ".join(handlers) or self._say(N_("not stated")))

    def _matter(self) -> str:
        if self._agreement.dnr.strip() and unregistered_amendments(self._agreement):
            return N_("Amendment to an international agreement")
        if self._agreement.renews_id is not None:
            return N_("Renewal of an international agreement")
        return N_("New international agreement")

    def _party(self, party: Party) -> str:
        country = ORGANISATIONS.field("country").text(party.organisation, self._language)
        said = (party.organisation.caption(self._language.code), country)
        terms = (self._say(term.label) for term in (party.side, party.role))
        return f"{', '.join(filter(None, said))} ({', '.join(terms)})"

    def _fields(self, keys: Sequence[str]) -> Iterator[str]:
        for field in map(AGREEMENTS.field, keys):
            if field.read(self._agreement):
                yield self._line(field.label, field.text(self._agreement, self._language))

    def _numbers(self) -> Iterator[str]:
        agreement, missing = self._agreement, self._say(N_("to be given"))
        yield self._line(AGREEMENTS.field("dnr").label, agreement.dnr.strip() or missing)
        for row in agreement.registrations:
            said = (row.number, row.concerns, self._line(N_("Previous version"), row.previous) if row.previous else "")
            yield " · ".join(filter(None, said))
        if agreement.parent is not None:
            yield self._other(N_("Stands under"), agreement.parent)
        for before in self._earlier:
            yield self._other(N_("Renews"), before)
        yield from self._fields(_NUMBERS)

    def _other(self, label: str, agreement: Agreement) -> str:
        dnr = agreement.dnr.strip() or self._say(N_("No dnr"))
        return self._line(label, f"{dnr} · {agreement.caption(self._language.code)}")

    def _amendments(self) -> Iterator[str]:
        for one in unregistered_amendments(self._agreement):
            signed = self._line(N_("Signed on"), self._language.day(one.signed_on)) if one.signed_on else ""
            since = self._line(N_("In effect from"), self._language.day(one.from_on))
            yield " · ".join(filter(None, (one.concerns, since, signed)))

    def _listed(self, label: str, lines: Iterable[str]) -> Iterator[str]:
        """A heading and its lines, or nothing where there are none."""
        found = [f"- {_flat(line)}" for line in lines]
        return iter([self._say(label), *found] if found else [])

    def _line(self, label: str, value: str) -> str:
        return self._say(N_("{label}: {value}"), label=self._say(label), value=_flat(value))


def _flat(text: str) -> str:
    """On one line, since each line tells one thing."""
    return " ".join(text.split())
