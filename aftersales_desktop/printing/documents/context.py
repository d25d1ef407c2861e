"""What every paper is given beside its record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aftersales_desktop.i18n import Words
from aftersales_desktop.services.papers import Centre


@dataclass(frozen=True)
class PaperContext:
    """The paper's language, the centre's head, the size asked for, which copy it is and when it is made.

    `copy` is 0 for the original; `printed_at` comes from the caller, so that equal input gives equal bytes.
    """

    words: Words
    centre: Centre
    paper: str
    copy: int
    printed_at: datetime


@dataclass(frozen=True)
class Document:
    """One kind of paper: its name on the command line, its title, the sizes it can take (the first is usual)."""

    name: str
    title: str
    papers: tuple[str, ...]
    render: Callable[[Any, PaperContext], bytes]
