"""Whatever a person has goes out as a table or a card, comes in elsewhere equal, and changes nothing here."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from kidesk.i18n import CODES, Language
from kidesk.operations.export_contacts import export_vcards
from kidesk.operations.export_table import export_table
from kidesk.operations.import_contacts import import_contacts
from kidesk.records import PERSONS
from kidesk.records.fields import Parts
from kidesk.records.person import Person
from kidesk.records.person_terms import (
    ChannelKind,
    ConsentChannel,
    LegalBasis,
    PersonRole,
    PhoneKind,
    RetentionClass,
    WrittenLanguage,
)
from kidesk.store.store import Listing, Store
from kidesk.store.workspace import Workspace
from tests import factory

SV = Language("sv")
# What a card does not carry, since it goes to other people's address books.
_NOT_ON_CARDS = {"source", "source_date", "legal_basis", "purpose", "consents", "verified_on", "retention_class"}
_NOT_ON_CARDS |= {"keep_until", "keep_because", "external_ids", "owner_id"}

_words = some.sampled_from(
    ["Åsa", "O’Brien", "A; B", "C, D", "back\\slash", "=1+1", "+46", "'+46", 'says "so"', "東京", "x:y"]
)
_prose = some.sampled_from(["", "Rad ett\n\nRad två", "a;b\\n", "=SUM(A1)", "'-x"])
_days = some.dates(dt.date(1990, 1, 1), dt.date(2040, 1, 1))
_flags = some.booleans()
_lists = some.lists(some.sampled_from(["WHO", "A, B", "tb–hiv", "Ö"]), unique=True, max_size=3)


def _parts(least: int = 0, **values: Any) -> Any:
    return some.lists(some.fixed_dictionaries(values), min_size=least, max_size=3)


_persons = some.fixed_dictionaries(
    {
        "given_name": _words,
        "family_name": _words,
        "prefix": some.sampled_from(["", "Prof."]),
        "suffix": some.sampled_from(["", "PhD"]),
        "preferred_language": some.sampled_from(list(WrittenLanguage)),
        "emails": _parts(kind=some.sampled_from(list(ChannelKind)), has_opted_out=_flags),
        "phones": _parts(kind=some.sampled_from(list(PhoneKind)), has_opted_out=_flags),
        "addresses": _parts(
            street=_words,
            city=some.sampled_from(["Solna", "A; B"]),
            postal_code=some.just("171 77"),
            country=some.sampled_from(["", "SE", "TZ"]),
            kind=some.sampled_from(list(ChannelKind)),
            has_opted_out=_flags,
        ),
        "affiliations": _parts(title_sv=_prose.map(lambda text: " ".join(text.split())), start_on=_days),
        "consents": _parts(
            purpose=_words, channel=some.sampled_from(list(ConsentChannel)), given_on=_days, evidence=_words
        ),
        "tags": _lists,
        "external_ids": _lists,
        "roles": some.lists(some.sampled_from([role.value for role in PersonRole]), unique=True),
        "expertise": _prose,
        "notes": _prose,
        "legal_basis": some.sampled_from(list(LegalBasis)),
        "purpose": _prose,
        "source": _words,
        "source_date": _days,
        "verified_on": _days,
        "retention_class": some.sampled_from(list(RetentionClass)),
        "keep_until": _days,
        "keep_because": _words,
        "website": some.sampled_from(["", "https://example.org/a?b=c;d"]),
        "orcid": some.sampled_from(["", "0000-0002-1825-0097"]),
    }
)


def _made(store: Store, values: dict[str, Any]) -> None:
    """The person, with addresses, numbers and organisations of which no two are the same, and the coordinator."""
    origin = {"source": "Mässa", "source_date": dt.date(2026, 3, 2)}
    coordinator = factory.person(store, given_name="Ida", family_name="Holm", emails=[], **origin)
    values = values | {"owner_id": coordinator.id}
    values["emails"] = [one | {"address": f"p{place}@example.org"} for place, one in enumerate(values["emails"])]
    values["phones"] = [one | {"number": f"+46 8 524 800 0{place}"} for place, one in enumerate(values["phones"])]
    values["addresses"] = [one | {"region": f"Region {place}"} for place, one in enumerate(values["addresses"])]
    consents = enumerate(values["consents"])
    values["consents"] = [one | {"purpose": f"{one['purpose']} {place}"} for place, one in consents]
    for place, one in enumerate(values["affiliations"]):
        named = {"name_sv": "", "name_en": f"Place; {place}"}
        one["organisation_id"] = factory.organisation(store, **named).id
    factory.person(store, **values)


def _said(store: Store, without: set[str]) -> list[dict[str, Any]]:
    """What is said of everybody, by name, as people read it; parts in whatever order they came."""
    found = []
    for person in store.all(Person):
        told: dict[str, Any] = {}
        for field in PERSONS.fields:
            if isinstance(field, Parts) and field.key not in without:
                texts = ([one.text(part, SV) for one in field.fields] for part in field.read(person))
                told[field.key] = sorted(texts)
            elif field.key not in without:
                told[field.key] = field.text(person, SV)
        found.append(told)
    return sorted(found, key=lambda told: str(told["name"]))


@contextmanager
def _workspaces(template: Path) -> Iterator[tuple[Store, Store, Path]]:
    """Two empty workspaces and a folder beside them."""
    with tempfile.TemporaryDirectory() as folder:
        here, there = (shutil.copytree(template, Path(folder, name)) for name in ("here", "there"))
        with closing(Workspace.open(here, "Test")) as one, closing(Workspace.open(there, "Test")) as other:
            yield one.store, other.store, Path(folder)


@pytest.mark.parametrize("ending", ["csv", "xlsx", "vcf"])
@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(values=_persons, code=some.sampled_from(CODES))
def test_what_went_out_comes_in_equal_and_changes_nothing_here(
    template: Path, ending: str, values: dict[str, Any], code: str
) -> None:
    with _workspaces(template) as (here, there, folder):
        _made(here, values)
        file = folder / f"people.{ending}"
        export = export_vcards if ending == "vcf" else export_table
        export(here, Listing(PERSONS), language=Language(code), output=file)
        again = import_contacts(here, file)
        assert [change.said(SV) for one in again.outcomes for change in one.changes] == []
        assert (again.created, again.updated, again.unchanged, again.refused) == (0, 0, 2, [])
        assert import_contacts(there, file).refused == []
        without = _NOT_ON_CARDS if ending == "vcf" else set()
        assert _said(there, without) == _said(here, without)
