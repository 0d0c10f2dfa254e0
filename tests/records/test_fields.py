"""Fields: what each kind reads, formats, parses and complains about."""

from __future__ import annotations

import ast
import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kidesk.i18n import CODES, Language
from kidesk.records import fields
from kidesk.records.agreement import Agreement, Condition, Party
from kidesk.records.agreement_terms import AgreementStatus
from kidesk.records.ambassador import Ambassador
from kidesk.records.code_tables import COUNTRIES
from kidesk.records.field import Problem, Stored, Unreadable
from kidesk.records.fields import Choice, Coded, Day, Derived, Flag, Link, Number, Parts, Text
from kidesk.records.indicator import IndicatorValue
from kidesk.records.interaction import Interaction
from kidesk.records.membership import Membership
from kidesk.records.organisation import Organisation
from kidesk.records.person import Person
from kidesk.records.person_terms import PersonRole
from kidesk.records.plan_item import PlanItem

NAMES = Text(Organisation.former_names, "Former names")
TITLE = Text(Interaction.title, "Title")
COUNTRY = Coded(Organisation.country, COUNTRIES, "Country")
SEVERAL_COUNTRIES = Coded(Ambassador.countries, COUNTRIES, "Countries")
STATUS = Choice(Agreement.status, "Status")
ROLES = Choice(Person.roles, "Roles")
FEE = Number(Membership.fee, "Fee")
POSITION = Number(PlanItem.position, "Position", limits=(0, 10))
YEAR = Number(PlanItem.expected_year, "Year", limits=(1900, 2200), grouped=False)
END = Day(Agreement.end_on, "End")
BINDING = Flag(Agreement.is_binding, "Binding")
OWNER = Link(Agreement.owner_id, Agreement.owner, "Owner")


def _keys(problems: list[Problem]) -> list[bool]:
    return [problem.is_warning for problem in problems]


# The guardrail


