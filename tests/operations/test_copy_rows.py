"""Rows for the clipboard: cells that stay cells, nothing that a spreadsheet would run, nothing of who is protected."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from kidesk.exchange.formulas import is_formula
from kidesk.i18n import Language
from kidesk.operations.copy_rows import copy_rows
from kidesk.records import ORGANISATIONS, PERSONS
from kidesk.records.field import Field
from kidesk.store.store import Store
from tests import factory

SV = Language("sv")


def fields(*keys: str) -> list[Field]:
    """Fields of persons."""
    return [PERSONS.field(key) for key in keys]


def test_rows_have_the_headings_and_order_of_the_list(store: Store) -> None:
    first = factory.person(store, given_name="Åsa", family_name="Ek", source="Mässa\ti\nLund")
    second = factory.person(store, given_name="<b>Bo</b>", family_name="Al", source="=1+1")
    copied = copy_rows(store, PERSONS, [second.id, first.id], fields("name", "source"), language=SV)
    assert copied.count == 2
    assert copied.text == "Namn\tKälla\nAl, <b>Bo</b>\t'=1+1\nEk, Åsa\tMässa i Lund\n"
    assert "<td>Al, &lt;b&gt;Bo&lt;/b&gt;</td>" in copied.html
    assert copied.html.count("<tr>") == 3


def test_of_who_is_protected_there_is_only_what_every_list_shows(store: Store) -> None:
    person = factory.person(
        store, given_name="Hemlig", family_name="Person", expertise="Kirurgi", has_protected_identity=True
    )
    shown = [field for field in PERSONS.fields if field.key != "files"]
    copied = copy_rows(store, PERSONS, [person.id], shown, language=SV)
    for word in ("Hemlig", "Person\t", "Kirurgi", "example.org"):
        assert word not in copied.text.split("\n", 1)[1]
        assert word not in copied.html.split("</tr>", 1)[1]
    assert "Skyddade personuppgifter" in copied.text


@given(st.text(max_size=40), st.text(alphabet="=+-@\t\r\n\v\f\x85\u2028 '\"ab", max_size=12))
def test_a_cell_stays_one_cell_and_no_formula(shared_store: Store, one: str, other: str) -> None:
    language = SV
    row = factory.organisation(shared_store, name_sv="x")
    cells = {"region": one, "city": other}
    with shared_store.engine.begin() as connection:
        values = {key: value.encode("utf-8", "ignore").decode() for key, value in cells.items()}
        connection.exec_driver_sql(
            "UPDATE organisation SET region = ?, city = ? WHERE id = ?", (values["region"], values["city"], row.id)
        )
    wanted = [ORGANISATIONS.field(key) for key in ("name", "region", "city")]
    text = copy_rows(shared_store, ORGANISATIONS, [row.id], wanted, language=language).text
    assert len(text.splitlines()) == 2
    read = list(csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [len(line) for line in read] == [3, 3]
    assert not any(is_formula(cell) for cell in read[1])
