"""Codes and academic years on the command line: what JSON carries is taken in again unchanged."""

from __future__ import annotations

import json

import pytest

from kidesk.cli.values import values
from kidesk.errors import KideskError
from kidesk.i18n import CODES, Language
from kidesk.records.agreement_terms import LanguageLevel
from kidesk.records.agreement_type import AGREEMENTS
from kidesk.store.store import Store
from tests import factory

SAID = {
    "isced_codes": ["0911", "0412"],
    "eqf_levels": ["6", "8"],
    "language": "de",
    "further_languages": ["fr B2", "es"],
    "first_year": 2026,
    "last_year": 2099,
}


@pytest.mark.parametrize("code", CODES)
def test_conditions_come_back_from_json(store: Store, code: str) -> None:
    ours, theirs = (factory.organisation(store).id for _ in range(2))
    condition = SAID | {"sending_id": ours, "receiving_id": theirs, "language_level": LanguageLevel.B2}
    agreement = factory.agreement(store, conditions=[condition])
    (plain,) = AGREEMENTS.plain(agreement)["conditions"]
    assert {key: plain[key] for key in SAID} == SAID
    (typed,) = values(AGREEMENTS, [f"conditions={json.dumps([plain])}"], Language(code))["conditions"]
    assert {key: typed[key] for key in SAID} == SAID


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("isced_codes", "odontologi och tandvård; Medicine", None),
        ("isced_codes", "Tandvård och odontologi; Medicine", ["0911", "0912"]),
        ("eqf_levels", "6, 7", ["6", "7"]),
        ("first_year", "26/27", 2026),
        ("first_year", "26/28", None),
        ("language", "Finnish", "fi"),
        ("language", "fi; sv", None),
    ],
)
def test_people_type_names_and_short_years(key: str, typed: str, kept: object) -> None:
    row = f"conditions={json.dumps([{key: typed}])}"
    if kept is None:
        with pytest.raises(KideskError) as refusal:
            values(AGREEMENTS, [row], Language("sv"))
        assert key in refusal.value.said(Language("sv"))
    else:
        assert values(AGREEMENTS, [row], Language("sv"))["conditions"] == [{key: kept}]
