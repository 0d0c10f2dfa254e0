"""The filter by tag: a value is any tag, and which tags there are only the store can say."""

from __future__ import annotations

import json

from sqlalchemy import ColumnElement, String, and_, func
from sqlalchemy.orm import InstrumentedAttribute

from kidesk.i18n import N_
from kidesk.records.field import Unreadable
from kidesk.records.filter import Filter


class ByTag(Filter):
    """By a tag in a column that lists them; of records that `may_say` does not hold for, no list may tell."""

    def __init__(
        self, attribute: InstrumentedAttribute[list[str]], label: str, may_say: ColumnElement[bool] | None = None
    ) -> None:
        def has(tag: str) -> ColumnElement[bool]:
            # As `StringList` stores it; quotation marks keep a tag from being found within another one.
            stored = func.instr(attribute.expression.cast(String), json.dumps(tag, ensure_ascii=False)) > 0
            return stored if may_say is None else and_(stored, may_say)

        super().__init__("tag", label, has)
        self.attribute = attribute
        self.may_say = may_say

    def value(self, text: str) -> str:
        if not text.strip():
            raise Unreadable(N_("A tag has at least one sign. Write one, or take the filter away."))
        return text.strip()
