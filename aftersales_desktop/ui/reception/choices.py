"""Inputs with one chip for each of a few titles, so that each is one key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from aftersales_desktop.ui.widgets.fields import Chip, ChipsField
from aftersales_desktop.ui.widgets.kit import Kit


def one_of(titles: Mapping[Any, str]) -> Callable[[Kit], ChipsField]:
    """Makes an input that takes one of these; the keys are strings that the file stores."""

    def make(kit: Kit) -> ChipsField:
        return ChipsField(kit, [Chip(str(value), kit.words(title)) for value, title in titles.items()], single=True)

    return make
