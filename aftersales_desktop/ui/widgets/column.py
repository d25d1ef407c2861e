"""What a list shows: declared columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from aftersales_desktop.ui.widgets.kit import Kit

Row = Sequence[Any]
Text = Callable[[Row, Kit], str]


class ColumnKind(Enum):
    """How a column is painted and aligned."""

    TEXT = "text"
    CODE = "code"
    NUMBER = "number"
    DATE = "date"
    PILL = "pill"


@dataclass(frozen=True)
class Column:
    """One column. `text` and `sub_text` turn a raw row into ready words; `tone` names the colour of a pill.

    `width` is in pixels at 14 px text; columns with `stretch` share what is left. `sort` is the key the source knows,
    "" for a column that cannot be sorted. A `secondary` column is hidden in a window below 1500 px.
    `sub_tone` colours the second line: "danger", "warn", "ok" or "".
    """

    key: str
    title: str
    text: Text
    sub_text: Text | None = None
    kind: ColumnKind = ColumnKind.TEXT
    width: int = 120
    stretch: bool = False
    sort: str = ""
    secondary: bool = False
    tone: Callable[[Row], str] | None = None
    sub_tone: Text | None = None
    sub_kind: ColumnKind = ColumnKind.TEXT


class Cell(NamedTuple):
    """A cell, ready to be painted."""

    text: str
    sub_text: str = ""
    tone: str = ""
    sub_tone: str = ""


def cell_of(column: Column, row: Row, kit: Kit) -> Cell:
    """Work out a cell from a raw row."""
    try:
        return Cell(
            column.text(row, kit),
            column.sub_text(row, kit) if column.sub_text else "",
            column.tone(row) if column.tone else "",
            column.sub_tone(row, kit) if column.sub_tone else "",
        )
    except Exception as problem:
        # raised anew: PySide 6.11 on Python 3.11 dies of some built-in errors that pass through a painter
        raise RuntimeError(f"the column {column.key!r} cannot show its row") from problem
