"""One program at a time on one database; a second start brings the first window to the front."""

from __future__ import annotations

import ctypes
import hashlib
import logging
import os
import sys
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from aftersales_desktop.config import cannot_write
from aftersales_desktop.domain.errors import NotAllowed
from aftersales_desktop.i18n import Message

_LOGGER = logging.getLogger(__name__)
_ANSWER_MILLISECONDS = 3000
_ANY_PROCESS = -1  # ASFW_ANY of AllowSetForegroundWindow


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
    """Holds the lock beside the database for as long as the program runs.

    The lock alone decides. The local server only passes the wish to come to the front on: on Windows two servers
    may listen under one name, so it could not decide anything.
    """

    front_wanted = Signal()
    """Another start was refused; the window should come to the front."""

    def __init__(self, lock: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = lock
        self._lock = QLockFile(str(lock))
        # Only a dead process gives the lock up, never a long working day.
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_second_start)

    def claim(self) -> None:
        """Take the lock.

        AlreadyRunning when another program has it, StorageProblem when no lock can be written.
        """
        if not self._lock.tryLock(0):
            if self._lock.error() != QLockFile.LockError.LockFailedError:
                raise cannot_write(self._path.parent)
            raise AlreadyRunning(answered=_first_comes_to_front(server_name(self._path)))
        # A killed program leaves its socket behind on Linux; the lock says that nobody listens there.
        QLocalServer.removeServer(server_name(self._path))
        if not self._server.listen(server_name(self._path)):
            _LOGGER.warning("A second start cannot bring this window to the front")

    def release(self) -> None:
        """Let the next start have the database."""
        self._server.close()
        self._lock.unlock()

    def _on_second_start(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.disconnectFromServer()
            self.front_wanted.emit()


def server_name(lock: Path) -> str:
    """A name for the local server that only programs of the same data folder share."""
    folder = os.path.normcase(os.path.realpath(lock.parent))
    return f"aftersales-desktop-{hashlib.sha256(folder.encode()).hexdigest()[:16]}"


def _first_comes_to_front(name: str) -> bool:
    """Knock; the first program answers by hanging up."""
    if sys.platform == "win32":
        # Windows lets only the program that was just started hand the foreground on.
        ctypes.windll.user32.AllowSetForegroundWindow(_ANY_PROCESS)
    socket = QLocalSocket()
    socket.connectToServer(name)
    return socket.waitForConnected(_ANSWER_MILLISECONDS) and (
        socket.state() == QLocalSocket.LocalSocketState.UnconnectedState
        or socket.waitForDisconnected(_ANSWER_MILLISECONDS)
    )
