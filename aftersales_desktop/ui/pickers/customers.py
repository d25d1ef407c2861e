"""Finds a customer by any part of name, phone or subscriber number."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aftersales_desktop.services.suggestions import owner_suggestions
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.widgets.suggestions import Suggestion


def customer_suggestions(context: AppContext) -> Callable[[str], Sequence[Suggestion]]:
    """What a SuggestField asks; the value of a suggestion is the customer's id."""

    def find(text: str) -> list[Suggestion]:
        words = context.words
        return [
            Suggestion(
                found.id,
                found.name,
                words.joined([part for part in (found.phone, found.subscriber_number, found.city) if part]),
            )
            for found in owner_suggestions(context.desk, text)
        ]

    return find
