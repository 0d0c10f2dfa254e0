"""The text for the registrar: what it tells in both languages, and the numbers that come back."""

from __future__ import annotations

import datetime as dt

import pytest

from kidesk.errors import KideskError, StaleRecord
from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.operations.registrar_text import register, registrar_text
from kidesk.records import AGREEMENTS
from kidesk.records.agreement import Agreement, Amendment
from kidesk.records.attachment import Attachment, AttachmentKind
from kidesk.store.store import Store
from tests import factory


@pytest.fixture
def agreement(store: Store, frozen_day: dt.date) -> Agreement:
    """A renewal of a renewal under a MoU, with an amendment and a signed copy, and no dnr."""
    partner = factory.organisation(store, name_sv="Partnern", name_en="The Partner", country="NO")
    first = factory.agreement(store, title_sv="Det första", dnr="4-1/2014")
    second = factory.agreement(store, title_sv="Det andra", dnr="4-2/2019", renews_id=first.id)
    row = factory.agreement(
        store,
        title_sv="Det tredje\nmed rad",
        title_en="The third",
        status="in-force",
        type="exchange",
        renews_id=second.id,
        parent_id=factory.agreement(store, title_sv="Samförstånd", dnr="1-9/2010").id,
        parties=[{"organisation_id": partner.id, "side": "partner"}],
        owner_id=factory.person(store, given_name="Åsa", family_name="Östberg").id,
        deputy_id=factory.person(store, family_name="Hemlig", has_protected_identity=True).id,
        signed_own_on=dt.date(2026, 1, 2),
        signed_partner_on=dt.date(2026, 1, 3),
        registrations=[{"number": "4-77/2025", "previous": "4-76/2024", "concerns": "Riskbedömning"}],
        amendments=[
            {"from_on": dt.date(2026, 3, 1), "concerns": "Fler platser"},
            {"from_on": dt.date(2026, 4, 1), "concerns": "Längre tid", "dnr": "4-90/2026"},
        ],
    )
    with store.change("Attached") as session:
        signed = session.get_one(Agreement, row.id)
        file = Attachment(name="avtal.pdf", kind=AttachmentKind.SIGNED, stored="0" * 32, sha256="0" * 64, size=1000)
        signed.attachments.append(file)
    return again(store, row)


def again(store: Store, row: Agreement) -> Agreement:
    found = store.get(Agreement, row.id)
    assert found is not None
    return found


def test_the_text_tells_what_the_registrar_needs(store: Store, agreement: Agreement) -> None:
    assert registrar_text(store, agreement.id, Language("sv")).replace("\xa0", " ") == (
        "För diarieföring\n\n"
        "Handling: Avtal · Utbytesavtal\n"
        "Avser: Det tredje med rad\n"
        "Ärendetyp: Förlängning av internationellt avtal\n"
        "Status: I kraft\n"
        "Handläggs av: Åsa Östberg, Skyddade personuppgifter\n\n"
        "Parter\n- Partnern, Norge (Partner, Undertecknare)\n\n"
        "Datum\n- Undertecknat av egen part: 2 jan. 2026\n- Undertecknat av partner: 3 jan. 2026\n\n"
        "Diarienummer\n"
        "- Diarienummer (dnr): tilldelas\n"
        "- 4-77/2025 · Riskbedömning · Föregående version: 4-76/2024\n"
        "- Ligger under: 1-9/2010 · Samförstånd\n"
        "- Förlänger: 4-2/2019 · Det andra\n"
        "- Förlänger: 4-1/2014 · Det första\n\n"
        "Tillägg utan dnr\n- Fler platser · Gäller från och med: 1 mars 2026\n\n"
        "Bifogade filer\n- avtal.pdf (Undertecknat exemplar · 1 kB)\n"
    )


def test_the_text_is_had_in_english_too(store: Store, agreement: Agreement) -> None:
    said = registrar_text(store, agreement.id, Language("en"))
    assert "Concerns: The third\n" in said
    assert "- The Partner, Norway (Partner, Signatory)\n" in said
    assert "Type of matter: Renewal of an international agreement\n" in said


def test_agreements_that_renew_each_other_do_not_go_round_forever(store: Store, agreement: Agreement) -> None:
    with store.change("Made a circle") as session:
        oldest = session.get_one(Agreement, agreement.id).renews
        assert oldest is not None
        assert oldest.renews is not None
        oldest.renews.renews_id = oldest.id
    assert registrar_text(store, agreement.id, Language("sv")).count("Förlänger:") == 2


def test_the_numbers_are_entered_in_one_step_and_taken_back_in_one(store: Store, agreement: Agreement) -> None:
    bare, numbered = agreement.amendments
    saved = register(store, agreement, " 4-80/2026 ", {bare.id: "4-81/2026"})
    assert not saved.warnings
    after = again(store, agreement)
    assert after.dnr == "4-80/2026"
    assert [(one.id, one.dnr, one.concerns) for one in after.amendments] == [
        (bare.id, "4-81/2026", "Fler platser"),
        (numbered.id, "4-90/2026", "Längre tid"),
    ]
    store.undo()
    assert again(store, agreement).dnr == ""
    assert [one.dnr for one in again(store, agreement).amendments] == ["", "4-90/2026"]


def test_a_number_of_another_form_is_kept_with_a_doubt(store: Store, agreement: Agreement) -> None:
    assert [doubt.key for doubt in register(store, agreement, "UF-1").warnings] == ["dnr"]
    assert again(store, agreement).dnr == "UF-1"


def test_nothing_entered_changes_nothing(store: Store, agreement: Agreement) -> None:
    with pytest.raises(KideskError, match="No number"):
        register(store, agreement, "  ", {agreement.amendments[0].id: " "})
    assert again(store, agreement).version == agreement.version


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(store: Store, agreement: Agreement) -> None:
    edit.save(store, AGREEMENTS, {"dnr": "4-1/2026"}, number=agreement.id)
    with pytest.raises(StaleRecord):
        register(store, agreement, "4-2/2026")
    assert again(store, agreement).dnr == "4-1/2026"


def test_an_agreement_that_is_gone_is_said(store: Store) -> None:
    with pytest.raises(KideskError, match="There is no record"):
        registrar_text(store, 99, Language("sv"))


def test_an_amendment_to_a_registered_agreement_is_a_matter_of_its_own(store: Store) -> None:
    amendment = {"from_on": dt.date(2026, 3, 1), "concerns": "Mer"}
    row = factory.agreement(store, dnr="4-1/2026", amendments=[amendment])
    assert isinstance(row.amendments[0], Amendment)
    assert "Ärendetyp: Tillägg till internationellt avtal" in registrar_text(store, row.id, Language("sv"))
