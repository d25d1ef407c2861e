"""Every kind of input, in one place to import from."""

from __future__ import annotations

from aftersales_desktop.ui.widgets.check_field import CheckField
from aftersales_desktop.ui.widgets.chips_field import Chip, ChipsField
from aftersales_desktop.ui.widgets.code_field import CodeField, SerialField
from aftersales_desktop.ui.widgets.date_field import DateField
from aftersales_desktop.ui.widgets.image_field import ImageField
from aftersales_desktop.ui.widgets.line_field import Field
from aftersales_desktop.ui.widgets.money_field import MoneyField, NumberField
from aftersales_desktop.ui.widgets.note_field import NoteField
from aftersales_desktop.ui.widgets.phone_field import PhoneField
from aftersales_desktop.ui.widgets.suggest_field import ChoiceField, SuggestField
from aftersales_desktop.ui.widgets.suggestions import Suggestion
from aftersales_desktop.ui.widgets.text_field import TextField

__all__ = [
    "CheckField",
    "Chip",
    "ChipsField",
    "ChoiceField",
    "CodeField",
    "DateField",
    "Field",
    "ImageField",
    "MoneyField",
    "NoteField",
    "NumberField",
    "PhoneField",
    "SerialField",
    "SuggestField",
    "Suggestion",
    "TextField",
]
