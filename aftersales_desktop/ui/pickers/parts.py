"""Finds an article of the catalogue by any part of its name or code."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aftersales_desktop.i18n import Code
from aftersales_desktop.services.parts import suggest_parts
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.widgets.suggestions import Suggestion

MOST = 8


def part_suggestions(context: AppContext) -> Callable[[str], Sequence[Suggestion]]:
    """What a SuggestField asks; the value of a suggestion is the part's id."""

    def find(text: str) -> list[Suggestion]:
        words = context.words
        return [
            Suggestion(
                part.id, part.name, words("{code} · {count} in store", code=Code(part.code), count=part.in_store)
            )
            for part in suggest_parts(context.desk, text, MOST)
        ]

    return find
