"""Codes of live sentences: in all of the register a code is of one sentence, so that prose can name it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from kidesk.records.field import Problem
from kidesk.records.indicator import SAME_CODE, Indicator, IndicatorSentence
from kidesk.records.record import Record


def taken_codes(session: Session, row: Record) -> Iterator[Problem]:
    """What is wrong with a series whose sentences have codes of another series' sentences."""
    if not isinstance(row, Indicator):
        return
    codes = {sentence.code for sentence in row.sentences if sentence.code}
    wanted = select(IndicatorSentence.code).where(
        IndicatorSentence.code.in_(codes), IndicatorSentence.indicator_id.is_not(row.id)
    )
    taken = set(session.scalars(wanted))
    for number, sentence in enumerate(row.sentences, start=1):
        if sentence.code in taken:
            yield Problem("sentences", SAME_CODE, {"row": number, "code": sentence.code})
