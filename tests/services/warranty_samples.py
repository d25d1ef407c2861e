"""What the warranty tests start from: an owner, terms, a model, a filled form, and a look at the whole file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count

import pytest

from aftersales_desktop.domain.customers import CustomerDetails
from aftersales_desktop.domain.errors import DeskError, ValidationError
from aftersales_desktop.domain.jalali import from_jalali
from aftersales_desktop.domain.warranty import StartEvidence, VoidReason, VoidRecord, VoidScope
from aftersales_desktop.domain.warranty_forms import CardInput, TermsDetails
from aftersales_desktop.i18n import Words
from aftersales_desktop.models.tables import ALL_TABLES
from aftersales_desktop.services import catalogue, customers, warranty_issue, warranty_terms
from aftersales_desktop.services.card_rows import CardRow
from aftersales_desktop.services.catalogue import ModelRow
from aftersales_desktop.services.customers import CustomerRow
from aftersales_desktop.services.warranty_terms import TermsRow
from aftersales_desktop.services.work import Desk

TODAY = from_jalali(1405, 9, 2)
BOUGHT = from_jalali(1405, 8, 1)
LAST_DAY = from_jalali(1407, 1, 31)
"""18 months on parts from BOUGHT."""

FULL_TERMS = TermsDetails(
    code="W18", title_fa="گارانتی ۱۸ ماهه", title_en="18 months", months_parts=18, months_labour=12,
    excluded_groups=("باتری", "کنترل"), text_fa="باتری و کنترل را در بر نمی‌گیرد.", text_en="No batteries.",
)  # fmt: skip
_SERIALS = (f"SN-{number:06}" for number in count(1))


def owner(desk: Desk, name: str = "رضا احمدی", phone: str = "09121234567") -> CustomerRow:
    return customers.add_customer(desk, CustomerDetails(name=name, phones=(phone,)))


def terms(desk: Desk, **changes) -> TermsRow:
    return warranty_terms.add_terms(desk, TermsDetails(**{**vars(FULL_TERMS), **changes}))


def model(desk: Desk, terms_id: int | None = None, *, name: str = "RF-550", **changes) -> ModelRow:
    category = catalogue.add_category(desk, "refrigerator", "یخچال", "Refrigerator")
    values = {"brand": "آزمایش", "name": name, "terms_id": terms_id, **changes}
    return catalogue.add_model(desk, category_id=category.id, **values)


def form(desk: Desk, **changes) -> CardInput:
    """A form that can be saved: known customer, new device, terms of the model, bought on 1405/08/01."""
    values = {"serial": next(_SERIALS), "purchased_on": BOUGHT, "evidence_kind": StartEvidence.INVOICE, **changes}
    if "owner_id" not in values and "owner" not in values:
        values["owner_id"] = owner(desk).id
    if "unit_id" not in values and "model_id" not in values and "category_id" not in values:
        values["model_id"] = _model_with_terms(desk).id
    return CardInput(**values)


def _model_with_terms(desk: Desk) -> ModelRow:
    """The first model that has terms, made when there is none."""
    known = desk.rows("SELECT id FROM product_model WHERE terms_id IS NOT NULL ORDER BY name_sort LIMIT 1")
    if known:
        return catalogue.get_model(desk, known[0][0])
    offered = warranty_terms.list_terms(desk)
    return model(desk, offered[0].id if offered else terms(desk).id, name="RF-100")


def card(desk: Desk, **changes) -> CardRow:
    return warranty_issue.issue_card(desk, form(desk, **changes))


def void(**changes) -> VoidRecord:
    values = {
        "scope": VoidScope.DEVICE,
        "reasons": (VoidReason.LIQUID,),
        "sentence": "آب داخل برد دیده شد",
        "on": TODAY,
    }
    return VoidRecord(**{**values, **changes})


def whole_file(desk: Desk) -> dict[str, list[tuple]]:
    """Every row of every table."""
    names = [table._meta.table_name for table in ALL_TABLES]
    return {name: desk.rows(f"SELECT * FROM {name} ORDER BY 1") for name in names}


@contextmanager
def nothing_written(desk: Desk) -> Iterator[None]:
    """The block may fail, but not one byte of the file's rows may differ after it."""
    before = whole_file(desk)
    yield
    assert whole_file(desk) == before


def problems_of(desk: Desk, use_case, *args, **kwargs) -> dict[str, str]:
    """The sentences by field with which a use case refuses its input; nothing may have been written."""
    with nothing_written(desk), pytest.raises(ValidationError) as caught:
        use_case(desk, *args, **kwargs)
    return {problem.field: say(problem.message) for problem in caught.value.problems}


def refusal_of(desk: Desk, use_case, *args, **kwargs) -> str:
    """The one sentence with which a use case says no; nothing may have been written."""
    with nothing_written(desk), pytest.raises(DeskError) as caught:
        use_case(desk, *args, **kwargs)
    assert not isinstance(caught.value, ValidationError)
    return say(caught.value.message)


def say(message) -> str:
    """In English, without the marks that keep the order of codes."""
    return "".join(
        letter for letter in Words("en").say(message) if letter not in "\u2066\u2067\u2068\u2069\u200e\u200f"
    )


def day(text: str) -> date:
    """A Jalali date such as 1405/08/01."""
    return from_jalali(*map(int, text.split("/")))


def event_kinds(found: CardRow) -> list[str]:
    return [event.kind.value for event in found.events]
