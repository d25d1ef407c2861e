"""Finds parts, operations and technicians for the forms of the bench."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aftersales_desktop.domain.money import Money
from aftersales_desktop.domain.staff import Role
from aftersales_desktop.i18n import Code
from aftersales_desktop.services import parts, staff, tariffs
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.widgets.suggestions import Suggestion


def part_suggestions(
    context: AppContext, *, is_serialised: bool | None = None
) -> Callable[[str], Sequence[Suggestion]]:
    """What a SuggestField asks; the value of a suggestion is the part's id."""

    def find(text: str) -> list[Suggestion]:
        words = context.words
        return [
            Suggestion(
                part.id,
                part.name,
                words.joined([Code(part.code), words.plural("{count} in store", "{count} in store", part.in_store)]),
            )
            for part in parts.suggest_parts(context.desk, text)
            if is_serialised in (None, part.is_serialised)
        ]

    return find


def tariff_suggestions(context: AppContext) -> Callable[[str], Sequence[Suggestion]]:
    """The operations of the price list; the value of a suggestion is the operation's id."""

    def find(text: str) -> list[Suggestion]:
        words = context.words
        return [
            Suggestion(tariff.id, tariff.name, words.joined([Code(tariff.code), words.value(Money(tariff.price))]))
            for tariff in tariffs.suggest_tariffs(context.desk, text)
        ]

    return find


def technicians(context: AppContext) -> list[tuple[int, str]]:
    """Who may have done it, as options of a choice."""
    return [(member.id, member.name) for member in staff.list_members(context.desk, Role.TECHNICIAN, Role.QUALITY)]
