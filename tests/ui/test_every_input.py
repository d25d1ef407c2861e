"""Every input of every form is given what no record can hold: nothing raises, nothing is saved, nothing is lost."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget

from aftersales_desktop.domain.text import only_digits
from aftersales_desktop.ui.widgets.fields import MoneyField, NumberField, PhoneField
from tests.ui.test_every_button import Walk, one_way_each

FORMS = (
    "new customer", "changed customer", "new intake", "changed order", "ready form", "hand back form", "refusal form",
    "transfer form", "registry form", "new card", "terms form", "batch form", "foreign form",
    "new part", "changed part", "price form", "ordered form", "new receipt", "new issue", "new return",
    "new faulty_receipt", "new scrap", "new count", "supplier form", "person form", "supplier's price list",
)  # fmt: skip
BAD = {
    "10,000 letters": "ش" * 10_000,
    "10,000 digits": "1" * 10_000,
    "an emoji": "روشن نمی‌شود 😀",
    "a control character": "a\x07b",
    "a formula": "=1+1",
}
DIGITS_ONLY = (MoneyField, NumberField, PhoneField)
"""Inputs that keep the digits of whatever is put into them; the rest may not change a letter."""


def text_inputs(root: QWidget) -> dict[str, QWidget]:
    """Inputs that take any text, by name."""
    return {
        field.objectName(): field
        for kind in (QLineEdit, QTextEdit)
        for field in root.findChildren(kind)
        if hasattr(field, "problem") and field.isVisible() and not field.isReadOnly()
    }


def shown_text(field: QWidget) -> str:
    return field.toPlainText() if isinstance(field, QTextEdit) else field.text()


def kept_text(field: QWidget) -> str:
    """What may not be lost: an input of digits puts its marks in order once the cursor leaves it."""
    return only_digits(shown_text(field)) if isinstance(field, DIGITS_ONLY) else shown_text(field)


def put(field: QWidget, text: str) -> None:
    """As typing or pasting does, whatever way it came in."""
    field.setFocus()
    if isinstance(field, QTextEdit):
        field.setPlainText(text)
    else:
        field.setText(text)
        field.textEdited.emit(text)


def rows_written(counter) -> int:
    return counter.desk.rows("SELECT count(*) FROM audit")[0][0]


@pytest.mark.parametrize(("place", "bad"), one_way_each(FORMS, tuple(BAD)))
def test_what_no_record_can_hold_is_refused_and_kept(open_counter, qtbot, tmp_path, caplog, place, bad):
    walk = Walk(open_counter("fa"), qtbot, caplog, tmp_path, agrees=True)
    inputs = text_inputs(walk.go(place))
    assert inputs
    for field in inputs.values():
        walk.press(f"{field.objectName()} typed", partial(put, field, BAD[bad]))
    before = {name: kept_text(field) for name, field in inputs.items()}
    written = rows_written(walk.counter)
    save = walk.counter.furniture.current().findChild(QAction, "save")
    walk.press("save", save.trigger)
    assert rows_written(walk.counter) == written
    assert {name: kept_text(field) for name, field in inputs.items()} == before
    for name, field in inputs.items():
        if not isinstance(field, DIGITS_ONLY):
            assert len(before[name]) in (len(BAD[bad]), 0), name
    assert any(field.problem() for field in inputs.values()) or walk.counter.context.notifier.toasts.toasts or any(
        field.problem() for field in walk.counter.furniture.current().page.panel.findChildren(QWidget)
        if hasattr(field, "problem")
    )  # fmt: skip
    walk.finish()
