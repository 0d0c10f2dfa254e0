"""What tests of operations share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kidesk.operations.contacts_report import ContactsReport
from kidesk.operations.import_contacts import import_contacts
from kidesk.operations.import_options import ImportOptions
from kidesk.store.store import Store
from tests.operations.importing import Take


@pytest.fixture
def take(store: Store, tmp_path: Path) -> Take:
    """Imports a table of contacts that is given as text."""

    def run(text: str, *, name: str = "kontakter.csv", dry_run: bool = False, **options: Any) -> ContactsReport:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return import_contacts(store, file, ImportOptions(**options), dry_run=dry_run)

    return run
