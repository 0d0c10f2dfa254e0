"""Importing and exporting agreements of EWP: matched, shown side by side, one undo step, nothing lost on the way."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from sqlalchemy import func, select

from kidesk.errors import KideskError
from kidesk.exchange.ewp import reading, writing
from kidesk.exchange.ewp.iia import Contact, Iia, Mobility, Partner, Phone, Words
from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.operations.ewp import conditions, contacts
from kidesk.operations.ewp.preview import Entry
from kidesk.operations.export_agreement import export_agreement
from kidesk.operations.import_agreements import import_agreements
from kidesk.records.agreement import Agreement, Condition
from kidesk.records.agreement_terms import AgreementStatus, ExchangeKind, Side
from kidesk.records.agreement_type import AGREEMENTS
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person, PersonEmail, PersonPhone
from kidesk.records.person_type import PERSONS
from kidesk.store import history
from kidesk.store.check import check
from kidesk.store.store import Store
from tests import factory
from tests.exchange.ewp.schema import EXAMPLE, canonical, faults
from tests.exchange.ewp.test_iia import any_contact, any_mobility, iias

pytestmark = pytest.mark.skipif(not EXAMPLE.exists(), reason="the published example is not on this machine")

OWN = "Karolinska Institutet"
HIBO = "Høgskolen i Bodø"


def take(store: Store, file: Path, dry_run: bool = False) -> Entry:
    (entry,) = import_agreements(store, file, OWN, dry_run=dry_run)
    return entry


def notices(entry: Entry) -> str:
    return " ".join(notice.said(Language("en")) for notice in entry.notices)


def differences(entry: Entry) -> dict[str, tuple[str, str]]:
    en = Language("en")
    return {one.what.said(en): (one.stored.said(en), one.read.said(en)) for one in entry.differences}


def only(store: Store) -> Agreement:
    (agreement,) = store.all(Agreement)
    return agreement


def operations(store: Store) -> int:
    with store.read() as session:
        return session.scalar(select(func.count()).select_from(history.OPERATION)) or 0


def changed(folder: Path, *pairs: tuple[str, str]) -> Path:
    text = EXAMPLE.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    file = folder / "changed.xml"
    file.write_text(text, encoding="utf-8")
    return file


def response(folder: Path, iia: Iia) -> Path:
    file = folder / "response.xml"
    file.write_bytes(writing.write([writing.sealed(iia)]))
    return file


def signed_by(folder: Path, *which: int) -> Path:
    """The example, signed on 5 May 2024 by the first partner, the second, or both."""
    (iia,) = reading.read(EXAMPLE)
    partners = [
        replace(one, signed_on=dt.date(2024, 5, 5)) if place in which else one for place, one in enumerate(iia.partners)
    ]
    return response(folder, replace(iia, partners=(partners[0], partners[1])))


@pytest.fixture
def own(store: Store) -> Organisation:
    """The own university, which is a party to the published example."""
    return factory.organisation(store, name_sv=OWN, name_en=OWN, hei_id="uw.edu.pl", country="PL")


# There and back


def test_the_published_example_goes_through_the_workspace_and_comes_out_as_it_was(
    store: Store, own: Organisation, tmp_path: Path
) -> None:
    entry = take(store, EXAMPLE)
    written = tmp_path / "written.xml"
    export_agreement(store, entry.number or 0, written)
    assert canonical(written.read_bytes()) == canonical(EXAMPLE.read_bytes())
    assert faults(written.read_bytes()) == []
    assert only(store).parties[0].organisation_id == own.id
    assert [finding.problems for finding in check(store) if finding.problems] == []


def test_the_example_also_comes_back_where_the_own_university_is_no_party(store: Store, tmp_path: Path) -> None:
    entry = take(store, EXAMPLE)
    assert f"{OWN} is not a party" in notices(entry)
    written = tmp_path / "written.xml"
    export_agreement(store, entry.number or 0, written)
    assert canonical(written.read_bytes()) == canonical(EXAMPLE.read_bytes())


def test_the_own_side_is_written_first_whoever_gave_the_file(store: Store, tmp_path: Path) -> None:
    factory.organisation(store, name_en=OWN, hei_id="hibo.no")
    entry = take(store, EXAMPLE)
    export_agreement(store, entry.number or 0, tmp_path / "written.xml")
    (iia,) = reading.read(tmp_path / "written.xml")
    (before,) = reading.read(EXAMPLE)
    assert iia.partners == before.partners[::-1]
    assert iia.mobilities == before.mobilities
    assert iia.hash == writing.digest(iia) != before.hash  # the order of the partners is part of it


def test_a_second_import_changes_nothing_and_one_undo_takes_the_first_back(store: Store) -> None:
    assert take(store, EXAMPLE).outcome == "created"
    again = take(store, EXAMPLE)
    assert (again.outcome, again.differences, again.number) == ("unchanged", [], only(store).id)
    assert operations(store) == 1
    assert len(store.all(Person)) == 3
    store.undo()
    assert (store.all(Agreement), store.all(Person), store.all(Organisation)) == ([], [], [])


def test_a_trial_says_the_same_and_writes_nothing(store: Store) -> None:
    trial = take(store, EXAMPLE, dry_run=True)
    assert (store.all(Agreement), store.all(Person), store.all(Organisation), operations(store)) == ([], [], [], 0)
    real = take(store, EXAMPLE)
    assert (trial.differences, trial.outcome, notices(trial)) == (real.differences, real.outcome, notices(real))


@given(any_mobility())
def test_any_condition_comes_back_from_its_fields_and_what_is_kept(mobility: Mobility) -> None:
    condition = Condition(kind=mobility.kind, as_read=conditions.remainder(mobility), **conditions.values(mobility))
    assert conditions.mobility(condition, mobility.sending, mobility.receiving) == mobility


@given(any_contact)
def test_any_contact_comes_back_from_its_person_and_what_is_kept(contact: Contact) -> None:
    known = contacts.known(contact, 200)
    person = Person(
        given_name=known.given,
        family_name=known.family,
        emails=[PersonEmail(address=one) for one in known.emails],
        phones=[PersonPhone(number=one) for one in known.phones],
    )
    assert contacts.contact(person, known.function, contacts.remainder(contact, 200), 200) == contact


def _told_apart(iia: Iia) -> Iia:
    """The agreement with persons that nobody takes for one another, and without what means nothing."""
    numbers = count(1)

    def named(contact: Contact) -> Contact:
        number = next(numbers)
        given, family = (Words(f"Given{number}"), *contact.given), (Words(f"Family{number}"), *contact.family)
        return replace(
            contact,
            names=(Words(f"Office{number}"), *contact.names),
            given=given if contact.given else (),
            family=family if contact.family else (),
        )

    first, second = (
        replace(
            one,
            iia_code=conditions.one_line(one.iia_code or "") or None,
            signing_contact=one.signing_contact and named(one.signing_contact),
            contacts=tuple(map(named, one.contacts)),
        )
        for one in iia.partners
    )
    is_in_effect = iia.is_in_effect or iia.is_terminated  # what was terminated was in effect once
    return replace(iia, partners=(first, second), is_in_effect=is_in_effect, pdf_file=iia.pdf_file or None)


@settings(max_examples=40)
@given(iia=iias)
def test_any_agreement_goes_through_the_workspace_and_comes_out_as_it_was(
    shared_store: Store, tmp_path_factory: pytest.TempPathFactory, iia: Iia
) -> None:
    folder = tmp_path_factory.mktemp("ewp")
    file = response(folder, _told_apart(iia))
    entry = take(shared_store, file)
    export_agreement(shared_store, entry.number or 0, folder / "written.xml")
    again = take(shared_store, file)
    shared_store.undo()
    assert canonical((folder / "written.xml").read_bytes()) == canonical(file.read_bytes())
    assert faults((folder / "written.xml").read_bytes()) == []
    assert (again.outcome, again.differences) == ("unchanged", [])
    assert shared_store.all(Agreement) == []


def test_numbers_and_addresses_without_a_field_stay_when_the_person_has_others(store: Store, tmp_path: Path) -> None:
    office = Contact((Words("Office"),), phones=(Phone(extension="12"), Phone("+46812345678", "7")))
    same = Contact((Words("Office"),), phones=(Phone("+4687654321"),), emails=("office@example.org",))
    (iia,) = reading.read(EXAMPLE)
    partner = replace(iia.partners[1], signing_contact=None, contacts=(office, same))
    entry = take(store, response(tmp_path, replace(iia, partners=(iia.partners[0], partner))))
    export_agreement(store, entry.number or 0, tmp_path / "written.xml")
    (written,) = reading.read(tmp_path / "written.xml")
    first, second = written.partners[1].contacts
    assert first.phones == (*office.phones, Phone("+4687654321"))
    assert set(second.phones) == {Phone("+4687654321"), Phone("+46812345678")}


def test_a_person_without_a_name_is_nobody_else_at_the_same_address(store: Store, tmp_path: Path) -> None:
    known = factory.person(store, given_name="Anna", family_name="Ek", emails=[{"address": "office@example.org"}])
    nameless = Contact((Words(""),), emails=("office@example.org",))
    (iia,) = reading.read(EXAMPLE)
    partner = replace(iia.partners[1], signing_contact=None, contacts=(nameless,))
    take(store, response(tmp_path, replace(iia, partners=(iia.partners[0], partner))))
    (contact,) = [one for one in only(store).contacts if one.side == Side.PARTNER]
    assert contact.person_id != known.id
    assert contact.person.family_name == ""


def test_what_is_too_long_is_cut_and_said_or_refused(store: Store, tmp_path: Path) -> None:
    (iia,) = reading.read(EXAMPLE)
    wordy = replace(iia.partners[0], iia_code="1" * 61)
    assert "“Own number” is longer" in notices(
        take(store, response(tmp_path, replace(iia, partners=(wordy, iia.partners[1]))))
    )
    stranger = replace(iia.partners[1], hei_id="x" * 201)
    entry = take(store, response(tmp_path, replace(iia, partners=(iia.partners[0], stranger), mobilities=())))
    assert entry.outcome == "refused"
    assert "longer than 200" in notices(entry)


def test_what_has_no_field_survives_an_edit_of_what_has(store: Store, tmp_path: Path) -> None:
    (iia,) = reading.read(EXAMPLE)
    fax = Contact((Words("Office", "en"),), faxes=(Phone("+4812345"),), street=(("addressLine", "Street 1"),))
    partner = replace(iia.partners[1], contacts=(fax,))
    entry = take(store, response(tmp_path, replace(iia, partners=(iia.partners[0], partner))))
    agreement = only(store)
    values = factory.read_back(AGREEMENTS, agreement)
    values["conditions"][0] |= {"persons_per_year": 7, "further_languages": ["sv B2"]}
    edit.save(store, AGREEMENTS, values, number=agreement.id)
    export_agreement(store, entry.number or 0, tmp_path / "written.xml")
    (written,) = reading.read(tmp_path / "written.xml")
    first, before = written.mobilities[0], iia.mobilities[0]
    assert (first.persons, first.sending_unit) == (7, "140")
    assert [skill.language for skill in first.skills] == ["en", "sv"]
    assert replace(first, persons=before.persons, skills=before.skills) == before
    assert written.partners[1].contacts == (fax,)


# What is matched


def test_differences_are_shown_and_only_they_are_written(store: Store, tmp_path: Path) -> None:
    take(store, EXAMPLE)
    file = changed(tmp_path, ("<mobilities-per-year>10<", "<mobilities-per-year>12<"))
    entry = take(store, file)
    assert (entry.outcome, differences(entry)) == ("updated", {"Condition 2, Persons per year": ("10", "12")})
    assert "hash does not fit" in notices(entry)
    assert [one.persons_per_year for one in only(store).conditions] == [2, 12, 2, 2, 2]
    store.undo()
    assert [one.persons_per_year for one in only(store).conditions] == [2, 10, 2, 2, 2]


def test_a_difference_in_what_has_no_field_is_shown_and_kept(store: Store, tmp_path: Path) -> None:
    take(store, EXAMPLE)
    file = changed(tmp_path, ("<sending-ounit-id>140<", "<sending-ounit-id>141<"))
    assert set(differences(take(store, file))) == {f"Condition {number}, what has no field" for number in (1, 2, 3)}
    entry = take(store, file)
    assert entry.outcome == "unchanged"
    export_agreement(store, entry.number or 0, tmp_path / "written.xml")
    (iia,) = reading.read(tmp_path / "written.xml")
    assert iia.mobilities[0].sending_unit == "141"


def test_a_condition_that_the_file_lacks_is_removed_and_a_further_one_added(store: Store, tmp_path: Path) -> None:
    take(store, EXAMPLE)
    (iia,) = reading.read(EXAMPLE)
    back = replace(iia.mobilities[0], sending="hibo.no", receiving="uw.edu.pl")
    entry = take(store, response(tmp_path, replace(iia, mobilities=(*iia.mobilities[:2], back))))
    said = [one.read.said(Language("en")) for one in entry.differences]
    assert [text.splitlines()[:3] for text in said if text] == [
        ["Sending: hibo.no", "Receiving: uw.edu.pl", "Kind: Student studies"]
    ]
    assert said.count("") == 3
    assert len(only(store).conditions) == 3


def test_partners_are_known_by_code_then_by_domain(store: Store) -> None:
    coded = factory.organisation(store, name_en="Warsaw", hei_id="UW.edu.pl ")
    domain = factory.organisation(store, name_en=HIBO, website="https://www.hibo.no/en")
    entry = take(store, EXAMPLE)
    assert [party.organisation_id for party in only(store).parties] == [coded.id, domain.id]
    assert differences(entry)[f"{HIBO}, SCHAC code (hei-id)"] == ("", "hibo.no")
    assert len(store.all(Organisation)) == 2


def test_two_organisations_with_one_code_are_refused_and_nothing_is_written(store: Store) -> None:
    for _ in range(2):
        factory.organisation(store, hei_id="hibo.no")
    before = operations(store)
    entry = take(store, EXAMPLE)
    assert entry.outcome == "refused"
    assert "2 organisations have the SCHAC code or domain hibo.no" in notices(entry)
    assert (store.all(Agreement), operations(store)) == ([], before)


@pytest.mark.parametrize(("hei", "country"), [("hibo.no", "NO"), ("ox.ac.uk", "GB"), ("mit.edu", ""), ("x.eu", "")])
def test_an_unknown_partner_is_added_with_the_country_of_its_code(
    store: Store, tmp_path: Path, hei: str, country: str
) -> None:
    entry = take(store, changed(tmp_path, ("hibo.no", hei)))
    added = next(one for one in store.all(Organisation) if one.hei_id == hei)
    assert (added.caption("en"), added.country) == (hei, country)
    assert f"{hei} is not in the register" in notices(entry)


def test_a_stored_agreement_is_known_by_the_numbers_of_both_sides(store: Store, own: Organisation) -> None:
    partner = factory.organisation(store, name_en=HIBO, hei_id="hibo.no")
    parties = [{"organisation_id": own.id, "side": Side.OWN}, {"organisation_id": partner.id}]
    known = factory.agreement(store, parties=parties, partner_number="2014/E+/PL/4104B")
    factory.agreement(store, parties=parties, partner_number="another")
    entry = take(store, EXAMPLE)
    assert (entry.outcome, entry.number) == ("updated", known.id)
    assert differences(entry)["Own number"] == ("", "983/E+/III14&15")
    assert take(store, EXAMPLE).outcome == "unchanged"


def test_an_agreement_written_here_is_known_again_when_the_partner_sends_it_back(
    store: Store, own: Organisation, tmp_path: Path
) -> None:
    written = _own_agreement(store, own, tmp_path)
    (iia,) = reading.read(written)
    assert re.fullmatch(r"kidesk-\d+", iia.partners[0].iia_id or "")
    answer = Partner(hei_id="hibo.no", iia_id="77", iia_code="B-77")
    entry = take(store, response(tmp_path, replace(iia, partners=(answer, iia.partners[0]))))
    assert entry.outcome == "updated"
    assert only(store).partner_number == "B-77"


def _own_agreement(store: Store, own: Organisation, folder: Path) -> Path:
    partner = factory.organisation(store, name_en=HIBO, hei_id="hibo.no")
    condition = {
        "sending_id": own.id,
        "receiving_id": partner.id,
        "kind": ExchangeKind.STUDENT_TRAINEESHIP,
        "persons_per_year": 2,
        "first_year": 2026,
        "last_year": 2028,
    }
    parties = [{"organisation_id": own.id, "side": Side.OWN}, {"organisation_id": partner.id}]
    agreement = factory.agreement(store, parties=parties, conditions=[condition], status=AgreementStatus.IN_PREPARATION)
    export_agreement(store, agreement.id, folder / "own.xml")
    return folder / "own.xml"


def test_persons_are_known_by_address_and_name_and_others_at_the_address_stay_others(store: Store) -> None:
    known = factory.person(
        store, given_name="Sylwia Anna", family_name="Nowak", emails=[{"address": "Email@Example.com"}]
    )
    entry = take(store, EXAMPLE)
    assert len(store.all(Person)) == 3
    assert only(store).signatories[0].person_id == known.id
    assert "Jadwiga Kowalska has the same e-mail address as Sylwia Anna Nowak" in notices(entry)


# One-sided approval


def test_one_sides_approval_is_pointed_out_in_trial_and_import(store: Store, tmp_path: Path) -> None:
    file = signed_by(tmp_path, 0)
    for dry_run in (True, False):
        said = notices(take(store, file, dry_run=dry_run))
        assert "Only uw.edu.pl has signed (5 May 2024), not hibo.no" in said
    agreement = only(store)
    assert (agreement.signed_own_on, agreement.signed_partner_on) == (dt.date(2024, 5, 5), None)


def test_a_file_signed_by_both_gives_no_such_note(store: Store, tmp_path: Path) -> None:
    assert "signed" not in notices(take(store, signed_by(tmp_path, 0, 1)))


def test_a_partner_without_an_id_cannot_have_approved(store: Store, tmp_path: Path) -> None:
    file = changed(tmp_path, ("<iia-id>1954991</iia-id>", ""))
    assert "hibo.no has no id of its own" in notices(take(store, file))


def test_a_draft_never_takes_an_agreement_out_of_force(store: Store, tmp_path: Path) -> None:
    take(store, EXAMPLE)
    entry = take(store, changed(tmp_path, ("<in-effect>true", "<in-effect>false")))
    assert "calls the agreement a draft" in notices(entry)
    assert only(store).status == AgreementStatus.IN_FORCE


def test_a_draft_that_one_side_has_signed_is_out_for_signature(store: Store, tmp_path: Path) -> None:
    (iia,) = reading.read(signed_by(tmp_path, 1))
    take(store, response(tmp_path, replace(iia, is_in_effect=False)))
    assert only(store).status == AgreementStatus.OUT_FOR_SIGNATURE


# What is refused


def test_a_condition_between_others_is_refused_and_the_rest_taken_in(store: Store, tmp_path: Path) -> None:
    (iia,) = reading.read(EXAMPLE)
    stranger = replace(iia, mobilities=(replace(iia.mobilities[0], sending="ki.se"),))
    file = tmp_path / "two.xml"
    file.write_bytes(writing.write([stranger, iia]))
    first, second = import_agreements(store, file, OWN)
    assert (first.outcome, second.outcome) == ("refused", "created")
    assert "about ki.se, which is not one" in notices(first)


def test_the_same_agreement_twice_in_a_file_is_taken_once(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "two.xml"
    file.write_bytes(writing.write(reading.read(EXAMPLE) * 2))
    first, second = import_agreements(store, file, OWN)
    assert (first.outcome, second.outcome) == ("created", "refused")
    assert len(store.all(Agreement)) == 1


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"first_year": None}, "Condition 1 lacks “First academic year”"),
        ({"persons_per_year": None}, "Condition 1 lacks “Persons per year”"),
        ({"kind": ExchangeKind.STUDENT_STUDIES}, "Condition 1 lacks “Language”"),
        ({"eqf_levels": ["9"]}, "“9” is no EQF level"),
        ({"isced_codes": ["medicine"]}, "“medicine” cannot stand in “isced-f-code”"),
    ],
)
def test_what_ewp_cannot_take_is_said_and_not_written(
    store: Store, own: Organisation, tmp_path: Path, values: dict[str, object], said: str
) -> None:
    _own_agreement(store, own, tmp_path)
    agreement = only(store)
    stored = factory.read_back(AGREEMENTS, agreement)
    stored["conditions"][0] |= values
    edit.save(store, AGREEMENTS, stored, number=agreement.id)
    with pytest.raises(KideskError) as refused:
        export_agreement(store, agreement.id, tmp_path / "other.xml")
    assert said in refused.value.said(Language("en"))
    assert not (tmp_path / "other.xml").exists()


def test_an_agreement_without_partner_or_code_is_not_written(store: Store, own: Organisation, tmp_path: Path) -> None:
    alone = factory.agreement(store, parties=[{"organisation_id": own.id, "side": Side.OWN}])
    uncoded = factory.organisation(store, name_en=HIBO)
    parties = [{"organisation_id": own.id, "side": Side.OWN}, {"organisation_id": uncoded.id}]
    nameless = factory.agreement(store, parties=parties)
    for number, said in ((alone.id, "has 0 on the side “Partner”"), (nameless.id, f"{HIBO} has no SCHAC code")):
        with pytest.raises(KideskError) as refused:
            export_agreement(store, number, tmp_path / "x.xml")
        assert said in refused.value.said(Language("en"))
    assert list(tmp_path.glob("*.xml")) == []


def test_protected_persons_and_private_addresses_are_not_written(store: Store, tmp_path: Path) -> None:
    entry = take(store, EXAMPLE)
    people = {row.family_name: row for row in store.all(Person)}
    edit.save(store, PERSONS, {"has_protected_identity": True}, number=people["Kowalska"].id)
    private = {"address": "home@example.org", "kind": "private"}
    emails = [*factory.read_back(PERSONS, people["Nowak"])["emails"], private]
    edit.save(store, PERSONS, {"emails": emails}, number=people["Nowak"].id)
    doubts = export_agreement(store, entry.number or 0, tmp_path / "written.xml")
    written = (tmp_path / "written.xml").read_text("utf-8")
    assert "Kowalska" not in written
    assert "home@example.org" not in written
    assert "Nowak" in written
    assert any("protected identity" in doubt.said(Language("en")) for doubt in doubts)
