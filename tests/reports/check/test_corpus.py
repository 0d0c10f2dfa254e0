"""The checker against veraPDF's own corpus for PDF/UA-1: no false alarm, and as many faults found as ever before.

The corpus (CC BY 4.0, github.com/veraPDF/veraPDF-corpus) is not part of kidesk. Where its archive does not lie beside
the project, these tests are skipped.
"""

from __future__ import annotations

import re
import tarfile
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from kidesk.reports.check import UA, check

PLACE = Path(__file__).resolve().parents[4] / "shared" / "data" / "pdfua-1-corpus.tar.xz"
GUIDE = Path(__file__).resolve().parents[3] / "docs" / "checking-pdf.md"
PASSING, FAILING = 141, 155
CAUGHT, BY_THEIR_RULE = 154, 148  # may only grow

pytestmark = pytest.mark.skipif(not PLACE.exists(), reason="veraPDF’s corpus is not on this machine")


@dataclass(frozen=True)
class Sample:
    """One file of the corpus: the rule it is about, whether it keeps it, and the clauses that were told of."""

    name: str
    rule: str
    is_good: bool
    told: frozenset[str]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[Sample]:
    """Every file of the corpus, checked."""
    folder = tmp_path_factory.mktemp("corpus")
    with tarfile.open(PLACE) as archive:
        # File by file: safe unpacking of the whole came with Python 3.11.4, and Debian 12 has 3.11.2.
        for member in filter(tarfile.TarInfo.isfile, archive):
            content = archive.extractfile(member)
            assert content is not None
            (folder / Path(member.name).name).write_bytes(content.read())
    return [_checked(file) for file in sorted(folder.rglob("*.pdf"))]


def _checked(file: Path) -> Sample:
    named = re.fullmatch(r"([\d.-]+)-t(\d+)-(pass|fail)-\w\.pdf", file.name)
    assert named, file
    rule = f"{named[1].replace('-', '.')}-{int(named[2])}"
    told = frozenset(finding.clause for finding in check(file).of(UA))
    return Sample(file.name, rule, named[3] == "pass", told)


def test_no_file_that_keeps_the_rules_is_blamed(samples: list[Sample]) -> None:
    good = [sample for sample in samples if sample.is_good]
    assert len(good) == PASSING
    assert [(sample.name, sample.told) for sample in good if sample.told] == []


def test_no_fewer_faults_are_found_than_before(samples: list[Sample]) -> None:
    bad = [sample for sample in samples if not sample.is_good]
    assert len(bad) == FAILING
    assert sum(bool(sample.told) for sample in bad) >= CAUGHT
    assert sum(sample.rule in sample.told for sample in bad) >= BY_THEIR_RULE


def table(samples: list[Sample]) -> str:
    """The measurement rule by rule, as it stands in the guide."""
    rules: Mapping[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        rules[sample.rule].append(sample)
    lines = ["| Rule | Good files | Blamed | Faulty files | Found | By this rule |", "|---|---:|---:|---:|---:|---:|"]
    for rule in sorted(rules, key=lambda rule: [int(part) for part in re.findall(r"\d+", rule)]):
        lines.append(_row(rule, rules[rule]))
    return "\n".join([*lines, _row("all", samples)])


def _row(rule: str, samples: list[Sample]) -> str:
    good = [sample for sample in samples if sample.is_good]
    bad = [sample for sample in samples if not sample.is_good]
    counts = [len(good), sum(bool(one.told) for one in good), len(bad), sum(bool(one.told) for one in bad)]
    counts.append(sum(one.rule in one.told for one in bad))
    return f"| {rule} | " + " | ".join(str(count) for count in counts) + " |"


def test_the_guide_shows_the_measurement(samples: list[Sample]) -> None:
    assert table(samples) in GUIDE.read_text("utf-8")
