"""What a file that is to be imported holds, told by its content: contacts, organisations, values or agreements."""

from __future__ import annotations

import re
from pathlib import Path

from kidesk.exchange import source, tables, vcards
from kidesk.i18n import N_
from kidesk.operations import import_mappings
from kidesk.operations.contact_columns import holds_contacts, is_heading
from kidesk.operations.mapped_table import also_of
from kidesk.operations.values_table import has_values
from kidesk.records.indicator import Indicator
from kidesk.records.person_type import PERSONS
from kidesk.records.term import Term
from kidesk.store.store import Store

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_LOOKED_AT = 50  # rows of a column
_MOST = 0.5  # of a column's filled cells that make it one of e-mail addresses


class FileKind(Term):
    """What each row of a table is about; agreements come as XML."""

    CONTACTS = "contacts", N_("Contacts")
    ORGANISATIONS = "organisations", N_("Organisations")
    VALUES = "values", N_("Values of indicators")
    AGREEMENTS = "agreements", N_("Agreements")


TABLES = (FileKind.CONTACTS, FileKind.ORGANISATIONS, FileKind.VALUES)


def kind_of(store: Store, file: Path) -> FileKind:
    """What a file holds. A table without a sign of anything else is one of organisations.

    Raises KideskError where the file cannot be read.
    """
    if vcards.is_vcard(file):
        return FileKind.CONTACTS
    if source.is_xml(file):
        return FileKind.AGREEMENTS
    table = tables.read(file, is_heading=also_of(import_mappings.mappings_of(store, PERSONS), is_heading))
    if holds_contacts(table.columns):  # before values: people may have a column of months as well
        return FileKind.CONTACTS
    if has_values(tables.read(file) if table.above or table.left else table, store.all(Indicator)):
        return FileKind.VALUES  # whose headings stand in the first row
    return FileKind.CONTACTS if table.seems_headless or _has_addresses(table) else FileKind.ORGANISATIONS


def _has_addresses(table: tables.Table) -> bool:
    """Whether a column holds e-mail addresses, whatever it is called."""
    for column in table.columns:
        filled = [cell for line in table.lines[:_LOOKED_AT] if (cell := line.cells.get(column))]
        if filled and sum(_EMAIL.fullmatch(cell) is not None for cell in filled) > len(filled) * _MOST:
            return True
    return False
