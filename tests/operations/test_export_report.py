"""Exporting a report: the right records reach the paper, and what is missing is said before anything is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from kidesk.errors import KideskError, UsageError
from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.operations.assess_activity import Judgement, assess
from kidesk.operations.export_report import export
from kidesk.records import AGREEMENTS
from kidesk.records.agreement_terms import AgreementStatus
from kidesk.records.quarter import Colour
from kidesk.settings import Settings
from kidesk.store.store import Store
from tests import factory

DAY = dt.date(2026, 5, 4)


@pytest.fixture(autouse=True)
def _day(freeze: Callable[[dt.date], None]) -> None:
    freeze(DAY)


def printed(store: Store, folder: Path, name: str, code: str = "en", **about: Any) -> str:
    output = folder / "report.pdf"
    settings = Settings(organisation_name="Provuniversitetet")
    export(
        store,
        name,
        language=Language(code),
        output=output,
        settings=settings,
        is_demonstration=False,
        **about,
    )
    reader: Any = pypdfium2
    document = reader.PdfDocument(output)
    try:
        text = "\n".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    finally:
        document.close()
    return " ".join(text.split())


def test_a_summary_tells_the_agreement_and_its_history(store: Store, tmp_path: Path) -> None:
    agreement = factory.agreement(store, title_sv="Avtal om prov", title_en="Agreement on tests")
    edit.save(store, AGREEMENTS, {"dnr": "1-23/2026", "end_on": DAY}, number=agreement.id)
    text = printed(store, tmp_path, "agreement-summary", number=agreement.id)
    assert "Agreement on tests" in text
    assert "Provuniversitetet · International Relations Unit" in text
    assert "Changed agreement: Registration number (dnr), End date" in text
    assert text.count("Added agreement") == 1
    assert "Avtal om prov" in printed(store, tmp_path, "agreement-summary", "sv", number=agreement.id)


def test_a_summary_needs_an_agreement(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="agreement’s number"):
        printed(store, tmp_path, "agreement-summary")
    with pytest.raises(KideskError, match="no record with the number 7"):
        printed(store, tmp_path, "agreement-summary", number=7)
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_status_takes_the_latest_assessed_quarter_unless_told_another(store: Store, tmp_path: Path) -> None:
    plan = factory.plan(store, title_en="Plan of tests")
    item = factory.plan_item(store, plan_id=plan.id, title_en="Write tests")
    assert "Q2 2026" in printed(store, tmp_path, "quarterly-status")
    for name in ("2025-Q3", "2025-Q4", "2026-Q2"):
        quarter = factory.quarter(store, name=name)
        if name != "2026-Q2":
            assess(store, item.id, quarter.id, Judgement(Colour.GREEN))
    assert "Q4 2025" in printed(store, tmp_path, "quarterly-status").partition("Plan of tests")[0]
    text = printed(store, tmp_path, "quarterly-status", quarter="2025-K3")
    assert "Q3 2025" in text.partition("Plan of tests")[0]
    assert "Write tests" in text


def test_a_status_lists_what_was_signed_expires_and_ended(store: Store, tmp_path: Path) -> None:
    factory.plan(store)
    running = {"status": AgreementStatus.IN_FORCE, "effective_on": dt.date(2020, 1, 1)}
    both = {"signed_own_on": dt.date(2025, 12, 30), "signed_partner_on": dt.date(2026, 1, 2)}
    factory.agreement(store, title_en="Signed one", **both)
    factory.agreement(store, title_en="Half signed", signed_own_on=dt.date(2026, 2, 1))
    factory.agreement(store, title_en="Ended one", end_on=dt.date(2026, 3, 31), **running)
    factory.agreement(store, title_en="Expiring one", end_on=dt.date(2026, 4, 1), **running)
    factory.agreement(store, title_en="Later one", end_on=dt.date(2026, 8, 1), **running)
    text = printed(store, tmp_path, "quarterly-status", quarter="2026-Q1")
    _, _, text = text.partition("Agreements in the quarter")
    signed, _, rest = text.partition("Expiring")
    assert "Signed one" in signed
    assert "Half signed" not in text
    assert "Later one" not in text
    assert rest.index("Expiring one") < rest.index("Ended one")
    assert "Signed one" not in printed(store, tmp_path, "quarterly-status", quarter="2025-Q4")


def test_a_status_needs_a_plan_and_a_real_quarter(store: Store, tmp_path: Path) -> None:
    with pytest.raises(KideskError, match="no action plan"):
        printed(store, tmp_path, "quarterly-status")
    with pytest.raises(UsageError, match="“2026-Q5” is not a quarter"):
        printed(store, tmp_path, "quarterly-status", quarter="2026-Q5")
    with pytest.raises(KideskError, match="no record with the number 9"):
        printed(store, tmp_path, "quarterly-status", number=9)
