"""The verb on bilingual parity, for the command line: translations."""

from __future__ import annotations

import argparse

from kidesk.cli import printing
from kidesk.i18n import N_, Language
from kidesk.operations.outdated_translations import Outdated, outdated_translations
from kidesk.store.store import Store


def list_outdated(store: Store, given: argparse.Namespace, language: Language) -> None:
    """Lists the texts whose Swedish has been changed since they were translated."""
    found = outdated_translations(store)
    if given.json:
        printing.as_json([_plain(one, language) for one in found])
    elif not found:
        print(language.text(N_("No text has been changed since it was translated.")))
    else:
        header = (N_("Record"), N_("Text"), N_("Swedish"), N_("English"))
        printing.table(["id", *map(language.text, header)], (_row(one, language) for one in found))


def _row(one: Outdated, language: Language) -> list[str]:
    return [
        f"{one.type.key} {one.number}",
        one.caption(language.code),
        one.text.what(language),
        one.text.sv,
        one.text.en,
    ]


def _plain(one: Outdated, language: Language) -> dict[str, object]:
    return {
        "records": one.type.key,
        "id": one.number,
        "record": one.caption(language.code),
        "text": one.text.what(language),
        "sv": one.text.sv,
        "en": one.text.en,
    }
