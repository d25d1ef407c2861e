"""What every widget is given: words, looks, the date of today and somebody for slow work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from aftersales_desktop.i18n import Words
from aftersales_desktop.ui.background import Background
from aftersales_desktop.ui.theme import Theme


class Kit(NamedTuple):
    """Handed to every widget by its constructor."""

    words: Words
    theme: Theme
    today: Callable[[], date]
    background: Background
