"""Words: a name, a city, an address in one line."""

from __future__ import annotations

from aftersales_desktop.ui.widgets.line_field import LineField


class TextField(LineField):
    """A line of words in either script."""
