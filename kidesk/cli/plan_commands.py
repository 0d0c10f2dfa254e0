"""What the command line understands about quarters, units and what they are asked."""

from __future__ import annotations

from pathlib import Path

from kidesk.cli.options import Command, with_json
from kidesk.i18n import CODES, N_, Language


def add(command: Command, language: Language) -> None:
    """Adds the commands."""
    _add_quarter_commands(command, language)
    _add_unit_commands(command, language)
    _add_owner_commands(command, language)


def _add_quarter_commands(command: Command, language: Language) -> None:
    said = language.text
    quarter = said(N_("the quarter, such as 2024-Q4"))
    sealing = command("seal", said(N_("seal a quarter, so that what is said of it stays as it is")))
    sealing.add_argument("--quarter", metavar="2024-Q4", required=True, help=quarter)
    opening = command("reopen", said(N_("open a sealed quarter again, with a reason that is kept")))
    opening.add_argument("--quarter", metavar="2024-Q4", required=True, help=quarter)
    opening.add_argument("--reason", metavar="TEXT", required=True, help=said(N_("why")))
    comparing = command("compare", said(N_("compare two quarters of a plan")))
    comparing.add_argument("--from", dest="first", metavar="2024-Q3", required=True, help=quarter)
    comparing.add_argument("--to", dest="last", metavar="2024-Q4", required=True, help=quarter)
    comparing.add_argument("--id", type=int, metavar="N", help=said(N_("the plan; without it the first action plan")))
    with_json(comparing, language)


def _add_unit_commands(command: Command, language: Language) -> None:
    said = language.text
    unit = command("unit", said(N_("rename, merge, split or close a unit from a day on")))
    acts = ("rename", "merge", "split", "close")
    unit.add_argument("act", choices=acts, metavar="ACT", help=", ".join(acts))
    unit.add_argument("--id", type=int, metavar="N", required=True, help=said(N_("the unit’s number")))
    named = said(N_("a new name in Swedish, in English and for short; once for each new unit"))
    unit.add_argument("--name", dest="names", action="append", metavar="SV|EN|ABBR", help=named)
    unit.add_argument("--into", type=int, metavar="N", help=said(N_("the unit that it goes up in")))
    unit.add_argument("--on", metavar="2026-11-05", help=said(N_("from what day; today if nothing is said")))
    with_json(unit, language)
    roles = command("roles", said(N_("list what closed units still stand in, or hand it to another unit")))
    roles.add_argument("--id", type=int, metavar="N", help=said(N_("the closed unit’s number")))
    roles.add_argument("--to", type=int, metavar="N", help=said(N_("the unit that takes over")))
    with_json(roles, language)


def _add_owner_commands(command: Command, language: Language) -> None:
    said = language.text
    quarter = said(N_("the quarter, such as 2024-Q4"))
    asking = command("ask", said(N_("ask units how their own activities stand: a form and an e-mail text for each")))
    asking.add_argument("--quarter", metavar="2024-Q4", required=True, help=quarter)
    unit = said(N_("the unit’s number, several times for several; without it all that have not answered"))
    asking.add_argument("--unit", type=int, action="append", metavar="N", help=unit)
    asking.add_argument("--output", type=Path, metavar="DIR", required=True, help=said(N_("the folder for the forms")))
    asking.add_argument("--due", metavar="2026-12-10", help=said(N_("the day by which an answer is wanted")))
    asking.add_argument("--replace", action="store_true", help=said(N_("replace forms that stand there already")))
    asking.add_argument("--language", dest="form_language", choices=CODES, help=said(N_("the language of the forms")))
    owing = command("owed", said(N_("tell which units owe answers in a quarter")))
    owing.add_argument("--quarter", metavar="2024-Q4", required=True, help=quarter)
    with_json(owing, language)
    reading = command("answers", said(N_("take the answers of a form that came back")))
    reading.add_argument("file", type=Path, metavar="FILE.xlsx")
    wanted = said(N_("refuse a form about another quarter than this"))
    reading.add_argument("--quarter", metavar="2024-Q4", help=wanted)
    reading.add_argument("--dry-run", action="store_true", help=said(N_("only say what would happen")))
    taken = said(N_("new: only where nobody else has changed anything since; all: also where both have"))
    reading.add_argument("--accept", choices=("new", "all"), default="new", help=taken)
    with_json(reading, language)
