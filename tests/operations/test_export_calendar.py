"""The agenda as a calendar: read back by a library that had no part in the test's expectations."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from kidesk.errors import KideskError, UsageError
from kidesk.i18n import Language
from kidesk.operations import edit
from kidesk.operations.agenda import agenda, snooze
from kidesk.operations.export_calendar import export_calendar
from kidesk.records import AGREEMENTS
from kidesk.records.agreement_terms import AgreementStatus, RenewalMode
from kidesk.records.ambassador import AmbassadorStage
from kidesk.settings import Settings
from kidesk.store.store import Store
from tests import factory

DAY = dt.date(2026, 5, 4)
SETTINGS = Settings(who="Åsa Östberg")

pytestmark = pytest.mark.usefixtures("frozen_day")


def _ending(store: Store, days: int, **values: Any) -> int:
    end = DAY + dt.timedelta(days=days)
    return factory.agreement(store, **{"status": AgreementStatus.IN_FORCE, "end_on": end} | values).id


def _written(store: Store, folder: Path, code: str = "sv", months: int = 24) -> Any:
    file = folder / "agenda.ics"
    count = export_calendar(store, file, Language(code), SETTINGS, months)
    read: Any = Calendar.from_ical(file.read_bytes())
    assert count == len(read.events)
    return read


def _alarms(event: Any) -> list[int]:
    return [-alarm["trigger"].dt.days for alarm in event.walk("VALARM")]


def test_a_date_is_a_whole_day_with_an_alarm_at_each_threshold(store: Store, tmp_path: Path) -> None:
    _ending(store, 100, title_sv="Avtal med Nairobi", dnr="1-779/2022")
    read = _written(store, tmp_path)
    (event,) = read.events
    assert (event["dtstart"].dt, event["dtend"].dt) == (dt.date(2026, 8, 12), dt.date(2026, 8, 13))
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert str(event["summary"]) == "Löper ut: Avtal med Nairobi"
    assert str(event["description"]) == "Diarienummer (dnr): 1-779/2022"
    assert _alarms(event) == [90, 30, 7]
    assert str(read["x-wr-calname"]) == "Bevakning"
    assert str(_written(store, tmp_path, "en")["x-wr-calname"]) == "Agenda"


def test_what_lies_behind_or_beyond_is_left_out(store: Store, tmp_path: Path) -> None:
    for days in (-1, 0, 32, 400):
        _ending(store, days)
    factory.agreement(store, status=AgreementStatus.OUT_FOR_SIGNATURE, sent_on=DAY - dt.timedelta(days=9))
    assert [event["dtstart"].dt for event in _written(store, tmp_path, months=1).events] == [DAY]
    assert len(_written(store, tmp_path).events) == 3


def test_the_same_date_keeps_its_uid_and_its_sequence_grows(store: Store, tmp_path: Path) -> None:
    number = _ending(store, 100, notice=1, renewal_mode=RenewalMode.AUTOMATIC)
    before = _written(store, tmp_path).events
    assert len({str(event["uid"]) for event in before}) == 2
    same = _written(store, tmp_path, "en").events
    assert [(event["uid"], event["sequence"]) for event in same] == [
        (event["uid"], event["sequence"]) for event in before
    ]
    edit.save(store, AGREEMENTS, {"end_on": DAY + dt.timedelta(days=120)}, number=number)
    after = _written(store, tmp_path).events
    assert [event["uid"] for event in after] == [event["uid"] for event in before]
    assert all(late["sequence"] > early["sequence"] for late, early in zip(after, before, strict=True))


AWKWARD = 'A, "b"; c\\n \\ d\r\nBEGIN:VEVENT\r\nÅÄÖ 東京 🙂 \x07\x1b' + "å" * 200


def test_any_title_comes_back_in_lines_of_75_bytes(store: Store, tmp_path: Path) -> None:
    _ending(store, 10, title_sv=AWKWARD)
    (event,) = _written(store, tmp_path).events
    expected = AWKWARD.replace("\r\n", "\n").replace("\x07", " ").replace("\x1b", " ")
    assert str(event["summary"]) == f"Löper ut: {expected}"
    lines = (tmp_path / "agenda.ics").read_bytes().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert lines.count(b"BEGIN:VEVENT") == 1
    assert not any(line.strip(b"\r\n") != line for line in lines)


def test_nobody_is_named(store: Store, tmp_path: Path) -> None:
    hidden = factory.person(store, given_name="Hemlig", family_name="Skyddad", has_protected_identity=True).id
    _ending(store, 10, owner_id=hidden, deputy_id=hidden)
    _written(store, tmp_path)
    text = (tmp_path / "agenda.ics").read_text("utf-8")
    assert "Hemlig" not in text
    assert "Skyddad" not in text
    assert "Östberg" not in text


def test_a_snoozed_date_rings_when_its_snooze_ends(store: Store, tmp_path: Path) -> None:
    _ending(store, 100)
    (event,) = agenda(store, DAY, DAY + dt.timedelta(days=200), SETTINGS)
    snooze(store, event, DAY + dt.timedelta(days=80), DAY)
    (written,) = _written(store, tmp_path).events
    assert _alarms(written) == [20, 7]


def test_an_empty_agenda_is_a_calendar_too(store: Store, tmp_path: Path) -> None:
    assert _written(store, tmp_path).events == []


def test_only_the_owner_may_read_it_and_a_failure_leaves_what_was_there(
    store: Store, tmp_path: Path, en: Language
) -> None:
    _ending(store, 10)
    _written(store, tmp_path)
    assert (tmp_path / "agenda.ics").stat().st_mode & 0o777 == 0o600
    with pytest.raises(KideskError) as refusal:
        export_calendar(store, tmp_path / "none" / "agenda.ics", en, SETTINGS)
    assert "could not be saved" in refusal.value.said(en)
    for months in (0, -3, 100_000):
        with pytest.raises(UsageError) as wrong:
            export_calendar(store, tmp_path / "other.ics", en, SETTINGS, months)
        assert "between 1 and 1200" in wrong.value.said(en)
    assert [file.name for file in tmp_path.iterdir() if file.suffix != ""] == ["agenda.ics"]


def test_reviews_mandates_consents_and_follow_ups_go_out_and_name_nobody(store: Store, tmp_path: Path) -> None:
    aino = factory.person(store, given_name="Aino", family_name="Virtanen")
    days = {"review_on": 3, "end_on": 10, "portrait_consent_expires_on": 20}
    values = {key: DAY + dt.timedelta(days=count) for key, count in days.items()}
    one = factory.ambassador(
        store, person_id=aino.id, stage=AmbassadorStage.ACTIVE, has_portrait_consent=True, **values
    )
    met = factory.interaction(store, title="Lunch med Aino Virtanen", follow_up_on=DAY)
    network = factory.organisation(store, name_sv="Nätverket", name_en="The network")
    factory.membership(store, organisation_id=network.id, review_on=DAY + dt.timedelta(days=30))
    events = _written(store, tmp_path).events
    assert [str(event["summary"]) for event in events] == [
        f"Uppföljning: Kontakttillfälle {met.id}",
        f"Översyn av ambassadörsuppdrag: Ambassadör {one.id}",
        f"Uppdraget upphör: Ambassadör {one.id}",
        f"Samtycke till porträtt går ut: Ambassadör {one.id}",
        "Omprövning av medlemskap: Nätverket",
    ]
    assert len({str(event["uid"]) for event in events}) == 5
    assert b"Virtanen" not in (tmp_path / "agenda.ics").read_bytes()
