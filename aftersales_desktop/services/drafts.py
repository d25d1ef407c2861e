"""What stands in a form that was not saved yet: kept every second, offered again after a crash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from aftersales_desktop.models.office import Draft
from aftersales_desktop.services.work import Desk

NEVER_KEPT = frozenset({"passcode"})


@dataclass(frozen=True)
class DraftRow:
    """A draft and when it was kept."""

    content: dict[str, Any]
    saved_at: datetime


def keep_draft(desk: Desk, form: str, content: dict[str, Any]) -> None:
    """Keep what was typed (JSON values), after a long write if one is under way; passcodes are left out."""
    kept = _without_secrets(content)
    desk.when_free(f"draft/{form}", partial(_write_draft, desk, form, kept))


def _write_draft(desk: Desk, form: str, kept: dict[str, Any]) -> None:
    with desk.work() as now:
        Draft.insert(form=form, content=kept, saved_at=now).on_conflict(
            conflict_target=[Draft.form], update={Draft.content: kept, Draft.saved_at: now}
        ).execute()


def find_draft(desk: Desk, form: str) -> DraftRow | None:
    """The draft of a form, if one is kept."""
    row = Draft.get_or_none(Draft.form == form)
    return DraftRow(row.content, row.saved_at) if row else None


def drop_draft(desk: Desk, form: str) -> None:
    """Forget a draft: the form was saved or thrown away. Joins the saving transaction."""
    desk.when_free(f"draft/{form}", partial(_delete_draft, desk, form))


def _delete_draft(desk: Desk, form: str) -> None:
    with desk.work():
        Draft.delete().where(Draft.form == form).execute()


def _without_secrets(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_secrets(inner) for name, inner in value.items() if not _is_secret(name)}
    if isinstance(value, list):
        return [_without_secrets(inner) for inner in value]
    return value


def _is_secret(name: str) -> bool:
    """Fields of a further device bear its place in front: 1.passcode."""
    return name.rpartition(".")[2] in NEVER_KEPT
