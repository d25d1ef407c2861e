"""Inputs that take a whole column of serials at once, as it comes from a spreadsheet or a message."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QWidget

from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.ui.widgets.fields import SerialField, SuggestField, Suggestion
from aftersales_desktop.ui.widgets.kit import Kit

_BETWEEN = str.maketrans(",;،؛\t", "\n\n\n\n\n")


def many_codes(text: str) -> list[str]:
    """The codes of a pasted text, one a line or parted by commas; a single one is not many."""
    codes = [code.strip() for code in without_bidi_controls(text).translate(_BETWEEN).splitlines()]
    codes = [code for code in codes if code]
    return codes if len(codes) > 1 else []


class ManyCodes:
    """Beside an input of one code: `pasted(codes)` tells when several were pasted."""

    pasted = Signal(list)

    def paste_text(self, source: QMimeData) -> None:
        """One code stays here, several are told."""
        codes = many_codes(source.text()) if source.hasText() else []
        if codes and not self.isReadOnly():
            self.pasted.emit(codes)
        else:
            super().paste_text(source)


class SerialsField(ManyCodes, SerialField):
    """A serial."""


class ThingField(ManyCodes, SuggestField):
    """A part or serial found by a few letters."""

    def __init__(self, kit: Kit, find: Callable[[str], Sequence[Suggestion]], parent: QWidget | None = None) -> None:
        super().__init__(kit, find, parent, keeps_text=True, icon="barcode")
