"""What the file remembers of its backups: the last verified one, and the last that failed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from aftersales_desktop.domain.backups import BackupAge, backup_age
from aftersales_desktop.i18n import Message, message_from_json, message_to_json
from aftersales_desktop.models.fields import moment_text, moment_value
from aftersales_desktop.models.office import Setting
from aftersales_desktop.services import audit
from aftersales_desktop.services.reading import Rows
from aftersales_desktop.services.work import Area, Desk

if TYPE_CHECKING:
    from aftersales_desktop.services.backup import BackupMade

LAST, FAILED = "last_backup", "failed_backup"


@dataclass(frozen=True)
class LastBackup:
    """The last backup that was read back whole; `path` is where it was then."""

    made_at: datetime
    path: str
    size: int


@dataclass(frozen=True)
class BackupState:
    """How things stand: the last good backup and its age, and why a later one failed, if it did."""

    last: LastBackup | None
    age: BackupAge
    problem: Message | None = None
    failed_at: datetime | None = None


def note_backup(desk: Desk, made: BackupMade) -> None:
    """Remember a verified backup; its sum goes into the audit chain. A failure before it is forgotten."""
    values = last_backup_values(made.made_at, str(made.path), made.size)
    with desk.work(Area.BACKUP) as now:
        _keep(LAST, values)
        Setting.delete().where(Setting.key == FAILED).execute()
        audit.write(desk, now, "backup", "setting", "", {"file": made.path.name, "sha256": made.sha256})


def note_failure(desk: Desk, problem: Message) -> None:
    """Remember that a backup which nobody watched did not succeed, and why."""
    with desk.work(Area.BACKUP) as now:
        _keep(FAILED, {"at": moment_text(now), "problem": message_to_json(problem)})


def backup_state(desk: Desk) -> BackupState:
    """What Today and the settings show."""
    kept = _kept(desk)
    last = _last(kept.get(LAST))
    age = backup_age(last.made_at if last else None, _began_at(desk), desk.now())
    failed = kept.get(FAILED)
    if not failed:
        return BackupState(last, age)
    return BackupState(last, age, message_from_json(failed["problem"]), moment_value(failed["at"]))


def last_backup_values(made_at: datetime, path: str, size: int) -> dict[str, Any]:
    """The last backup as the file keeps it."""
    return {"made_at": moment_text(made_at), "path": path, "size": size}


def _keep(key: str, values: dict[str, Any]) -> None:
    Setting.insert(key=key, value=values).on_conflict(
        conflict_target=[Setting.key], update={Setting.value: values}
    ).execute()


def _kept(rows: Rows) -> dict[str, Any]:
    found = rows.rows("SELECT key, value FROM setting WHERE key IN (?, ?)", LAST, FAILED)
    return {key: json.loads(value) for key, value in found}


def _last(values: dict[str, Any] | None) -> LastBackup | None:
    return LastBackup(moment_value(values["made_at"]), values["path"], values["size"]) if values else None


def _began_at(rows: Rows) -> datetime | None:
    first = rows.rows("SELECT at FROM audit ORDER BY seq LIMIT 1")
    return moment_value(first[0][0]) if first else None