def test_the_kinds_of_field_stay_few() -> None:
    tree = ast.parse(Path(fields.__file__).read_text("utf-8"))
    kinds = [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
    assert len(kinds) <= 9


# Text


def test_several_texts_are_parted_by_semicolons_so_that_a_name_may_have_a_comma(en: Language) -> None:
    names = ["Medicine, Faculty of", "Institutet"]
    assert NAMES.format(names, en) == "Medicine, Faculty of; Institutet"
    assert NAMES.parse(NAMES.format(names, en), en) == names
    assert NAMES.parse(NAMES.format(names[:1], en), en) == names[:1]
    assert NAMES.parse(" a ;; b \n c", en) == ["a", "b", "c"]
    assert NAMES.parse("", en) == []


def test_a_required_text_is_more_than_blanks() -> None:
    for value in (None, "", "  \n"):
        assert _keys(list(TITLE.problems(value))) == [False]
    assert not list(TITLE.problems("A"))


def test_a_text_is_as_long_as_its_column_at_most() -> None:
    assert TITLE.length == 300
    assert not list(TITLE.problems("å" * 300))
    (problem,) = TITLE.problems("å" * 301)
    assert problem.details == {"limit": 300, "count": 301}
    assert not list(Text(Organisation.notes, "Notes").problems("x" * 100_000))


def test_only_prose_has_several_lines() -> None:
    assert Text(Organisation.notes, "Notes").is_multiline
    assert not TITLE.is_multiline
    assert not NAMES.is_multiline


# Emptiness


@pytest.mark.parametrize("code", CODES)
def test_an_empty_text_is_read_as_what_the_column_holds_when_nothing_is_there(code: str) -> None:
    language = Language(code)
    expected: dict[Stored, object] = {
        TITLE: "",
        Text(Organisation.notes, ""): "",
        NAMES: [],
        COUNTRY: "",
        SEVERAL_COUNTRIES: [],
        STATUS: AgreementStatus.IDEA,
        ROLES: [],
        FEE: None,
        POSITION: 0,
        END: None,
        BINDING: False,
        OWNER: None,
    }
    for field, value in expected.items():
        assert field.parse("  ", language) == value, field


# Choices


def test_a_choice_is_read_by_its_key_or_its_words(sv: Language, en: Language) -> None:
    for term in AgreementStatus:
        for language in (sv, en):
            assert STATUS.parse(term.value.upper(), language) is term
            assert STATUS.parse(STATUS.format(term, language), language) is term
    with pytest.raises(Unreadable, match="for-decision"):
        STATUS.parse("nonsense", en)


def test_several_choices_are_stored_as_keys_and_read_as_terms(en: Language) -> None:
    person = Person()
    ROLES.write(person, [PersonRole.PRESS, PersonRole.TEACHER])
    assert [type(one) for one in person.roles] == [str, str]
    assert ROLES.read(person) == [PersonRole.PRESS, PersonRole.TEACHER]
    assert ROLES.plain(person) == ["press", "teacher"]
    assert ROLES.parse("Press, teacher", en) == ROLES.read(person)


def test_a_key_from_elsewhere_is_shown_and_not_lost(en: Language) -> None:
    person = Person(roles=["press", "of a newer kidesk"])
    assert ROLES.text(person, en) == "Press, of a newer kidesk"
    ROLES.write(person, ROLES.read(person))
    assert person.roles == ["press", "of a newer kidesk"]


def test_a_word_that_is_not_in_the_list_is_refused() -> None:
    assert _keys(list(STATUS.problems("nonsense"))) == [False]
    assert _keys(list(STATUS.problems(AgreementStatus.IDEA))) == []
    assert _keys(list(STATUS.problems(None))) == []


# Days


@given(st.dates(dt.date(1000, 1, 1)), st.sampled_from(CODES))
def test_a_day_is_read_as_it_is_shown_and_in_the_usual_forms(day: dt.date, code: str) -> None:
    language = Language(code)
    written = (END.format(day, language), day.isoformat(), f"{day:%Y%m%d}", f"{day:%d.%m.%Y}", f"{day:%d/%m/%Y}")
    assert [END.parse(text, language) for text in written] == [day] * len(written)


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "2026-02-30", "30 feb. 2026", "5 foo 2026", "11/5"])
def test_what_is_no_day_is_refused(en: Language, text: str) -> None:
    with pytest.raises(Unreadable):
        END.parse(text, en)


def test_a_strange_year_is_pointed_out() -> None:
    for year, warnings in ((1799, [True]), (1800, []), (2200, []), (2201, [True])):
        assert _keys(list(END.problems(dt.date(year, 1, 1)))) == warnings


# Numbers


def test_numbers_lie_between_their_limits() -> None:
    for number, problems in ((-1, [False]), (0, []), (10, []), (11, [False]), (None, [])):
        assert _keys(list(POSITION.problems(number))) == problems


def test_whole_numbers_have_no_decimals(sv: Language) -> None:
    assert POSITION.is_whole
    assert not FEE.is_whole
    assert POSITION.parse("7,0", sv) == 7
    with pytest.raises(Unreadable, match="whole"):
        POSITION.parse("7,5", sv)
    assert FEE.parse("7,5", sv) == Decimal("7.5")


def test_a_year_has_no_separators(sv: Language) -> None:
    assert YEAR.format(2026, sv) == "2026"
    assert POSITION.format(2026, sv) == "2\xa0026"


def test_no_more_decimals_are_taken_than_are_kept() -> None:
    assert _keys(list(FEE.problems(Decimal("1.25")))) == []
    assert _keys(list(FEE.problems(Decimal("1.250")))) == []
    assert _keys(list(FEE.problems(Decimal("1.255")))) == [False]


def test_a_number_far_outside_its_limits_is_told_once() -> None:
    assert _keys(list(FEE.problems(Decimal("1e300")))) == [False]


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1e999999999", "a", "٣"])
def test_a_number_that_is_none_is_refused_in_a_sentence(sv: Language, text: str) -> None:
    for field in (POSITION, FEE):
        with pytest.raises(Unreadable):
            field.parse(text, sv)


