"""Finds a model of device by any part of brand and name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aftersales_desktop.services.suggestions import model_suggestions as find_models
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.widgets.suggestions import Suggestion


def model_suggestions(context: AppContext) -> Callable[[str], Sequence[Suggestion]]:
    """What a SuggestField asks; the value of a suggestion is the model's id."""

    def find(text: str) -> list[Suggestion]:
        is_persian = context.words.language == "fa"
        return [
            Suggestion(found.id, found.title, found.category_fa if is_persian else found.category_en)
            for found in find_models(context.desk, text)
        ]

    return find
