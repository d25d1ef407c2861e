"""Photos and files in the life of one serial: those on the device itself and those of its visits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from aftersales_desktop.services.attachments import COLUMNS, AttachmentRow, attachment_row
from aftersales_desktop.services.kept_files import thumbnail_of
from aftersales_desktop.services.photos import photo_from
from aftersales_desktop.services.work import Desk

MOST_ON_PAPER = 12
_COLUMNS = ", ".join(f"a.{column}" for column in COLUMNS)
_WIDTH, _HEIGHT = 280, 210
"""Pixels; enough for the size they are printed in."""
_OF_VISITS = f"""
    SELECT s.number, s.id, {_COLUMNS} FROM service_order s
    JOIN attachment a ON a.entity = 'service_order' AND a.record_uuid = s.uuid AND a.archived_at IS NULL
    WHERE s.unit_id = ?1
    UNION ALL SELECT '', NULL, {_COLUMNS} FROM unit u
    JOIN attachment a ON a.entity = 'unit' AND a.record_uuid = u.uuid AND a.archived_at IS NULL
    WHERE u.id = ?1 OR u.merged_into_id = ?1
    ORDER BY 3"""


@dataclass(frozen=True)
class LifeFile:
    """A photo or file; `order_number` is empty for one that is on the device itself.

    `picture` is a small PNG for paper, empty where none was asked for or the file is no picture that can be read.
    """

    file: AttachmentRow
    order_number: str
    order_id: int | None
    picture: bytes = b""

    @property
    def on(self) -> date:
        """The day it was taken, else the day it was added."""
        return self.file.day


def files_of_life(desk: Desk, unit_id: int) -> tuple[LifeFile, ...]:
    """All of them, oldest first, in one statement."""
    found = desk.rows(_OF_VISITS, unit_id)
    return tuple(LifeFile(attachment_row(tuple(columns)), number, order) for number, order, *columns in found)


def with_pictures(desk: Desk, files: Iterable[LifeFile]) -> tuple[LifeFile, ...]:
    """The same with small pictures, as many as go on paper; what is missing or damaged stays without."""
    shown: list[LifeFile] = []
    left = MOST_ON_PAPER
    for file in files:
        picture = _picture(desk, file.file.sha256) if left and file.file.media_type.startswith("image/") else b""
        left -= bool(picture)
        shown.append(replace(file, picture=picture))
    return tuple(shown)


def _picture(desk: Desk, sha256: str) -> bytes:
    pixels = thumbnail_of(desk.path, sha256, _WIDTH, _HEIGHT).pixels
    return photo_from(pixels) if pixels is not None else b""