# Flags, countries and links


def test_yes_and_no_are_read_in_both_languages(sv: Language, en: Language) -> None:
    for language in (sv, en):
        for value in (True, False):
            assert BINDING.parse(BINDING.format(value, language), language) is value
        assert [BINDING.parse(text, language) for text in ("JA", "yes", "x", "1")] == [True] * 4
        assert [BINDING.parse(text, language) for text in ("nej", "No", "0")] == [False] * 3
        with pytest.raises(Unreadable):
            BINDING.parse("perhaps", language)


def test_a_country_is_read_by_code_or_name_of_either_language(sv: Language, en: Language) -> None:
    assert [COUNTRY.parse(text, sv) for text in ("de", "DE", "Tyskland", "germany", "Österrike")] == [
        "DE",
        "DE",
        "DE",
        "DE",
        "AT",
    ]
    assert SEVERAL_COUNTRIES.parse("Norway, Sverige; FI", en) == ["NO", "SE", "FI"]
    with pytest.raises(Unreadable):
        COUNTRY.parse("Atlantis", en)


def test_a_link_is_read_by_number_and_shown_by_name(en: Language) -> None:
    assert OWNER.target is Person
    assert OWNER.parse("12", en) == 12
    for text in ("Anna", "-1", "9" * 30):
        with pytest.raises(Unreadable):
            OWNER.parse(text, en)
    assert OWNER.text(Agreement(owner=Person(given_name="Anna", family_name="Ek")), en) == "Anna Ek"
    assert OWNER.text(Agreement(), en) == ""


# Parts and derived values


def test_parts_are_a_line_each_without_flags(en: Language) -> None:
    field = Parts(
        Agreement.conditions,
        "Conditions",
        (
            Text(Condition.language, "Language"),
            Flag(Condition.is_blended, "Blended"),
            Number(Condition.duration, "Duration"),
        ),
    )
    agreement = Agreement(conditions=[Condition(language="de", duration=5, is_blended=True), Condition(language="en")])
    assert field.part is Condition
    assert field.text(agreement, en) == "de · 5; en"
    assert field.plain(agreement)[1] == {"id": None, "language": "en", "is_blended": False, "duration": None}


def test_derived_values_speak_like_stored_ones(sv: Language) -> None:
    organisation = Organisation(id=3, name_sv="Lund")
    agreement = Agreement(end_on=dt.date(2026, 11, 5), parties=[Party(organisation=organisation)])
    end = Derived("x", "X", lambda row: row.end_on)
    who = Derived("x", "X", lambda row: [party.organisation for party in row.parties])
    status = Derived("x", "X", lambda row: row.status)
    assert [field.text(agreement, sv) for field in (end, who)] == ["5 nov. 2026", "Lund"]
    assert [field.plain(agreement) for field in (end, who, status)] == ["2026-11-05", [3], "idea"]
    assert end.order(sv) is None


# What the column says


def test_required_is_what_the_column_has_no_value_for() -> None:
    fields: dict[Stored, bool] = {
        TITLE: True,
        NAMES: False,
        STATUS: False,
        FEE: False,
        Day(Interaction.on, ""): True,
        Link(Membership.organisation_id, Membership.organisation, ""): True,
        Number(IndicatorValue.value, ""): True,
        END: False,
    }
    assert {field: field.is_required for field in fields} == fields


def test_the_same_value_is_not_written_again(monkeypatch: pytest.MonkeyPatch) -> None:
    agreement = Agreement(end_on=dt.date(2026, 1, 1))
    monkeypatch.setattr(Agreement, "__setattr__", lambda *_: pytest.fail("written"))
    END.write(agreement, dt.date(2026, 1, 1))
    STATUS.write(agreement, AgreementStatus.IDEA)
