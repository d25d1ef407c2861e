"""The light that tells how old the last good backup is."""

from __future__ import annotations

from datetime import date

from aftersales_desktop.i18n import Words
from aftersales_desktop.i18n.formats import tehran_time
from aftersales_desktop.services.backup_record import BackupState


def state_in_words(words: Words, state: BackupState, today: date) -> tuple[str, str]:
    """Tone and sentence for the light: how old the last good backup is, or what went wrong since."""
    age = state.age
    if state.problem is not None:
        failed = words("The backup of {moment} failed.", moment=state.failed_at)
        return "danger", f"{failed} {words.say(state.problem)}"
    if state.last is None:
        return age.tone, words("There is no backup yet. If this PC breaks, everything is lost.")
    if age.is_ahead:
        return age.tone, words(
            "The last backup bears the date {moment}, which is still to come. Look at the clock of this PC.",
            moment=state.last.made_at,
        )
    if age.tone == "ok":
        when = words.days_away(tehran_time(state.last.made_at).date(), today)
        return age.tone, words("Last backup: {when}, {time}", when=when, time=words.time(state.last.made_at))
    return age.tone, words.plural("No backup for {count} day", "No backup for {count} days", age.days)
