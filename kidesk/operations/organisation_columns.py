"""Which column of a table of organisations means what, as a window shows it and lets it be changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kidesk.i18n import N_
from kidesk.operations.contact_columns import Meaning
from kidesk.operations.contacts_report import ReadColumn
from kidesk.operations.import_organisations import mapped
from kidesk.operations.organisation_links import LINKS, NUMBER, number_of
from kidesk.records.field import Stored
from kidesk.records.fields import Link
from kidesk.records.organisation import ORGANISATIONS

_BESIDE = (Meaning("name", N_("Name")), Meaning("code", N_("Country code")))
MEANINGS = (
    *_BESIDE,
    *(
        Meaning(one.key, one.label)
        for one in ORGANISATIONS.fields
        if isinstance(one, Stored) and not isinstance(one, Link)
    ),
    *(Meaning(key, link.label) for key, link in LINKS.items()),
    Meaning(NUMBER, N_("Number in kidesk")),
    *(Meaning(number_of(key), N_("Number in kidesk"), link.label) for key, link in LINKS.items()),
)
_BY_KEY = {one.key: one for one in MEANINGS}


def meaning_of(key: str) -> Meaning | None:
    """What a key means; None for no such key."""
    return _BY_KEY.get(key)


def read_columns(headings: Sequence[str], mapping: Mapping[str, str]) -> tuple[ReadColumn, ...]:
    """What each column means; what `mapping` says of a heading goes before what the heading itself says.

    Raises UsageError where the mapping names a heading that is not there or a meaning that kidesk does not have.
    """
    found = mapped(headings, mapping)
    return tuple(ReadColumn(heading, found.get(heading, "")) for heading in headings)
