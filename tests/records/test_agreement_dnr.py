"""Which agreements lack a dnr: what SQL selects against a plain reading of the rule, over many made-up agreements."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from sqlalchemy import select

from kidesk.records.agreement import Agreement, Amendment, StatusChange
from kidesk.records.agreement_dnr import is_without_dnr
from kidesk.records.agreement_terms import AgreementStatus
from kidesk.records.agreement_type import AGREEMENTS
from kidesk.records.attachment import Attachment, AttachmentKind
from kidesk.store.store import Listing, Store
from tests import factory

TODAY = dt.date(2026, 5, 4)
SINCE = dt.date(2024, 5, 4)


def is_missing(one: Agreement) -> bool:
    """The rule, read plainly."""
    if any(not amendment.dnr.strip() for amendment in one.amendments):
        return True
    if one.dnr.strip():
        return False
    has_documents = one.status.value in ("for-decision", "out-for-signature", "in-force", "under-renewal")
    is_dispatched = any((one.sent_on, one.signed_own_on, one.signed_partner_on))
    is_signed = any(file.kind == AttachmentKind.SIGNED for file in one.attachments)
    ended = one.termination_effective_on or one.end_on or max(change.on for change in one.status_changes)
    is_recent = one.status.value in ("expired", "terminated") and ended >= SINCE
    return has_documents or is_dispatched or is_signed or is_recent


def test_the_view_shows_what_the_rule_says(store: Store) -> None:
    chance = random.Random(5)

    def day(share: float) -> dt.date | None:
        return dt.date(2022, 5, 1) + dt.timedelta(days=chance.randrange(1500)) if chance.random() < share else None

    with store.change("Filled") as session:
        for number in range(600):
            status = chance.choice(list(AgreementStatus))
            kind = chance.choice(list(AttachmentKind))
            files = [Attachment(name="a.pdf", kind=kind, stored="0" * 32, sha256="0" * 64, size=1)]
            amendments = [Amendment(from_on=TODAY, concerns="Fler", dnr=chance.choice(["1-1/2026", "", " "]))]
            session.add(
                Agreement(
                    title_sv=f"Avtal {number}",
                    status=status,
                    status_changes=[StatusChange(status=status, on=day(1))],
                    dnr=chance.choice(["", " ", "4-12/2024"]),
                    sent_on=day(0.1),
                    signed_own_on=day(0.1),
                    signed_partner_on=day(0.1),
                    end_on=day(0.5),
                    termination_effective_on=day(0.3),
                    attachments=files if chance.random() < 0.2 else [],
                    amendments=amendments if chance.random() < 0.15 else [],
                )
            )
    rows = store.all(Agreement)
    wanted = {row.id for row in rows if is_missing(row)}
    assert {row.id for row in store.rows(select(Agreement).where(is_without_dnr(TODAY)))} == wanted
    assert 0 < len(wanted) < len(rows)


@pytest.mark.parametrize(("end", "count"), [(SINCE, 1), (SINCE - dt.timedelta(days=1), 0)])
def test_what_ended_longer_ago_than_24_months_is_let_be(
    store: Store, frozen_day: dt.date, end: dt.date, count: int
) -> None:
    factory.agreement(store, status="expired", end_on=end)
    view = next(view for view in AGREEMENTS.views if view.key == "without-dnr")
    assert store.count(Listing(AGREEMENTS, view)) == count
