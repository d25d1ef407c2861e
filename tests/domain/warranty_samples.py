"""Cards for the warranty tests."""

from datetime import date

from hypothesis import strategies as st

from aftersales_desktop.domain.jalali import from_jalali
from aftersales_desktop.domain.warranty import (
    CardFacts,
    CardState,
    Category,
    StartBasis,
    StartEvidence,
    TermsSnapshot,
    VoidReason,
    VoidRecord,
    VoidScope,
)

START = from_jalali(1404, 1, 15)
PARTS_END = from_jalali(1405, 7, 14)
LABOUR_END = from_jalali(1405, 1, 14)
NUMBER = "G-00000123-4"


def terms(**changes) -> TermsSnapshot:
    """18 months on parts, 12 on labour, nothing else; no batteries."""
    values = {
        "code": "W18", "version": 1, "title": "18 months", "start_basis": StartBasis.PURCHASE,
        "months": {Category.PARTS: 18, Category.LABOUR: 12}, "excluded_groups": ("باتری",),
    }  # fmt: skip
    return TermsSnapshot(**{**values, **changes})


def card(**changes) -> CardFacts:
    """Our own active card from 1404/01/15."""
    values = {
        "number": NUMBER, "issuer_name": "خدمات ما", "issuer_is_ours": True, "state": CardState.ACTIVE,
        "terms": terms(), "started_on": START, "evidence": StartEvidence.INVOICE,
    }  # fmt: skip
    return CardFacts(**{**values, **changes})


def void(scope: VoidScope = VoidScope.DEVICE, **changes) -> VoidRecord:
    """A void for liquid, found on 1404/05/01."""
    values = {
        "scope": scope, "reasons": (VoidReason.LIQUID,), "sentence": "آثار آب روی برد", "on": from_jalali(1404, 5, 1),
        "part_groups": ("پنل",) if scope is VoidScope.PARTS else (),
        "order_number": "01-04-00012-7" if scope is VoidScope.VISIT else "",
    }  # fmt: skip
    return VoidRecord(**{**values, **changes})


DAYS = st.dates(date(2024, 1, 1), date(2027, 1, 1))
GROUPS = st.sampled_from(["", "", "باتری", "پنل", "برد"])
ORDERS = st.sampled_from(["", "01-04-00012-7", "01-04-00013-9"])
CATEGORIES = st.sampled_from(Category)


def mostly(usual: st.SearchStrategy, rest: st.SearchStrategy) -> st.SearchStrategy:
    """Nine times in ten the usual, so that enough cards are in order."""
    return st.integers(0, 9).flatmap(lambda drawn: rest if drawn == 9 else usual)


voids = st.builds(
    VoidRecord,
    scope=st.sampled_from(VoidScope),
    reasons=st.lists(st.sampled_from(VoidReason), min_size=1, max_size=3, unique=True).map(tuple),
    sentence=st.sampled_from(["", "آثار آب روی برد."]),
    on=DAYS,
    part_groups=st.lists(GROUPS, max_size=2).map(tuple),
    order_number=ORDERS,
)
any_terms = st.builds(
    TermsSnapshot,
    code=st.just("W"),
    version=st.just(1),
    title=st.just("x"),
    start_basis=st.sampled_from(StartBasis),
    months=st.fixed_dictionaries({category: st.sampled_from([12, 0, 6, 18, 36]) for category in Category}),
    cap_months=st.integers(0, 12),
    excluded_groups=st.lists(GROUPS, max_size=2).map(tuple),
)
cards = st.builds(
    CardFacts,
    number=st.sampled_from([NUMBER, "G-00000124-9", "ABC-7", ""]),
    issuer_name=st.sampled_from(["ما", "سازگار"]),
    issuer_is_ours=mostly(st.just(True), st.just(False)),
    state=mostly(st.just(CardState.ACTIVE), st.sampled_from(CardState)),
    terms=mostly(any_terms, st.none()),
    started_on=mostly(DAYS, st.none()),
    evidence=mostly(st.just(StartEvidence.INVOICE), st.none() | st.sampled_from(StartEvidence)),
    voids=mostly(st.just(()), st.lists(voids, max_size=3).map(tuple)),
    replaced_by=st.sampled_from(["", "G-00000124-9"]),
    produced_on=st.none() | DAYS,
    ends=mostly(st.just({}), st.dictionaries(CATEGORIES, DAYS, max_size=4)),
    replaced_on=st.none() | DAYS,
)
