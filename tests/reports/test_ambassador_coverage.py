"""The coverage report: figures, gaps as bars, and countries under their region groups."""

from __future__ import annotations

import datetime as dt

import pytest

from kidesk.i18n import CODES, Language
from kidesk.records.ambassador import Engagement, EngagementMode
from kidesk.records.coverage import Country, Coverage
from kidesk.records.engagement_sums import sums
from kidesk.reports import ambassador_coverage as report
from kidesk.reports import engagements
from kidesk.reports.content import Chart, Document, Group, Note, Table
from kidesk.reports.leaning import Leaning
from tests.conftest import DAY
from tests.reports import sample

EN, SV = Language("en"), Language("sv")
COUNTRIES = (
    Country("JP", "Asia", 3, 0),
    Country("NO", "Europe", 2, 1),
    Country("KE", "Africa", 0, 2),
    Country("AT", "Europe", 1, 0),
)
each_language = pytest.mark.parametrize("language", [SV, EN], ids=CODES)


def made(coverage: Coverage, language: Language = EN) -> Document:
    return report.document(coverage, sample.head(), language)


def table(document: Document) -> Table:
    (found,) = [block for block in document.blocks if isinstance(block, Table)]
    return found


def names(document: Document) -> list[str]:
    return [one.text if isinstance(one, Group) else str(one[0]) for one in table(document).rows]  # type: ignore[misc]


def test_countries_stand_under_their_region_group(en: Language) -> None:
    found = names(made(Coverage(DAY, COUNTRIES), en))
    assert found == ["Africa", "Kenya", "Asia", "Japan", "Europe", "Austria", "Norway"]


def test_without_region_groups_the_largest_gap_comes_first() -> None:
    bare = tuple(Country(one.code, "", one.agreements, one.ambassadors) for one in COUNTRIES)
    assert names(made(Coverage(DAY, bare))) == ["Japan", "Austria", "Kenya", "Norway"]


def test_gaps_lean_to_the_side_that_a_country_has() -> None:
    gaps = report.picture(Coverage(DAY, COUNTRIES), EN)
    assert gaps is not None
    assert gaps.rows == (Leaning("Japan", -3), Leaning("Austria", -1), Leaning("Kenya", 2))
    assert (gaps.left, gaps.right) == ("Agreements but no ambassador", "Ambassador but no agreement")


def test_gaps_that_have_no_room_in_the_picture_are_counted() -> None:
    codes = ("AT", "BE", "BR", "CA", "CH", "CL", "CN", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HU", "IE")
    many = Coverage(DAY, tuple(Country(code, "", 1, 0) for code in (*codes, "IN", "IT", "JP", "KE")))
    gaps = report.picture(many, EN)
    assert gaps is not None
    assert len(gaps.rows) == report.MOST_BARS
    assert report.left_out(many, EN) == "2 more countries with gaps are only in the table."


@each_language
def test_the_gaps_are_also_said_in_words(language: Language) -> None:
    (chart,) = [block for block in made(Coverage(DAY, COUNTRIES), language).blocks if isinstance(block, Chart)]
    said = {"en": "Japan: 3 agreements but no ambassador.", "sv": "Japan: 3 avtal men ingen ambassadör."}
    assert said[language.code] in chart.summary


def test_what_is_counted_nowhere_is_said() -> None:
    nowhere = Coverage(DAY, (), agreements_nowhere=1, ambassadors_nowhere=2, protected=1)
    document = made(nowhere)
    assert len([block for block in document.blocks if isinstance(block, Note)]) == 3
    assert table(document).empty == "No country has agreements or ambassadors."


@each_language
def test_every_word_is_translated(language: Language) -> None:
    document = report.document(Coverage(DAY, COUNTRIES, 1, 1, 1), sample.head(), sample.marked(language.code))
    known = ["Åbo universitet", "Asia", "Europe", "Africa", *(language.country(one.code) for one in COUNTRIES)]
    assert sample.untranslated(document, known) == []


# Engagements


def test_the_modes_of_a_year_stand_beneath_the_sum_that_they_add_up_to() -> None:
    modes = EngagementMode
    done = [
        Engagement(on=dt.date(2026, 2, 1), mode=modes.EXPERIENCE, hours=3),
        Engagement(on=dt.date(2026, 3, 1), mode=modes.COMMUNICATION, hours=2),
        Engagement(on=dt.date(2026, 3, 2), mode=modes.COMMUNICATION, hours=None),
        Engagement(on=dt.date(2025, 3, 2), mode=modes.PHILANTHROPY, hours=None),
    ]
    found = [tuple(line) for line in engagements.lines(sums(done, DAY), EN)]
    assert found == [
        ("2026", "3", "5", "1", True),
        ("Experience", "1", "3", "", False),
        ("Communication", "2", "2", "1", False),
        ("2025", "1", "", "1", True),
        ("Philanthropy", "1", "", "1", False),
        ("In all", "4", "5", "2", True),
        ("Philanthropy", "1", "", "1", False),
        ("Experience", "1", "3", "", False),
        ("Communication", "2", "2", "1", False),
    ]


def test_a_mode_without_stated_hours_has_no_column_and_no_zero() -> None:
    done = [Engagement(on=DAY, mode=EngagementMode.PHILANTHROPY, hours=None)]
    assert engagements.columns(sums(done, DAY), EN) is None
    done.append(Engagement(on=DAY, mode=EngagementMode.EXPERIENCE, hours=4))
    spec = engagements.columns(sums(done, DAY), EN)
    assert spec is not None
    assert [(one.name, one.values) for one in spec.series] == [("Experience", (4,))]
