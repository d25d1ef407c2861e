"""One program at a time on one database; a second start brings the first window to the front."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal

from aftersales_desktop.config import cannot_write
from aftersales_desktop.domain.errors import NotAllowed
from aftersales_desktop.i18n import Message

if TYPE_CHECKING:
    from aftersales_desktop.ui.front_call import FrontServer


_SECONDS_TO_WRITE_A_LOCK = 10


def take_lock(lock: QLockFile, path: Path) -> bool:
    """Take the lock, also from a file that no living program holds.

    Qt itself knows only a dead process of this computer. A lock torn by a power cut, or copied here with its folder
    from another computer, would keep everybody out for ever; what decides then is whether some program has it open.
    """
    if lock.tryLock(0):
        return True
    return _is_settled(path) and lock.removeStaleLockFile() and lock.tryLock(0)


def _is_settled(path: Path) -> bool:
    """Another start may be between making the file and locking it."""
    try:
        return abs(time.time() - path.stat().st_mtime) > _SECONDS_TO_WRITE_A_LOCK
    except OSError:
        return False


class AlreadyRunning(NotAllowed):
    """Another window has this database; `answered` tells whether it came to the front."""

    def __init__(self, *, answered: bool) -> None:
        self.answered = answered
        super().__init__(
            Message("The program is already open. Its window has been brought to the front.")
            if answered
            else Message(
                "The program already runs on this data but does not answer. Wait for it, or end it in the task list."
            )
        )


class SingleInstance(QObject):
    """Holds the lock beside the database for as long as the program runs. The lock alone decides."""

    front_wanted = Signal()
    """Another start was refused; the window should come to the front."""

    def __init__(self, lock: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = lock
        self._lock = QLockFile(str(lock))
        # Only a dead process gives the lock up, never a long working day.
        self._lock.setStaleLockTime(0)
        self._server: FrontServer | None = None

    def claim(self) -> None:
        """Take the lock.

        AlreadyRunning when another program has it, StorageProblem when no lock can be written.
        """
        if take_lock(self._lock, self._path):
            return
        if self._lock.error() != QLockFile.LockError.LockFailedError:
            raise cannot_write(self._path.parent)
        from aftersales_desktop.ui.front_call import call_first, server_name

        raise AlreadyRunning(answered=call_first(server_name(self._path)))

    def listen(self) -> None:
        """Be called by later starts; there must be a window that can come to the front."""
        from aftersales_desktop.ui.front_call import FrontServer, server_name

        self._server = FrontServer(server_name(self._path), self)
        self._server.called.connect(self.front_wanted)

    def release(self) -> None:
        """Let the next start have the database."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()
