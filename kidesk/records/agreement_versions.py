"""The family of an agreement, and its versions: what a renewal agrees otherwise than the agreement it renews."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kidesk.i18n import CODES, N_, Language
from kidesk.records.agreement import Agreement, Amendment
from kidesk.records.agreement_rules import is_evergreen
from kidesk.records.agreement_terms import NoticeUnit, Side
from kidesk.records.agreement_type import AGREEMENTS


@dataclass(frozen=True)
class Difference:
    """A term that two versions do not have alike; `describe` says what an agreement has, in a language."""

    label: str
    describe: Callable[[Agreement, Language], str]
    old: Agreement
    new: Agreement

    def before(self, language: Language) -> str:
        """What the old one has."""
        return self.describe(self.old, language)

    def after(self, language: Language) -> str:
        """What the new one has."""
        return self.describe(self.new, language)

    def said(self, language: Language) -> str:
        """What it is, what it was and what it is now."""
        nothing = language.text(N_("nothing"))
        return language.text(
            N_("{label}: {before} → {after}"),
            label=language.text(self.label),
            before=self.before(language) or nothing,
            after=self.after(language) or nothing,
        )


@dataclass(frozen=True)
class Version:
    """An agreement of a line of renewals, and what it agrees otherwise than the one it renews."""

    agreement: Agreement
    differences: tuple[Difference, ...]

    @property
    def amendments(self) -> tuple[Amendment, ...]:
        """What was changed while it ran, by the day it took effect."""
        return tuple(self.agreement.amendments)


@dataclass(frozen=True)
class Family:
    """An agreement with its kin: whole, detached rows.

    `children` come in Swedish order, `versions` oldest first: those that the agreement renews, itself, and those
    that renew it.
    """

    agreement: Agreement
    parent: Agreement | None
    children: tuple[Agreement, ...]
    versions: tuple[Version, ...]

    @property
    def earlier(self) -> tuple[Version, ...]:
        """The versions before it."""
        return self.versions[: self._place]

    @property
    def later(self) -> tuple[Version, ...]:
        """The versions after it."""
        return self.versions[self._place + 1 :]

    @property
    def _place(self) -> int:
        return next(place for place, one in enumerate(self.versions) if one.agreement is self.agreement)


def differences(old: Agreement, new: Agreement) -> tuple[Difference, ...]:
    """The main terms that `new` has otherwise than `old`; both with their parts."""
    found = (Difference(label, describe, old, new) for label, describe in _TERMS)
    return tuple(one for one in found if any(one.before(said) != one.after(said) for said in map(Language, CODES)))


def _field(key: str) -> tuple[str, Callable[[Agreement, Language], str]]:
    field = AGREEMENTS.field(key)
    return field.label, field.text


def _end(agreement: Agreement, language: Language) -> str:
    return language.text(N_("until further notice")) if is_evergreen(agreement) else language.day(agreement.end_on)


def notice_said(agreement: Agreement, language: Language) -> str:
    """The notice period in words; nothing where none was agreed."""
    if agreement.notice is None:
        return ""
    match agreement.notice_unit:
        case NoticeUnit.DAYS:
            return language.plural("{count} day", "{count} days", agreement.notice)
        case NoticeUnit.MONTHS:
            return language.plural("{count} month", "{count} months", agreement.notice)
    return language.plural("{count} academic year", "{count} academic years", agreement.notice)


def _parties(side: Side) -> Callable[[Agreement, Language], str]:
    def named(agreement: Agreement, language: Language) -> str:
        names = {one.organisation.caption(language.code) for one in agreement.parties if one.side == side}
        return ", ".join(sorted(names))

    return named


def _conditions(agreement: Agreement, language: Language) -> str:
    count = len(agreement.conditions)
    return language.plural("{count} condition", "{count} conditions", count) if count else ""


def _persons(agreement: Agreement, language: Language) -> str:
    persons = sum(one.persons_per_year or 0 for one in agreement.conditions)
    return language.number(persons) if persons else ""


_TERMS = (
    (N_("Title"), lambda agreement, language: agreement.caption(language.code)),
    *map(_field, ("type", "level", "cycle", "is_binding", "funding_programme")),
    (N_("Parties on our side"), _parties(Side.OWN)),
    (N_("Partners"), _parties(Side.PARTNER)),
    (N_("End date"), _end),
    _field("renewal_mode"),
    (N_("Notice period"), notice_said),
    (N_("Conditions"), _conditions),
    (N_("Persons per year in all"), _persons),
)
