"""Candidates: the few records that one which is being typed is compared with, found by the indexes of the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from kidesk.i18n import fold
from kidesk.records.name_forms import forms, plain
from kidesk.records.organisation import Organisation
from kidesk.records.organisation_likeness import OrganisationTraits, is_kind
from kidesk.records.person import Person, PersonEmail, PersonPhone
from kidesk.records.person_likeness import PersonTraits
from kidesk.store import search

# Names that sound alike may begin with other letters.
_FIRST_LETTERS = {"c": "ck", "k": "ckq", "q": "kq", "v": "vw", "w": "vw", "s": "sz", "z": "sz", "p": "pf", "f": "fp"}
_FIRST_LETTERS |= {"i": "iy", "y": "iy"}
_WRITTEN_OUT = (("a", "aa"), ("a", "ae"), ("o", "oe"), ("u", "ue"))
_LAST_DIGITS = 6  # of a phone number: area codes and signs stand before them
_SIGNS = " -()./\u00a0\u2011"


def persons(session: Session, typed: PersonTraits) -> set[int]:
    """The ids of the persons that may be alike enough."""
    found: set[int] = set()
    if typed.emails:
        found |= set(session.scalars(_owners(PersonEmail.person_id, func.lower(PersonEmail.address).in_(typed.emails))))
    if typed.phones:
        digits = _without_signs(PersonPhone.number)
        ends = [digits.endswith(number[-_LAST_DIGITS:]) for number in typed.phones]
        found |= set(session.scalars(_owners(PersonPhone.person_id, or_(*ends))))
    told = [Person.orcid.endswith(typed.orcid[-4:])] if typed.orcid else []
    told += [func.lower(Person.linkedin).contains(typed.linkedin, autoescape=True)] if typed.linkedin else []
    told += [_lists(Person.external_ids, one) for one in typed.external_ids]
    if told:
        found |= set(session.scalars(select(Person.id).where(or_(*told))))
    groups = list(_person_groups(typed))
    if groups:
        found |= set(session.scalars(search.beginning(Person, groups, in_name=True)))
    return found


def _person_groups(typed: PersonTraits) -> Iterator[set[str]]:
    """The beginnings of family and given names; a name of one kind alone is known by more of its letters."""
    if typed.given and typed.family:
        yield _beginnings(typed.family, 2)
        yield _beginnings(typed.given, 1)
    elif typed.name:
        yield _beginnings(typed.name, 4)


def organisations(session: Session, typed: OrganisationTraits) -> set[int]:
    """The ids of the organisations that may be alike enough."""
    found: set[int] = set()
    told: list[ColumnElement[bool]] = []
    for column, code in ((Organisation.hei_id, typed.hei_id), (Organisation.ror_id, typed.ror_id)):
        told += [func.lower(column).endswith(code, autoescape=True)] if code else []
    if typed.erasmus_code:
        told.append(func.lower(func.replace(Organisation.erasmus_code, " ", "")) == typed.erasmus_code)
    told += [_lists(Organisation.external_ids, one) for one in typed.external_ids]
    for domain in typed.domains:
        told += [func.lower(Organisation.website).contains(domain, autoescape=True)]
        told += [_lists(Organisation.domains, domain)]
    if typed.abbreviation:
        told.append(func.lower(Organisation.abbreviation) == typed.abbreviation)
    if told:
        found |= set(session.scalars(select(Organisation.id).where(or_(*told))))
    for name in typed.names:
        for groups in _organisation_groups(name):
            found |= set(session.scalars(search.beginning(Organisation, groups)))
    return found


def _organisation_groups(name: tuple[str, ...]) -> Iterator[list[set[str]]]:
    """The words that tell which place it is; of several, any one may be spelled otherwise."""
    telling = [_beginnings([word], 4) for word in name if not is_kind(word)]
    if len(telling) > 1:
        yield from (telling[:place] + telling[place + 1 :] for place in range(len(telling)))
    elif telling:
        yield telling


def _beginnings(names: Iterable[str], length: int) -> set[str]:
    """How the names may begin in the index, which knows no signs: Öberg with ob, Oeberg with oe."""
    found = {form[:length] for name in names for form in (*forms(name), plain(name))}
    found |= {start.replace(letter, more)[:length] for start in found for letter, more in _WRITTEN_OUT}
    return {letter + start[1:] for start in found for letter in _FIRST_LETTERS.get(start[:1], start[:1])}


def _owners(owner: InstrumentedAttribute[int], condition: ColumnElement[bool]) -> Any:
    return select(owner).where(condition)


def _without_signs(column: InstrumentedAttribute[str]) -> ColumnElement[str]:
    bare: ColumnElement[str] = column.expression
    for sign in _SIGNS:
        bare = func.replace(bare, sign, "")
    return bare


def _lists(column: InstrumentedAttribute[list[str]], value: str) -> ColumnElement[bool]:
    """Whether a list of strings, stored as JSON, has the value."""
    return func.lower(cast(column, String)).contains(f'"{fold(value)}"', autoescape=True)
