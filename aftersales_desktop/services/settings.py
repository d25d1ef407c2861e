"""Settings of the centre, kept in its file."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from datetime import datetime
from hashlib import sha256
from typing import Any

from aftersales_desktop.domain import identifiers, text
from aftersales_desktop.domain.errors import FieldProblem, ValidationError, refuse
from aftersales_desktop.domain.identifiers import IdentifierProblem
from aftersales_desktop.domain.offsets import Offset, is_offset
from aftersales_desktop.i18n import Message
from aftersales_desktop.models.office import Setting, StoredFile
from aftersales_desktop.services import audit
from aftersales_desktop.services.records import new_uuid
from aftersales_desktop.services.work import NOBODY, Area, Desk

LARGEST_LOGO = 1_000_000
_LONGEST_FOLDER = 1000


LARGE_CATEGORIES = ("refrigerator", "washing-machine", "dishwasher", "television", "air-conditioner", "boiler")
"""Codes of the kinds of devices that count as large until the centre says otherwise."""


@dataclass(frozen=True)
class Settings:
    """Every setting with its working default; the field's name is its key in the file."""

    is_set_up: bool = False
    centre_name: str = ""
    centre_phone: str = ""
    centre_address: str = ""
    centre_economic_number: str = ""
    centre_hours: str = ""
    receptionist: str = ""
    area_code: str = "021"
    logo: str = ""
    promise_days: int = 3
    shelf_cells: int = 20
    uncollected_days: int = 7
    call_after_days: int = 3
    first_letter_days: int = 30
    second_letter_days: int = 45
    final_letter_days: int = 90
    final_letter_days_large: int = 45
    letter_answer_days: int = 10
    storage_fee: int = 20_000
    storage_fee_large: int = 80_000
    large_categories: list[str] = field(default_factory=lambda: list(LARGE_CATEGORIES))
    repair_days_allowed: int = 15
    overtime_rule: str = "days"
    repeat_limit: int = 3
    loan_days: int = 14
    outside_days: int = 14
    claim_evidence_day: int = 5
    quality_control: bool = False
    """Whether another person looks at a repaired device before it is ready."""
    quality_points_fa: str = ""
    quality_points_en: str = ""
    estimate_days: int = 7
    bounce_days: int = 90
    labour_warranty_days: int = 30
    labour_hour_cost: int = 0
    """What an hour of work costs the centre, in rials."""
    loaner_day_cost: int = 0
    """What a day of a loaner costs the centre, in rials."""
    money_unit: str = "rial"
    receipt_paper: str = "A5"
    exit_paper: str = "A5"
    estimate_paper: str = "A5"
    card_paper: str = "card"
    label_paper: str = "50x30"
    paper_language: str = ""
    label_copies: str = "accessories"
    """How many labels a device gets: "accessories" is one for it and one for each, "fixed" is `label_count`."""
    label_count: int = 1
    prints_label: bool = True
    printers: dict[str, str] = field(default_factory=dict)
    paper_offsets: dict[str, list[float]] = field(default_factory=dict)
    """By paper size: how many mm everything is moved to the right and down when it is printed."""
    receipt_terms_fa: str = ""
    receipt_terms_en: str = ""
    scanner_gap_ms: int = 60
    scanner_shortest: int = 4
    scanner_prefix: str = ""
    backup_folder: str = ""
    """Where a backup is made when the program ends; empty: none is made."""

    def offset_of(self, paper: str) -> Offset:
        """How far a size of paper is moved, in mm to the right and down."""
        right, down = self.paper_offsets.get(paper, (0.0, 0.0))
        return right, down


_LONGEST = {
    "centre_name": 80, "centre_address": 300, "centre_hours": 120, "receipt_terms_fa": 2000, "receipt_terms_en": 2000,
    "quality_points_fa": 1000, "quality_points_en": 1000,
}  # fmt: skip
_ANY_LOCAL_NUMBER = "88888888"
_AS_TYPED = ("backup_folder",)
"""Names that the disk knows letter by letter."""
_LINES = ("receipt_terms_fa", "receipt_terms_en", "quality_points_fa", "quality_points_en")
_RANGES = {
    "promise_days": (0, 60),
    "shelf_cells": (1, 99),
    "uncollected_days": (1, 365),
    "estimate_days": (1, 365),
    "bounce_days": (0, 365),
    "labour_warranty_days": (0, 3650),
    "labour_hour_cost": (0, 1_000_000_000),
    "loaner_day_cost": (0, 1_000_000_000),
    "call_after_days": (0, 365),
    "first_letter_days": (1, 365),
    "second_letter_days": (1, 730),
    "final_letter_days": (1, 730),
    "final_letter_days_large": (1, 730),
    "letter_answer_days": (1, 90),
    "storage_fee": (0, 100_000_000),
    "storage_fee_large": (0, 100_000_000),
    "repair_days_allowed": (1, 365),
    "repeat_limit": (0, 20),
    "loan_days": (1, 365),
    "outside_days": (1, 365),
    "claim_evidence_day": (0, 28),
    "label_count": (1, 9),
}
_CHOICES = {
    "money_unit": ("rial", "toman"),
    "receipt_paper": ("A5", "roll80"),
    "exit_paper": ("A5", "roll80"),
    "estimate_paper": ("A5", "A4"),
    "card_paper": ("card", "A6"),
    "label_paper": ("50x30", "58x40", "100x50"),
    "label_copies": ("accessories", "fixed"),
    "paper_language": ("", "fa", "en"),
    "overtime_rule": ("none", "days", "months"),
}


