"""Arguments that many commands share."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from kidesk.i18n import N_, Language
from kidesk.records import BY_KEY

# Adds a command by its name and explanation.
Command = Callable[[str, str], argparse.ArgumentParser]


def with_records(parser: argparse.ArgumentParser, language: Language) -> argparse.ArgumentParser:
    """Wants the kind of records."""
    parser.add_argument("records", choices=tuple(BY_KEY), metavar="RECORDS", help=", ".join(BY_KEY))
    return parser


def with_id(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Wants a record's number."""
    parser.add_argument("id", type=int, metavar="ID")
    return parser


def with_values(parser: argparse.ArgumentParser, language: Language) -> argparse.ArgumentParser:
    """Wants fields with their values."""
    explained = language.text(N_("a field and its value; without a value the field is emptied, rows are a JSON list"))
    parser.add_argument("values", nargs="+", metavar="FIELD=VALUE", help=explained)
    return parser


def with_json(parser: argparse.ArgumentParser, language: Language) -> None:
    """Offers the answer in JSON."""
    parser.add_argument("--json", action="store_true", help=language.text(N_("answer in JSON")))
