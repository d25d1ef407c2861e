"""Rows as the services write them, with the columns for searching and sorting filled in."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from aftersales_desktop.domain import identifiers, text
from aftersales_desktop.models.fields import moment_text

TODAY = date(2026, 11, 23)
YEAR = 1405
MOST_A_YEAR = 50_000
MOMENT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def record(**values: Any) -> dict[str, Any]:
    """A row with an identity of its own."""
    return {
        "uuid": str(uuid.uuid4()), "branch": "01", "created_at": moment_text(MOMENT), "created_by": "test", **values,
    }  # fmt: skip


def customer_values(number: int, name: str, phones: Iterable[str] = (), **values: Any) -> dict[str, Any]:
    stored = text.clean(name)
    columns = {
        "subscriber_number": identifiers.subscriber_number(number), "kind": "person", "name": stored,
        "name_search": text.search_form(stored), "name_sort": text.sort_key(stored),
        "phones_search": " ".join(phones), "national_id": "", "is_placeholder": 0, "archived_at": None,
    }  # fmt: skip
    return record(**{**columns, **values})


def phone_values(customer_id: int, phones: Iterable[str]) -> list[dict[str, Any]]:
    return [
        {"customer_id": customer_id, "position": place, "number": phone, "number_rev": text.reverse(phone)}
        for place, phone in enumerate(phones)
    ]


def identifier_values(unit_id: int, kind: str, value: str, position: int = 0, **values: Any) -> dict[str, Any]:
    norm = text.code_norm(value)
    columns = {
        "unit_id": unit_id, "kind": kind, "position": position, "value": value, "value_norm": norm,
        "value_rev": text.reverse(norm), "family": "", "removed_at": None,
    }  # fmt: skip
    return {**columns, **values}


def order_values(number: str, reception_id: int, unit_id: int, owner_id: int, **values: Any) -> dict[str, Any]:
    norm = text.code_norm(number)
    state = values.get("state", "received")
    columns = {
        "number": number, "number_norm": norm, "number_rev": text.reverse(norm), "position": 1,
        "reception_id": reception_id, "unit_id": unit_id, "owner_id": owner_id, "state": state,
        "received_on": TODAY.isoformat(), "promised_on": None, "verdict_tone": "unknown", "shelf": "",
        "delivered_on": TODAY.isoformat() if state in ("delivered", "closed") else None,
        "cancel_reason": "wrong" if state == "cancelled" else "", "archived_at": None,
    }  # fmt: skip
    return record(**{**columns, **values})


def reception_values(number: str, received_on: date = TODAY) -> dict[str, Any]:
    return record(
        number=number, request_key=number, received_at=moment_text(MOMENT), received_on=received_on.isoformat()
    )


def card_values(number: str, issuer_id: int, **values: Any) -> dict[str, Any]:
    norm = text.code_norm(number)
    columns = {
        "number": number, "number_norm": norm, "number_rev": text.reverse(norm), "issuer_id": issuer_id,
        "unit_id": None, "owner_id": None, "state": "raw", "started_on": None, "last_day": None, "archived_at": None,
    }  # fmt: skip
    return record(**{**columns, **values})
