"""Finds a device by any part of its serial, IMEI or tag."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aftersales_desktop.services.suggestions import unit_suggestions
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.widgets.suggestions import Suggestion


def device_suggestions(context: AppContext) -> Callable[[str], Sequence[Suggestion]]:
    """What a SuggestField asks; the value of a suggestion is the device's id."""

    def find(text: str) -> list[Suggestion]:
        words = context.words
        return [
            Suggestion(
                found.id, words.code(found.code), words.joined([part for part in (found.model, found.owner) if part])
            )
            for found in unit_suggestions(context.desk, text)
        ]

    return find
