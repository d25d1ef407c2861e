"""Months made of a few lines, as a list of rows in memory."""

from __future__ import annotations

from datetime import date, timedelta

from aftersales_desktop.services.month import CardLine, CustomerLine, IntakeLine, MonthRows, MonthTotals

FIRST, LAST = date(2026, 11, 22), date(2026, 12, 21)
TODAY = date(2026, 12, 25)
HOSTILE = (
    "=1+1", "=cmd|'/C calc'!A0", '=HYPERLINK("http://x","y")', "+1", "-1+1", "@SUM(A1)", "\tx", "#N/A", "#REF!",
    "🔥 آتش 🔥",
    "پایان\nخط", " فاصله ", "x" * 5000, "نیم‌فاصله", "'apostrophe", "a & b < c > d", '"quoted"', "TRUE", "00123", "1e5",
    "12/11/2020", "]]>", "{=1}", "&amp;",
)  # fmt: skip


def intake(number: int = 1, **changes: object) -> IntakeLine:
    line = IntakeLine(
        number=f"01-05-{number:05}-3", received_on=FIRST + timedelta(days=number % 30), owner_name="کیان سرویس",
        phone="09121234567", category_fa="یخچال", category_en="Refrigerator", brand="آزمایش", model="RF-550",
        serial=f"SN-{number:06}", fault="سرد نمی‌کند", tone="covered", state="closed", outcome="repaired",
        promised_on=None, delivered_on=FIRST + timedelta(days=40), deposit=1_500_000, origin="counter",
    )  # fmt: skip
    return line._replace(**changes)


def card(number: int = 1, **changes: object) -> CardLine:
    line = CardLine(
        number=f"G-{number:08}-3", issued_on=FIRST, issuer="مرکز ما", owner_name="کیان سرویس", phone="09121234567",
        category_fa="یخچال", category_en="Refrigerator", brand="آزمایش", model="RF-550", serial="SN-000001",
        state="active", started_on=FIRST, last_day=date(2028, 5, 20),
    )  # fmt: skip
    return line._replace(**changes)


def customer(number: int = 1, **changes: object) -> CustomerLine:
    line = CustomerLine(f"{number:06}-3", FIRST, "کیان سرویس", "company", "09121234567, 02188776655", "تهران", "ری")
    return line._replace(**changes)


def month(
    intakes: list[IntakeLine] | None = None,
    cards: list[CardLine] | None = None,
    customers: list[CustomerLine] | None = None,
) -> MonthRows:
    intakes, cards, customers = intakes or [], cards or [], customers or []
    totals = MonthTotals(
        len(intakes), sum(line.origin == "imported" for line in intakes),
        sum(line.delivered_on is not None for line in intakes), sum(line.outcome == "repaired" for line in intakes),
        sum(line.deposit for line in intakes), len(cards), len(customers),
    )  # fmt: skip
    return MonthRows(FIRST, LAST, totals, intakes, cards, customers)


def busy_month() -> MonthRows:
    """Some of everything."""
    outcomes = ("repaired", "unknown", "")
    intakes = [
        intake(
            n, outcome=outcomes[n % 3], delivered_on=None if n % 4 else LAST, deposit=n % 2 * 750_001,
            origin="counter" if n % 5 else "imported",
        )
        for n in range(1, 41)
    ]  # fmt: skip
    return month(intakes, [card(n) for n in range(1, 8)], [customer(n) for n in range(1, 4)])
