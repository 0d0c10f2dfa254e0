"""The commands that print about people and places: the directory, briefs, and the register of processing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from kidesk.gui.actions import Command
from kidesk.gui.dialogs.few_fields import FewFieldsDialog
from kidesk.gui.pages.partner import PartnerPage
from kidesk.gui.record_page import RecordPage
from kidesk.i18n import N_
from kidesk.operations.country_brief import place_called
from kidesk.operations.print_orders import BRIEF, DIRECTORY, PROCESSING, About
from kidesk.records import ORGANISATIONS
from kidesk.records.code_tables import COUNTRIES
from kidesk.records.fields import Coded, Text
from kidesk.records.organisation import Organisation

if TYPE_CHECKING:
    from kidesk.gui.main_window import MainWindow


def in_file(window: MainWindow) -> list[Command]:
    """Those of the File menu."""
    overall = window.printing.overall
    return [
        Command("brief", "file", N_("Country brief…"), "map-pin", None, partial(_ask_place, window)),
        Command("partner-brief", "file", N_("Partner brief…"), "building-2", None, partial(_of_partner, window)),
        Command("directory", "file", N_("Ambassador directory…"), "award", None, partial(overall, DIRECTORY)),
        Command(
            "processing",
            "file",
            N_("Register of processing activities…"),
            "shield-check",
            None,
            partial(overall, PROCESSING),
        ),
    ]


def _ask_place(window: MainWindow) -> None:
    """Asks for a country and a city in it, and shows the brief."""
    explained = N_("What there is with the country is gathered: agreements, people, meetings, ambassadors and risks.")
    fields = (
        (
            Coded(Organisation.country, COUNTRIES, N_("Country")),
            Text(Organisation.city, N_("City"), N_("Left empty, the brief is about the whole country.")),
        ),
    )

    def keep(values: dict[str, Any]) -> About:
        place = place_called(values["country"] or "", values["city"], None)
        return About(country=place.country, city=place.city)

    dialog = FewFieldsDialog(
        window.desk, N_("Country brief"), explained, fields, keep, N_("Show the brief"), window, needed=("country",)
    )
    dialog.saved.connect(partial(window.printing.overall, BRIEF))
    dialog.open()


def _of_partner(window: MainWindow) -> None:
    page = window.stack.currentWidget()
    number = page.number if isinstance(page, PartnerPage) else None
    if isinstance(page, RecordPage) and page.type is ORGANISATIONS:
        number = page.current()
    if number is not None:
        window.printing.partner_brief(number)
    else:
        window.toast.say(window.desk.text(N_("Select an organisation first.")))
