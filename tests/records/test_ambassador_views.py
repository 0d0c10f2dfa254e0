"""The views of ambassadors: what SQL selects is what the rules say, whatever the days."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kidesk.i18n import Language
from kidesk.records import AMBASSADORS
from kidesk.records.ambassador import AmbassadorStage
from kidesk.records.ambassador_mandate import MandateState, is_over, mandate_on
from kidesk.records.portrait_consent import ConsentState, consent_on
from kidesk.store.store import Listing, Store
from tests import factory
from tests.conftest import DAY

SV = Language("sv")
near = st.none() | st.integers(-120, 120).map(lambda days: DAY + dt.timedelta(days=days))
_DAYS = ("start_on", "end_on", "review_on")
_CONSENT = tuple(f"portrait_consent_{one}_on" for one in ("given", "expires", "withdrawn"))
drawn = st.fixed_dictionaries(
    dict.fromkeys((*_DAYS, *_CONSENT), near)
    | {"stage": st.sampled_from(AmbassadorStage), "has_portrait_consent": st.booleans()}
)


def is_real(values: dict[str, Any]) -> bool:
    """Whether the days can be saved: nothing ends before it begins."""

    def in_order(first: str, last: str) -> bool:
        return values[first] is None or values[last] is None or values[first] <= values[last]

    return in_order("start_on", "end_on") and all(in_order(_CONSENT[0], one) for one in _CONSENT[1:])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=drawn.filter(is_real))
def test_each_view_has_those_whom_its_rule_finds(
    shared_store: Store, values: dict[str, Any], frozen_day: dt.date
) -> None:
    one = factory.ambassador(shared_store, **values)
    in_view = {view.key for view in AMBASSADORS.views if one.id in shared_store.ids(Listing(AMBASSADORS, view), SV)}
    lapsing = consent_on(one, DAY) in (ConsentState.EXPIRING, ConsentState.EXPIRED)
    assert ("consent" in in_view) == lapsing
    assert ("withdrawn" in in_view) == (consent_on(one, DAY) == ConsentState.WITHDRAWN)
    assert ("ending" in in_view) == (mandate_on(one, DAY) == MandateState.ENDING and not is_over(one))
    is_due = one.review_on is not None and one.review_on <= DAY
    assert ("review" in in_view) == (is_due and not is_over(one))

