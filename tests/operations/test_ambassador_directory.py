"""The ambassador directory prints those who have agreed to it, that day, and nothing of the others."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from kidesk.i18n import CODES, Language
from kidesk.operations.export_report import export
from kidesk.records.ambassador import AmbassadorStage
from kidesk.settings import Settings
from kidesk.store.store import Store
from tests import factory
from tests.conftest import DAY

DAY_BEFORE, YEAR_AGO = DAY - dt.timedelta(days=1), DAY - dt.timedelta(days=365)
AGREED: dict[str, Any] = {
    "stage": AmbassadorStage.ACTIVE,
    "stages": [{"stage": AmbassadorStage.ACTIVE, "on": YEAR_AGO}],
    "has_portrait_consent": True,
    "portrait_consent_given_on": YEAR_AGO,
    "countries": ["FI"],
    "profile_sv": "Forskar om sömn.",
}


def _ambassador(store: Store, name: str, *, is_protected: bool = False, **values: Any) -> None:
    person = factory.person(store, given_name="Aino", family_name=name, has_protected_identity=is_protected)
    factory.ambassador(store, person_id=person.id, **(AGREED | values))


def _printed(store: Store, folder: Path, code: str = "sv") -> str:
    page = folder / "page.html"
    language = Language(code)
    export(store, "ambassador-directory", language=language, output=page, settings=Settings(), is_demonstration=False)
    return page.read_text("utf-8")


@pytest.mark.parametrize("code", CODES)
def test_who_has_agreed_is_printed_with_territory_and_profile(
    store: Store, frozen_day: dt.date, tmp_path: Path, code: str
) -> None:
    _ambassador(store, "Virtanen", portrait_consent_expires_on=DAY)
    said = _printed(store, tmp_path, code)
    assert "Aino Virtanen" in said
    assert "Finland" in said
    assert "Forskar om sömn." in said
    assert "@example.org" not in said


@pytest.mark.parametrize(
    "values",
    [
        {"portrait_consent_expires_on": DAY_BEFORE},
        {"portrait_consent_withdrawn_on": DAY},
        {"has_portrait_consent": False},
        {"is_protected": True},
        {"stage": AmbassadorStage.PAUSED, "stages": [{"stage": AmbassadorStage.PAUSED, "on": YEAR_AGO}]},
    ],
)
def test_who_has_not_or_no_longer_is_not_printed_at_all(
    store: Store, frozen_day: dt.date, tmp_path: Path, values: dict[str, Any]
) -> None:
    _ambassador(store, "Virtanen")
    _ambassador(store, "Hemlig", **values)
    said = _printed(store, tmp_path)
    assert "Virtanen" in said
    assert "Hemlig" not in said
    assert "1 ambassadör" in said


def test_without_anybody_it_says_so(store: Store, frozen_day: dt.date, tmp_path: Path) -> None:
    assert "Ingen aktiv ambassadör har ett samtycke som gäller." in _printed(store, tmp_path)


def _remarks(store: Store, file: Path, code: str = "en") -> list[str]:
    """What whoever prints the directory is told besides."""
    language = Language(code)
    written = export(
        store, "ambassador-directory", language=language, output=file, settings=Settings(), is_demonstration=False
    )
    return [one.said(language) for one in written.warnings]


@pytest.mark.parametrize("ending", ["pdf", "html"])
def test_who_prints_it_is_told_who_was_left_out_and_why_but_no_protected_name(
    store: Store, frozen_day: dt.date, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"directory.{ending}"
    _ambassador(store, "Virtanen")
    assert _remarks(store, file) == []
    _ambassador(store, "Ek", has_portrait_consent=False)
    _ambassador(store, "Alm", has_portrait_consent=False)
    _ambassador(store, "Berg", portrait_consent_expires_on=DAY_BEFORE)
    _ambassador(store, "Dahl", portrait_consent_withdrawn_on=DAY)
    _ambassador(store, "Hemlig", is_protected=True)
    _ambassador(store, "Hemligare", is_protected=True, has_portrait_consent=False)
    assert sorted(_remarks(store, file)) == [
        "Left out, because their consent has expired: 1 (Aino Berg).",
        "Left out, because their identity is protected: 2.",
        "Left out, because they have given no consent to be published: 2 (Aino Alm; Aino Ek).",
        "Left out, because they have withdrawn their consent: 1 (Aino Dahl).",
    ]
    assert "Aino Berg" not in file.read_text("utf-8", errors="ignore")


def test_of_many_who_were_left_out_some_are_named(store: Store, frozen_day: dt.date, tmp_path: Path) -> None:
    for number in range(12):
        _ambassador(store, f"Ek {number:02}", has_portrait_consent=False)
    (said,) = _remarks(store, tmp_path / "directory.html", "sv")
    assert said.startswith("Utelämnade, eftersom de inte har lämnat samtycke till publicering: 12 (Aino Ek 00; ")
    assert said.endswith("Aino Ek 09; …).")
