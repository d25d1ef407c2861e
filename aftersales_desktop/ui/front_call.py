"""How a second start asks the first one to come to the front. Imported only after the first paint, or when refused."""

from __future__ import annotations

import hashlib
import logging
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

if sys.platform == "win32":
    import ctypes

_LOGGER = logging.getLogger(__name__)
_PATIENCE = 3.0
_PAUSE = 0.05
_ANY_PROCESS = -1  # ASFW_ANY of AllowSetForegroundWindow


class FrontServer(QObject):
    """Listens for other starts on the same data folder.

    It decides nothing: on Windows two servers may listen under one name. The lock decides.
    """

    called = Signal()
    """Another start was refused; the window should come to the front."""

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_call)
        # A killed program leaves its socket behind on Linux; the lock says that nobody listens there.
        QLocalServer.removeServer(name)
        if not self._server.listen(name):
            _LOGGER.warning("A second start cannot bring this window to the front")

    def close(self) -> None:
        """Take no more calls."""
        self._server.close()

    def _on_call(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.disconnectFromServer()
            self.called.emit()


def server_name(lock: Path) -> str:
    """A name for the local server that only programs of the same data folder share."""
    folder = os.path.normcase(os.path.realpath(lock.parent))
    return f"aftersales-desktop-{hashlib.sha256(folder.encode()).hexdigest()[:16]}"


def call_first(name: str, patience: float = _PATIENCE) -> bool:
    """Whether the first program heard the call within so many seconds; one that has just begun listens a bit later."""
    if sys.platform == "win32":
        # Windows lets only the program that was just started hand the foreground on.
        ctypes.windll.user32.AllowSetForegroundWindow(_ANY_PROCESS)
    until = time.monotonic() + patience
    while not _is_heard(name, until):
        if time.monotonic() >= until:
            return False
        time.sleep(_PAUSE)
    return True


def _is_heard(name: str, until: float) -> bool:
    """One call; the first program answers by hanging up."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_milliseconds_to(until)):
        return False
    unconnected = QLocalSocket.LocalSocketState.UnconnectedState
    return socket.state() == unconnected or socket.waitForDisconnected(_milliseconds_to(until))


def _milliseconds_to(until: float) -> int:
    return max(1, round((until - time.monotonic()) * 1000))
