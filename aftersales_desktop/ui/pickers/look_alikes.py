"""Looks for customers like the one being typed, a moment after the last key, beside the window."""

from __future__ import annotations

import sqlite3
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from aftersales_desktop.i18n import Message, OwnNumber
from aftersales_desktop.services.customers import SimilarCustomer
from aftersales_desktop.services.look_alikes import TypedPerson, look_alikes
from aftersales_desktop.ui.background import Job
from aftersales_desktop.ui.context import AppContext

MILLISECONDS = 300
_LAST_DIGITS = 4


class LookAlikes(QObject):
    """`found(customers)` follows every `look`, empty when nobody is alike; a newer question drops an older one."""

    found = Signal(tuple)

    def __init__(self, context: AppContext, owner: QObject) -> None:
        super().__init__(owner)
        self._context = context
        self._typed, self._besides = TypedPerson(""), None
        self._job: Job | None = None
        self._wait = QTimer(self, singleShot=True, interval=MILLISECONDS)
        self._wait.timeout.connect(self._ask)

    def look(self, typed: TypedPerson, besides: int | None = None) -> None:
        """Somebody typed; `besides` is the customer who is being changed."""
        if (typed, besides) != (self._typed, self._besides):
            self.forget()
            self._typed, self._besides = typed, besides
            self._wait.start()

    def forget(self) -> None:
        """Nobody is being typed any more."""
        self._wait.stop()
        self._typed, self._besides = TypedPerson(""), None
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _ask(self) -> None:
        work = partial(self._look_in_file, self._typed, self._besides)
        self._job = self._context.kit.background.run(self, work, self._tell)

    def _look_in_file(self, typed: TypedPerson, besides: int | None, job: Job) -> tuple[SimilarCustomer, ...]:
        """In the worker, on a connection of its own."""
        with self._context.desk.reader() as reader, job.stopped_by(reader.interrupt):
            try:
                return look_alikes(reader, typed, self._context.names, besides)
            except sqlite3.OperationalError:
                if not job.cancelled():
                    raise
                return ()

    def _tell(self, found: tuple[SimilarCustomer, ...]) -> None:
        self._job = None
        self.found.emit(found)


def looks_like(customer: SimilarCustomer) -> Message:
    """One sentence with the end of the phone, by which people know which of their numbers it is."""
    if not customer.phone:
        return Message("Looks like {name}: {reason}", name=customer.name, reason=customer.reason)
    digits = OwnNumber(customer.phone[-_LAST_DIGITS:])
    return Message("Looks like {name} (…{digits}): {reason}", name=customer.name, digits=digits, reason=customer.reason)
