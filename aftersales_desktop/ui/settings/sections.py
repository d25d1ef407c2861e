"""The settings as declared forms: one card a section, one input a setting; the names are those of the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from aftersales_desktop.i18n import LANGUAGES, N_
from aftersales_desktop.ui.widgets.fields import (
    CheckField,
    Chip,
    ChipsField,
    ChoiceField,
    CodeField,
    MoneyField,
    NoteField,
    NumberField,
    PhoneField,
    TextField,
)
from aftersales_desktop.ui.widgets.form import Input, Row
from aftersales_desktop.ui.widgets.kit import Kit


def choice(*options: tuple[str, str]) -> Callable[[Kit], QWidget]:
    """An input with fixed options, as (value, N_ title)."""

    def make(kit: Kit) -> QWidget:
        return ChoiceField(kit, [(value, kit.words(title)) for value, title in options])

    return make


def switches(*options: tuple[str, str]) -> Callable[[Kit], QWidget]:
    """One of a few, all in sight."""

    def make(kit: Kit) -> QWidget:
        return ChipsField(kit, [Chip(value, kit.words(title)) for value, title in options], single=True)

    return make


def languages(kit: Kit) -> QWidget:
    """Every language by its own name."""
    return ChipsField(kit, [Chip(code, name) for code, name in LANGUAGES.items()], single=True)


@dataclass(frozen=True)
class SettingsSection:
    """A card of the page."""

    key: str
    title: str
    icon: str
    rows: tuple[Row, ...]


CENTRE = SettingsSection(
    "centre",
    N_("Centre"),
    "building-store",
    (
        Input("centre_name", N_("Name of the centre"), TextField),
        (Input("centre_phone", N_("Phone"), PhoneField), Input("area_code", N_("Area code"), CodeField)),
        Input("centre_address", N_("Address"), TextField),
        Input("receptionist", N_("Who works at this desk"), TextField),
        (
            Input("centre_hours", N_("Opening hours"), TextField),
            Input("centre_economic_number", N_("Economic number"), CodeField),
        ),
    ),
)
COUNTER = SettingsSection(
    "counter",
    N_("Counter"),
    "clipboard-list",
    (
        (
            Input("promise_days", N_("Promise after working days"), partial(NumberField, least=0, most=60)),
            Input("shelf_cells", N_("Cells in a row of the shelf"), partial(NumberField, least=1, most=99)),
        ),
        (
            Input("uncollected_days", N_("Uncollected after days"), partial(NumberField, least=1, most=365)),
            Input("money_unit", N_("Amounts shown in"), switches(("rial", N_("rial")), ("toman", N_("toman")))),
        ),
    ),
)
WORK = SettingsSection(
    "work",
    N_("Work and hand-over"),
    "tool",
    (
        (
            Input("estimate_days", N_("Estimates hold for days"), partial(NumberField, least=1, most=365)),
            Input("bounce_days", N_("Counts as a return within days"), partial(NumberField, least=0, most=365)),
        ),
        (
            Input("labour_warranty_days", N_("Warranty on labour in days"), partial(NumberField, least=0, most=3650)),
            Input("quality_control", N_("Another person checks every repair"), CheckField),
        ),
        (
            Input("labour_hour_cost", N_("An hour of work costs us (rial)"), MoneyField),
            Input("loaner_day_cost", N_("A day of a loaner costs us (rial)"), MoneyField),
        ),
        Input(
            "quality_points_fa",
            N_("Points of the check in Persian"),
            partial(NoteField, lines=4, language="fa"),
            help=N_("A line that begins with a type of work and a colon is a point of that type only."),
        ),
        Input("quality_points_en", N_("Points in English"), partial(NoteField, lines=4, language="en")),
    ),
)


def days(name: str, title: str, most: int = 730) -> Input:
    """A number of days."""
    return Input(name, title, partial(NumberField, least=0, most=most))


CLOCKS = SettingsSection(
    "clocks",
    N_("Clocks of custody"),
    "clock",
    (
        (days("call_after_days", N_("Call after days")), days("first_letter_days", N_("First letter after days"))),
        (
            days("second_letter_days", N_("Second letter after days")),
            days("letter_answer_days", N_("Days to answer a letter"), 90),
        ),
        (
            days("final_letter_days", N_("Final notice after days")),
            days("final_letter_days_large", N_("Final notice, large devices")),
        ),
        (
            Input("storage_fee", N_("Storage a day (rial)"), MoneyField),
            Input("storage_fee_large", N_("Storage a day, large devices (rial)"), MoneyField),
        ),
    ),
)
RIGHTS = SettingsSection(
    "rights",
    N_("Rights and deadlines"),
    "calendar-event",
    (
        (
            days("repair_days_allowed", N_("Working days allowed for a repair"), 365),
            days("repeat_limit", N_("Right to a replacement at visit"), 20),
        ),
        Input(
            "overtime_rule",
            N_("A repair that takes longer extends the warranty by"),
            switches(("none", N_("Nothing")), ("days", N_("The days over")), ("months", N_("A month for each week"))),
        ),
        (
            days("loan_days", N_("Days of a loan"), 365),
            days("outside_days", N_("Days at another workshop"), 365),
        ),
        days("claim_evidence_day", N_("Day of the month for claim evidence"), 28),
    ),
)
PAPERS = SettingsSection(
    "papers",
    N_("Papers"),
    "printer",
    (
        (
            Input("receipt_paper", N_("Intake receipt"), switches(("A5", N_("A5")), ("roll80", N_("Roll 80 mm")))),
            Input("card_paper", N_("Warranty card"), switches(("card", N_("Card")), ("A6", N_("A6")))),
        ),
        (
            Input("exit_paper", N_("Exit slip"), switches(("A5", N_("A5")), ("roll80", N_("Roll 80 mm")))),
            Input("estimate_paper", N_("Estimate"), switches(("A5", N_("A5")), ("A4", N_("A4")))),
        ),
        (
            Input(
                "label_paper",
                N_("Device label"),
                switches(("50x30", N_("50 × 30 mm")), ("58x40", N_("58 × 40 mm")), ("100x50", N_("100 × 50 mm"))),
            ),
            Input("paper_language", N_("Language of papers"), choice(("fa", N_("Persian")), ("en", N_("English")))),
        ),
        (
            Input(
                "label_copies",
                N_("Labels of a device"),
                switches(("accessories", N_("It and each accessory")), ("fixed", N_("A fixed number"))),
            ),
            Input("label_count", N_("The fixed number of labels"), partial(NumberField, least=1, most=9)),
        ),
        Input("prints_label", N_("Print a label for every device taken in"), CheckField),
    ),
)
TEXTS = SettingsSection(
    "texts",
    N_("Terms on the receipt"),
    "notes",
    (
        Input("receipt_terms_fa", N_("In Persian"), partial(NoteField, lines=5, language="fa")),
        Input("receipt_terms_en", N_("In English"), partial(NoteField, lines=5, language="en")),
    ),
)
SCANNER = SettingsSection(
    "scanner",
    N_("Scanner"),
    "barcode",
    (
        (
            Input("scanner_gap_ms", N_("Longest gap between keys (ms)"), partial(NumberField, least=10, most=300)),
            Input("scanner_shortest", N_("Shortest code"), partial(NumberField, least=2, most=20)),
        ),
        Input("scanner_prefix", N_("Prefix that the scanner sends"), CodeField),
    ),
)
LOOK = SettingsSection(
    "look",
    N_("Language and look"),
    "language",
    (
        (
            Input("language", N_("Language"), languages),
            Input("calendar", N_("Calendar"), switches(("jalali", N_("Jalali")), ("gregorian", N_("Gregorian")))),
        ),
        (
            Input("theme", N_("Colours"), switches(("light", N_("Light")), ("dark", N_("Dark")))),
            Input("text_size", N_("Size of text"), switches((13, N_("Small")), (14, N_("Normal")), (16, N_("Large")))),
        ),
    ),
)
OF_CENTRE = (CENTRE, COUNTER, WORK, PAPERS, TEXTS, SCANNER, CLOCKS, RIGHTS)
