"""Errors a person at the desk can act on. Anything else that is raised is a bug."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aftersales_desktop.i18n import Message


class DeskError(Exception):
    """Expected failure; its message is one sentence for the receptionist that says what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.msgid)
        self.message = message


class NotAllowed(DeskError):
    """A rule says no."""


class NotFound(DeskError):
    """What was asked for is not in the file."""


class StorageProblem(DeskError):
    """Disk or file trouble; nothing was saved."""


class DeskBusy(StorageProblem):
    """A long piece of work has the file for itself; nothing was saved."""

    def __init__(self) -> None:
        super().__init__(
            Message("A long piece of work is writing to the file. Nothing was saved. Save again when it is done.")
        )


class Cancelled(DeskError):
    """The person stopped a long piece of work; nothing of it is kept."""

    def __init__(self) -> None:
        super().__init__(Message("Stopped. Nothing was changed."))


@dataclass(frozen=True)
class FieldProblem:
    """One input that has to be corrected before saving, or (doubtful) confirmed by saving again."""

    field: str
    message: Message
    doubtful: bool = False


class ValidationError(DeskError):
    """Some inputs are missing or wrong; nothing was written. All problems, in reading order."""

    def __init__(self, problems: Iterable[FieldProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems[0].message)


def refuse(problems: Iterable[FieldProblem]) -> None:
    """Stop a use case that has problems: raises one ValidationError with all of them, nothing when there are none."""
    found = tuple(problems)
    if found:
        raise ValidationError(found)
