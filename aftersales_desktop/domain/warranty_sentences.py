"""The sentences in which a warranty is granted or refused, one for each category and case."""

from __future__ import annotations

from datetime import date

from aftersales_desktop.domain.warranty_terms import Category
from aftersales_desktop.i18n import N_, Message


def running(category: Category, end: date, days: int) -> Message:
    """Covered, with days left after today."""
    match category:
        case Category.PARTS:
            return Message(
                "Parts are covered until {end}; {count} day is left.",
                "Parts are covered until {end}; {count} days are left.",
                count=days,
                end=end,
            )
        case Category.LABOUR:
            return Message(
                "Labour is covered until {end}; {count} day is left.",
                "Labour is covered until {end}; {count} days are left.",
                count=days,
                end=end,
            )
        case Category.TRAVEL:
            return Message(
                "Travel is covered until {end}; {count} day is left.",
                "Travel is covered until {end}; {count} days are left.",
                count=days,
                end=end,
            )
        case Category.SHIPPING:
            return Message(
                "Shipping is covered until {end}; {count} day is left.",
                "Shipping is covered until {end}; {count} days are left.",
                count=days,
                end=end,
            )


def ended(category: Category, end: date, days: int) -> Message:
    """Over for at least a day."""
    match category:
        case Category.PARTS:
            return Message(
                "The warranty on parts ended on {end}, {count} day ago.",
                "The warranty on parts ended on {end}, {count} days ago.",
                count=days,
                end=end,
            )
        case Category.LABOUR:
            return Message(
                "The warranty on labour ended on {end}, {count} day ago.",
                "The warranty on labour ended on {end}, {count} days ago.",
                count=days,
                end=end,
            )
        case Category.TRAVEL:
            return Message(
                "The warranty on travel ended on {end}, {count} day ago.",
                "The warranty on travel ended on {end}, {count} days ago.",
                count=days,
                end=end,
            )
        case Category.SHIPPING:
            return Message(
                "The warranty on shipping ended on {end}, {count} day ago.",
                "The warranty on shipping ended on {end}, {count} days ago.",
                count=days,
                end=end,
            )


_LAST_DAY = {
    Category.PARTS: N_("Parts are covered; {end} is the last day."),
    Category.LABOUR: N_("Labour is covered; {end} is the last day."),
    Category.TRAVEL: N_("Travel is covered; {end} is the last day."),
    Category.SHIPPING: N_("Shipping is covered; {end} is the last day."),
}
_NEVER = {
    Category.PARTS: N_("This warranty does not cover parts."),
    Category.LABOUR: N_("This warranty does not cover labour."),
    Category.TRAVEL: N_("This warranty does not cover travel."),
    Category.SHIPPING: N_("This warranty does not cover shipping."),
}
_IF_START_IS_RIGHT = {
    Category.PARTS: N_("Parts are covered until {end} only if the start date is right; ask for the invoice."),
    Category.LABOUR: N_("Labour is covered until {end} only if the start date is right; ask for the invoice."),
    Category.TRAVEL: N_("Travel is covered until {end} only if the start date is right; ask for the invoice."),
    Category.SHIPPING: N_("Shipping is covered until {end} only if the start date is right; ask for the invoice."),
}
_WITHOUT_CARD = {
    Category.PARTS: N_("Without a card, by the purchase date parts are covered until {end} if a manager agrees."),
    Category.LABOUR: N_("Without a card, by the purchase date labour is covered until {end} if a manager agrees."),
    Category.TRAVEL: N_("Without a card, by the purchase date travel is covered until {end} if a manager agrees."),
    Category.SHIPPING: N_("Without a card, by the purchase date shipping is covered until {end} if a manager agrees."),
}


def last_day(category: Category, end: date) -> Message:
    """Covered, and tomorrow no more."""
    return Message(_LAST_DAY[category], end=end)


def never(category: Category) -> Message:
    """The terms leave this category out."""
    return Message(_NEVER[category])


def if_start_is_right(category: Category, end: date) -> Message:
    """Running by a start date that nobody has proved."""
    return Message(_IF_START_IS_RIGHT[category], end=end)


def without_card(category: Category, end: date) -> Message:
    """Running by a purchase date alone."""
    return Message(_WITHOUT_CARD[category], end=end)
