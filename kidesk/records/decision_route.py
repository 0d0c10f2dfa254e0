"""Decision route: who prepares, reviews, decides and co-signs which agreements, by type and level, in versions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import inspect
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kidesk.i18n import N_
from kidesk.records.agreement_terms import AgreementLevel, AgreementType, EducationCycle
from kidesk.records.edition import COLUMNS, Edition, edition_fields
from kidesk.records.field import Problem
from kidesk.records.fields import Choice, Flag, Number, Parts, Text
from kidesk.records.record import Part, line, owner, strings
from kidesk.records.record_type import RecordType, Section, View
from kidesk.records.rules import named

if TYPE_CHECKING:
    from kidesk.records.agreement import Agreement


class RouteRow(Part):
    """The route of some agreements. The first row, by `position`, that fits an agreement is its route.

    No types mean all types, no levels all levels, a cycle not stated all cycles; `is_strategic` means only those.
    Who does what is named in Swedish and English. `preparation_days` is how long such an agreement takes from the
    first draft to the last signature.
    """

    __tablename__ = "route_row"
    route_id: Mapped[int] = owner("decision_route")
    position: Mapped[int] = mapped_column(default=1)
    types: Mapped[list[str]] = strings(AgreementType)
    levels: Mapped[list[str]] = strings(AgreementLevel)
    cycle: Mapped[EducationCycle] = mapped_column(default=EducationCycle.NONE)
    is_strategic: Mapped[bool] = mapped_column(default=False)
    prepared_sv: Mapped[str] = line(300)
    prepared_en: Mapped[str] = line(300)
    reviewed_sv: Mapped[str] = line(300)
    reviewed_en: Mapped[str] = line(300)
    is_without_legal_review: Mapped[bool] = mapped_column(default=False)
    decided_sv: Mapped[str] = line(300)
    decided_en: Mapped[str] = line(300)
    cosigned_sv: Mapped[str] = line(300)
    cosigned_en: Mapped[str] = line(300)
    preparation_days: Mapped[int | None]

    def fits(self, kind: AgreementType, level: AgreementLevel, cycle: EducationCycle, is_strategic: bool) -> bool:
        """Whether such an agreement goes this way."""
        return (
            (not self.types or kind.value in self.types)
            and (not self.levels or level.value in self.levels)
            and self.cycle in (EducationCycle.NONE, cycle)
            and (is_strategic or not self.is_strategic)
        )


class DecisionRoute(Edition):
    """One version of the table of decision routes, valid from a day on. `source` says where it is laid down."""

    __tablename__ = "decision_route"

    # Always read with the route: an agreement's next step follows from them.
    rows: Mapped[list[RouteRow]] = relationship(
        cascade="all, delete-orphan", order_by="(RouteRow.position, RouteRow.id)", lazy="selectin"
    )
    # Only read, and only while the route belongs to a session.
    followers: Mapped[list[Agreement]] = relationship(viewonly=True)

    def row_for(
        self, kind: AgreementType, level: AgreementLevel, cycle: EducationCycle, is_strategic: bool
    ) -> RouteRow | None:
        """The first row that fits such an agreement; None where none does."""
        return next((row for row in self.rows if row.fits(kind, level, cycle, is_strategic)), None)


def _problems(route: DecisionRoute) -> Iterator[Problem]:
    yield from named(route, "name", N_("Give the decision route a name in at least one language."))
    if _has_other_rows(route) and route.followers:
        yield Problem(
            "rows",
            N_(
                "Agreements that follow this version: {count}. If the rules have changed, undo this and "
                "make a new version instead."
            ),
            {"count": len(route.followers)},
            is_warning=True,
        )


def _has_other_rows(route: DecisionRoute) -> bool:
    """Whether the rows of a stored version are being changed."""
    if route.is_new:
        return False
    return inspect(route).attrs.rows.history.has_changes() or any(inspect(row).modified for row in route.rows)


DECISION_ROUTES = RecordType(
    DecisionRoute,
    key="decision-routes",
    one=N_("Decision route"),
    many=N_("Decision routes"),
    new=N_("New decision route"),
    empty=N_("No decision routes yet"),
    sections=(
        Section(
            N_("Decision route"),
            edition_fields(DecisionRoute, N_("Laid down in")),
        ),
        Section(
            N_("Who does what"),
            (
                Parts(
                    DecisionRoute.rows,
                    N_("Routes"),
                    (
                        Number(RouteRow.position, N_("Order"), limits=(1, 999)),
                        Choice(RouteRow.types, N_("Types")),
                        Choice(RouteRow.levels, N_("Levels")),
                        Choice(RouteRow.cycle, N_("Cycle")),
                        Flag(RouteRow.is_strategic, N_("Only strategic agreements")),
                        Text(RouteRow.prepared_sv, N_("Prepares (Swedish)")),
                        Text(RouteRow.prepared_en, N_("Prepares (English)")),
                        Text(RouteRow.reviewed_sv, N_("Reviews (Swedish)")),
                        Text(RouteRow.reviewed_en, N_("Reviews (English)")),
                        Flag(RouteRow.is_without_legal_review, N_("Without legal review")),
                        Text(RouteRow.decided_sv, N_("Decides (Swedish)")),
                        Text(RouteRow.decided_en, N_("Decides (English)")),
                        Text(RouteRow.cosigned_sv, N_("Co-signs (Swedish)")),
                        Text(RouteRow.cosigned_en, N_("Co-signs (English)")),
                        Number(RouteRow.preparation_days, N_("Preparation time in days"), limits=(0, 3650)),
                    ),
                    N_("The first row that fits an agreement is its route. Without types or levels, a row fits all."),
                ),
            ),
        ),
    ),
    columns=COLUMNS,
    views=(View("all", N_("All")),),
    problems=_problems,
)