def load_settings(desk: Desk) -> Settings:
    """What the file says, and defaults for the rest; unknown keys of a newer release are left alone."""
    known = {setting.name for setting in fields(Settings)}
    found = {key: json.loads(value) for key, value in desk.rows("SELECT key, value FROM setting") if key in known}
    return Settings(**found)


def save_settings(desk: Desk, **changes: Any) -> Settings:
    """Write some settings; gives the settings as they were, for undo. Raises ValidationError."""
    before = load_settings(desk)
    cleaned = {name: _cleaned(name, value) for name, value in changes.items()}
    problems = [problem for name, value in cleaned.items() if (problem := _problem(name, value))]
    refuse(problems)
    different = {name: value for name, value in cleaned.items() if getattr(before, name) != value}
    if different:
        with desk.work(Area.SETTINGS) as now:
            for name, value in different.items():
                Setting.insert(key=name, value=value).on_conflict(
                    conflict_target=[Setting.key], update={Setting.value: value}
                ).execute()
            change = {name: [getattr(before, name), value] for name, value in different.items()}
            audit.write(desk, now, "change", "setting", "", change)
    return before


def name_the_desk(desk: Desk) -> Settings:
    """What is done from now on is done by the person whom the settings name; gives the settings."""
    settings = load_settings(desk)
    desk.actor = settings.receptionist or NOBODY
    return settings


def store_logo(desk: Desk, name: str, content: bytes) -> Settings:
    """Keep a PNG or JPEG as the centre's logo (empty content takes the logo away); gives the settings as they were."""
    if not content:
        return save_settings(desk, logo="")
    media_type = _media_type(content)
    if media_type is None:
        raise ValidationError([FieldProblem("logo", Message("Choose a PNG or JPEG picture as the logo."))])
    if len(content) > LARGEST_LOGO:
        raise ValidationError(
            [FieldProblem("logo", Message("The logo is larger than 1 MB. Choose a smaller picture."))]
        )
    with desk.work(Area.SETTINGS) as now:
        return save_settings(desk, logo=_stored(desk, now, name, media_type, content))


def read_logo(desk: Desk) -> bytes:
    """The logo's bytes; empty when there is none."""
    digest = load_settings(desk).logo
    row = StoredFile.get_or_none(StoredFile.sha256 == digest) if digest else None
    return bytes(row.content) if row else b""


def _stored(desk: Desk, now: datetime, name: str, media_type: str, content: bytes) -> str:
    from_content = sha256(content).hexdigest()
    if StoredFile.get_or_none(StoredFile.sha256 == from_content) is None:
        StoredFile.insert(
            uuid=new_uuid(), sha256=from_content, name=name[:200], media_type=media_type, content=content,
            created_at=now, created_by=desk.actor,
        ).execute()  # fmt: skip
    return from_content


def _media_type(content: bytes) -> str | None:
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    return None


def _cleaned(name: str, value: Any) -> Any:
    if isinstance(value, str) and name not in _AS_TYPED:
        return text.clean(value, lines=name in _LINES)
    return value


def _problem(name: str, value: Any) -> FieldProblem | None:
    message = None
    if name in _CHOICES and value not in _CHOICES[name]:
        message = Message("Choose one of the offered values.")
    elif name in _RANGES and not (type(value) is int and _RANGES[name][0] <= value <= _RANGES[name][1]):
        low, high = _RANGES[name]
        message = Message("Enter a number from {low} to {high}.", low=low, high=high)
    elif name == "paper_offsets" and not all(is_offset(value) for value in value.values()):
        message = Message("Enter millimetres from -10 to 10 in steps of 0.5.")
    elif name in _AS_TYPED:
        message = _folder_problem(value)
    elif isinstance(value, str):
        message = text.text_problem(value, longest=_LONGEST.get(name, 120), lines=name in _LINES)
    if message is None and name == "centre_phone" and value:
        message = _phone_problem(value)
    elif message is None and name == "area_code":
        message = _phone_problem(_ANY_LOCAL_NUMBER, value)
    return FieldProblem(name, message) if message else None


def _folder_problem(folder: str) -> Message | None:
    try:
        folder.encode("utf-8")
    except UnicodeEncodeError:
        return Message("The name of this folder cannot be kept. Choose a folder with an ordinary name.")
    too_long = Message("The name of this folder is too long. Choose another one.")
    return too_long if len(folder) > _LONGEST_FOLDER else None


def _phone_problem(phone: str, area_code: str = "021") -> Message | None:
    try:
        identifiers.phone(phone, area_code)
    except IdentifierProblem as problem:
        return problem.message
    return None
