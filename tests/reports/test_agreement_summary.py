"""An agreement summary says everything that was agreed, in the language of the document."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kidesk.i18n import Language
from kidesk.operations import attach_file
from kidesk.records import AGREEMENTS
from kidesk.records.agreement import Agreement, ExchangeNumber, RegistrationNumber
from kidesk.records.agreement_rules import is_within_the_state
from kidesk.records.agreement_terms import AgreementStatus, NoticeUnit, Side, SignatureMethod
from kidesk.records.attachment import AttachmentKind, FileLanguage
from kidesk.records.organisation import OrganisationKind
from kidesk.reports import agreement_summary, content, document, record_sheet
from kidesk.reports.agreement_summary import HistoryLine
from kidesk.reports.head import Head
from kidesk.store.workspace import Workspace
from tests import factory
from tests.reports import paper, sample

EN, SV = Language("en"), Language("sv")
HISTORY = (HistoryLine(dt.datetime(2026, 4, 1, 12), "Åsa Östberg", "Changed the notice period"),)


def made(agreement: Agreement, language: Language = EN, head: Head | None = None) -> content.Document:
    return agreement_summary.document(agreement, head or sample.head(), language, HISTORY)


def said(agreement: Agreement, language: Language = EN) -> str:
    return " ".join(" ".join(sample.texts(made(agreement, language))).split())


def printed(agreement: Agreement, tmp_path: Path, language: Language = EN, head: Head | None = None) -> list[str]:
    target = tmp_path / "agreement.pdf"
    document.write(made(agreement, language, head), target, language)
    return paper.pages(target)


def test_everything_agreed_is_on_paper(tmp_path: Path) -> None:
    pages = printed(sample.exchange_agreement(), tmp_path)
    text = " ".join(" ".join(pages).split())
    for expected in (
        "Exchange agreement with Athens",
        "In force",
        "1-779/2022",
        "OWN-1",
        "PARTNER-2",
        "Åsa Ägare",
        "Örjan Ersättare",
        "The purpose in English",
        "Greece",
        "Hemmet → Αθήνα",
        "Αθήνα → Hemmet",
        "Πρύτανης",
        "1 Sept 2023",
        "31 Aug 2027",
        "Renewed by decision, 1 time left",
        "6 months",
        "28 Feb 2027",
        "29 Jan 2027",
        "Student studies, blended",
        "20 months",
        "0912 Medicin",
        "English B2",
        "2023/24",
        "2027/28",
        "3 more incoming",
        "3 more outgoing",
        "Nyttan",
        "Kostnaden",
        "4 – Syns väl",
        "Decision order 7",
        "Prepares Kansliet en",
        "Reviews Rådet en",
        "Legal review Before signature",
        "Decides Rektorn en",
        "Co-signs Prefekten en",
        "10 Jan 2022 Idea",
        "1 Sept 2023 In force Båda har skrivit på",
        "1 Sept 2025 Två platser till",
        "1-12/2025",
        "Changed the notice period",
        "Åbo universitet · Enheten · Printed 4 May 2026 by Åsa Östberg",
    ):
        assert expected in text, expected
    assert 1 <= len(pages) <= 3
    assert [f"Page {place} of {len(pages)}" in page for place, page in enumerate(pages, 1)] == [True] * len(pages)


def test_a_swedish_summary_has_swedish_texts_and_dates(tmp_path: Path) -> None:
    text = " ".join(" ".join(printed(sample.exchange_agreement(), tmp_path, SV)).split())
    for expected in ("Utbytesavtal med Aten", "Syftet på svenska", "Grekland", "Engelska B2", "31 aug. 2027"):
        assert expected in text, expected
    assert "The purpose in English" not in text
    assert "prevails" not in text


def test_every_fixed_word_is_translated() -> None:
    known = "Hemmet Αθήνα Ägare Ersättare Sigrid Rektor Πρύτανης Syftet Nyttan Kostnaden Medicin Engelska Grekland "
    known += "Båda Två Kansliet Rådet Rektorn Prefekten Beslutsordning "
    known += "Sverige Aten OWN-1 PARTNER-2 Åsa Åbo Changed Syns"
    made_in_swedish = made(sample.exchange_agreement(), sample.marked("sv"), sample.head(is_demonstration=True))
    assert sample.untranslated(made_in_swedish, known.split()) == []


def test_english_documents_say_that_the_swedish_version_prevails() -> None:
    assert "The Swedish version of this document prevails." in said(sample.exchange_agreement())


def test_a_purpose_in_the_other_language_is_marked_as_in_it() -> None:
    swedish = content.Paragraph(content.Foreign("Syftet på svenska", "sv"))
    assert swedish in made(sample.exchange_agreement(purpose_en="")).blocks
    english = content.Paragraph(content.Foreign("The purpose in English", "en"))
    assert english in made(sample.exchange_agreement(purpose_sv=" "), SV).blocks


def test_a_title_in_the_other_language_is_marked_as_in_it() -> None:
    found = made(sample.exchange_agreement(title_sv="Utbytesavtal", title_en="")).title
    assert found == content.Foreign("Utbytesavtal", "sv")


def test_what_is_not_filled_in_has_no_heading() -> None:
    bare = Agreement(title_en="Bare", type="mou")
    text = said(bare)
    missing = ("Purpose", "Signatories", "Preparation", "Cooperation conditions", "Actual numbers", "Amendments")
    for heading in (*missing, "Decision route", "Status history"):
        assert heading not in text
    assert "No parties are recorded." in text
    assert text.count("–") >= 5


def test_what_comes_next_is_said_as_of_the_day_of_the_document() -> None:
    waiting = sample.exchange_agreement(status=AgreementStatus.OUT_FOR_SIGNATURE, signed_partner_on=None)
    assert "Next step: Awaits the signature of the partner." in said(waiting)
    assert "Next step" not in said(sample.exchange_agreement(end_on=dt.date(2030, 8, 31)))
    ended = sample.exchange_agreement(end_on=sample.DAY - dt.timedelta(days=1))
    assert "Next step: Has run out: it is to be renewed, or its end to be recorded." in said(ended)


def test_signatures_by_hand_and_digital_ones_on_one_document_are_pointed_out() -> None:
    agreement = sample.exchange_agreement()
    mixed = "Signatures by hand and digital signatures are mixed"
    assert mixed not in said(agreement)
    agreement.signatories[0].method = SignatureMethod.MANUAL
    assert mixed in said(agreement)


@pytest.mark.parametrize(
    ("names", "within"),
    [((), False), (("authority",), True), (("authority", "foreign"), False), (("foreign",), False)],
)
def test_an_agreement_with_state_authorities_alone_is_within_the_state(names: tuple[str, ...], within: bool) -> None:
    others = {"authority": sample.swedish_authority(), "foreign": sample.organisation("Oslo", "NO")}
    home = sample.party(sample.organisation("Hemmet"), Side.OWN)
    agreement = sample.exchange_agreement(parties=[home, *(sample.party(others[name]) for name in names)])
    assert is_within_the_state(agreement) == within
    assert ("Summary of an agreement within the state" in said(agreement)) == within


def test_a_swedish_company_is_not_the_state() -> None:
    company = sample.organisation("Bolaget", kind=OrganisationKind.COMPANY)
    assert not is_within_the_state(sample.exchange_agreement(parties=[sample.party(company)]))


def test_one_signature_is_not_a_concluded_agreement() -> None:
    assert "Only one side has signed" in said(sample.exchange_agreement(signed_partner_on=None))
    assert "No date of signature" in said(sample.exchange_agreement(signed_own_on=None, signed_partner_on=None))
    assert "signed;" not in said(sample.exchange_agreement())


def test_the_state_is_that_of_the_day_of_printing() -> None:
    assert "Expiring" in said(sample.exchange_agreement(end_on=sample.DAY + dt.timedelta(days=80)))
    assert "Expired" in said(sample.exchange_agreement(end_on=sample.DAY - dt.timedelta(days=1)))


def test_a_deadline_that_has_passed_stands_out() -> None:
    assert "31 Jan 2026, passed" in said(sample.exchange_agreement(end_on=dt.date(2026, 7, 31)))
    ended = sample.exchange_agreement(end_on=dt.date(2026, 7, 31), status=AgreementStatus.TERMINATED)
    assert "passed" not in said(ended)


def test_until_further_notice_takes_the_place_of_the_end() -> None:
    assert "Until further notice" in said(sample.exchange_agreement(is_open_ended=True, end_on=None))


@pytest.mark.parametrize("language", [SV, EN], ids=["sv", "en"])
@pytest.mark.parametrize(
    "values",
    [
        {"effective_on": dt.date(2027, 1, 1), "end_on": dt.date(2026, 1, 1)},
        {"end_on": dt.date.max, "effective_on": dt.date.min},
        {"parties": [], "signatories": [], "conditions": []},
        {"effective_on": None, "end_on": None, "notice": None, "preparation_days": None},
        {"notice": 3650, "notice_unit": NoticeUnit.ACADEMIC_YEARS},
        {"title_sv": "", "title_en": ""},
        {"owner": None, "deputy": None},
    ],
)
def test_odd_agreements_can_be_printed(tmp_path: Path, values: dict[str, object], language: Language) -> None:
    assert printed(sample.exchange_agreement(**values), tmp_path, language)


def test_an_end_before_the_start_is_pointed_out() -> None:
    odd = sample.exchange_agreement(effective_on=dt.date(2027, 1, 1), end_on=dt.date(2026, 1, 1))
    assert "The end date lies before the day the agreement takes effect." in said(odd)


def test_names_and_long_notes_come_back_whole(tmp_path: Path) -> None:
    names, away = sample.NAMES, sample.organisation(sample.NAMES, "GR")
    agreement = sample.exchange_agreement(
        title_en=names,
        purpose_en=names,
        parties=[sample.party(away)],
        funding_programme=names,
        risks_and_ethics=sample.NOTE,
        registrations=[RegistrationNumber(number=names, previous="", concerns="")],
    )
    target = tmp_path / "agreement.pdf"
    document.write(made(agreement), target, EN)
    assert paper.text(target).count(names) >= 5
    words = paper.text(target).split()
    assert [word for word in sample.NOTE.split() if word not in words] == []


def test_the_notice_is_on_every_page_of_demonstration_data_alone(tmp_path: Path) -> None:
    agreement = sample.exchange_agreement(notes="", risks_and_ethics=sample.NOTE)
    pages = printed(agreement, tmp_path, head=sample.head(is_demonstration=True))
    assert len(pages) > 2
    assert all("Demonstration data" in page for page in pages)
    assert not any("Demonstration data" in page for page in printed(agreement, tmp_path))


def test_a_long_history_says_how_much_is_left_out() -> None:
    lines = [HistoryLine(dt.datetime(2026, 4, 1), "Åsa", f"change-{place}.") for place in range(20)]
    made_of_them = agreement_summary.document(sample.exchange_agreement(), sample.head(), EN, lines)
    text = " ".join(sample.texts(made_of_them))
    assert "change-5." in text
    assert "change-6." not in text
    assert "14 earlier changes are not shown." in text


def test_nobody_is_said_to_have_signed_by_hand_who_has_not_signed() -> None:
    agreement = sample.exchange_agreement()
    for signatory in agreement.signatories:
        signatory.method = SignatureMethod.MANUAL
    assert said(agreement).count("By hand") == 2
    agreement.signatories[0].signed_on = None
    assert said(agreement).count("By hand") == 1


def test_the_office_of_a_protected_person_is_not_printed() -> None:
    agreement = sample.exchange_agreement()
    agreement.signatories[0].title = title = "Vice-Provost of the house"
    assert title in said(agreement)
    agreement.signatories[0].person.has_protected_identity = True
    assert title not in said(agreement)


def test_what_else_was_agreed_on_an_exchange_is_said_once_where_it_is_alike() -> None:
    agreement = sample.exchange_agreement()
    assert "Other terms" not in said(agreement)
    for condition in agreement.conditions:
        condition.other_terms = "Two of the places are for midwives."
    blocks = made(agreement).blocks
    found = blocks[blocks.index(content.Heading(3, "Other terms")) + 1]
    where = "Hemmet → Αθήνα: Student studies; Αθήνα → Hemmet: Student studies"
    assert found == content.Facts(((where, "Two of the places are for midwives."),))


def test_a_day_that_stands_beside_a_signatory_or_in_the_history_is_not_said_again() -> None:
    agreement = sample.exchange_agreement(sent_on=dt.date(2023, 1, 5))
    assert "Sent on 5 Jan 2023" in said(agreement)
    assert "Signed by own side" not in said(agreement)
    assert "Signed by partner 1 Mar 2023" in said(agreement)
    agreement.status_changes[0].status = AgreementStatus.OUT_FOR_SIGNATURE
    agreement.status_changes[0].on = dt.date(2023, 1, 5)
    assert "Sent on" not in said(agreement)


def test_exchange_between_others_has_no_balance() -> None:
    agreement = sample.exchange_agreement()
    third = sample.organisation("Tredje")
    agreement.numbers[0].sending = third
    text = said(agreement)
    assert "2024/25 · Tredje → Αθήνα · Student studies · 2" in text
    assert "5 more incoming" in text
    assert "1 number is not counted" in text


def test_the_balance_stands_beside_what_was_planned() -> None:
    blocks = made(sample.exchange_agreement()).blocks
    (table,) = (one for one in blocks if isinstance(one, content.Table) and one.columns[-1].title == "Balance")
    assert list(table.rows) == [
        ("2024/25", "Student studies", "2", "4", "5", "4", "3 more incoming"),
        ("2025/26", "Student studies", "3", "4", "0", "4", "3 more outgoing"),
        ("In all", "", "5", "8", "5", "8", "Even"),
    ]
    assert not any(isinstance(one, content.Chart) for one in blocks)


def test_many_years_are_a_picture_too() -> None:
    agreement = sample.exchange_agreement()
    for year, number in zip((2022, 2023, 2024), agreement.numbers, strict=True):
        number.academic_year = year
    home, away = agreement.conditions[0].sending, agreement.conditions[0].receiving
    agreement.numbers.append(ExchangeNumber(academic_year=2025, sending=home, receiving=away, persons=7))
    (chart,) = (one for one in made(agreement).blocks if isinstance(one, content.Chart))
    assert "Outgoing: 2022/23 2, 2023/24 0, 2024/25 3, 2025/26 7." in chart.summary


def test_several_partners_stand_apart_and_are_ranked() -> None:
    agreement = sample.exchange_agreement()
    agreement.numbers[2].receiving = sample.organisation("Tredje", "KE")
    blocks = made(agreement).blocks
    (table,) = (one for one in blocks if isinstance(one, content.Table) and one.columns[-1].title == "Balance")
    assert [row.text for row in table.rows if isinstance(row, content.Group)] == ["Tredje", "Αθήνα"]
    (ranked,) = (one for one in blocks if isinstance(one, content.Chart) and one.title == "Balance by partner")
    assert ranked.summary == "Tredje: 3 more outgoing. Αθήνα: 3 more incoming."


def test_files_are_listed_and_lead_nowhere(workspace: Workspace, tmp_path: Path) -> None:
    number = factory.agreement(workspace.store).id
    for name, kind in (("anna@example.org", AttachmentKind.SIGNED), ("annex.docx", AttachmentKind.ANNEX)):
        (tmp_path / name).write_bytes(b"x")
        about = attach_file.About(kind, FileLanguage.SWEDISH, dt.date(2025, 3, 4))
        attach_file.attach(workspace, number, [tmp_path / name], about)
    agreement = workspace.store.get(Agreement, number)
    assert agreement is not None
    tables = (block for block in made(agreement).blocks if isinstance(block, content.Table))
    (table,) = (one for one in tables if one.columns[0].title == "File name")
    assert list(table.rows) == [
        ("anna@example.org", "Signed copy", "Swedish", "4 Mar 2025"),
        ("annex.docx", "Annex", "Swedish", "4 Mar 2025"),
    ]
    sheet = repr(record_sheet.sheet(AGREEMENTS, agreement, sample.head(), SV).blocks)
    assert "'anna@example.org', 'Undertecknat exemplar'" in sheet
    assert "mailto" not in sheet
    assert agreement.attachments[0].sha256 not in sheet
