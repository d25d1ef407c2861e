"""What tests of backups share: a file with some of everything, and its content without what a journey changes."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from aftersales_desktop.models import copies
from aftersales_desktop.services import drafts, settings
from aftersales_desktop.services.work import Desk
from tests.services import warranty_samples as samples
from tests.services.counter import Counter

SECRET = "Zq7-رمز-9xK"
KEPT_BY_BACKUPS = ("last_backup", "failed_backup")


def filled(desk: Desk) -> Counter:
    """Orders with and without a passcode, a card, a draft, settings."""
    counter = Counter(desk)
    counter.order(passcode=SECRET, customer_words="روشن نمی‌شود")
    counter.order()
    samples.card(desk)
    settings.save_settings(desk, centre_name="مرکز خدمات پارس")
    drafts.keep_draft(desk, "intake", {"serial": "S1"})
    return counter


def content(path: Path) -> dict[str, list[tuple]]:
    """Every row of every table of a closed file, but for passcodes and what is noted about backups."""
    with closing(sqlite3.connect(path)) as connection:
        names = [name for name in copies.tables_of(connection) if name not in copies.NEVER_COPIED]
        rows = {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in names}
    rows["setting"] = [row for row in rows["setting"] if row[0] not in KEPT_BY_BACKUPS]
    rows["audit"] = [row for row in rows["audit"] if row[3] not in ("backup", "restore")]
    return rows


def sealed(body: bytes) -> bytes:
    """What somebody would have to do who changes a backup on purpose: give it a right sum again."""
    return body[:-64] + hashlib.sha256(body[:-64]).hexdigest().encode()
