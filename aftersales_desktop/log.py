"""The log beside the database: what went wrong and where, without a word about any customer."""

from __future__ import annotations

import copy
import enum
import faulthandler
import hashlib
import logging
import re
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path, PurePath
from types import TracebackType
from typing import Any, TextIO

FILE_BYTES = 1_000_000
FILES = 5

_LOGGER = logging.getLogger(__name__)
_HIDDEN = "…"
_PLAIN_CODE = re.compile(r"[a-z0-9_.:-]+|[A-Z0-9-]*[0-9][A-Z0-9-]*")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|‘[^’]*’|«[^»]*»")
_PERSONAL = re.compile(r"[^\x00-\x7f]+|\+?\d(?: ?\d){8,}|\S+@\S+|[A-Za-z]:\\[^\"'()]*|(?<![\w.])(?:/[\w.-]+){2,}")
_QT_LEVELS = {"QtDebugMsg": logging.DEBUG, "QtInfoMsg": logging.INFO, "QtWarningMsg": logging.WARNING}


class PrivateFormatter(logging.Formatter):
    """Times in UTC; names, phones, notes and quoted values left out; tracebacks without values."""

    converter = time.gmtime
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """One entry of the log."""
        private = copy.copy(record)
        private.args = _without_values(record.args)
        private.msg, private.args = _PERSONAL.sub(_HIDDEN, private.getMessage()), ()
        private.exc_text = None
        return super().format(private)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - named by logging
        """Where an error happened, and its words without quoted values."""
        return "\n".join(_error_lines(ei[1]))


def _without_values(args: Any) -> Any:
    if isinstance(args, dict):
        return {name: _without_value(value) for name, value in args.items()}
    return tuple(_without_value(value) for value in args or ())


def _without_value(value: Any) -> Any:
    if isinstance(value, (bool, int, float)) or value is None:
        return value
    if isinstance(value, enum.Enum):
        return value.name
    if isinstance(value, str):
        return str(value) if _PLAIN_CODE.fullmatch(value) else _HIDDEN
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_without_value(item) for item in value]
    return value.__name__ if isinstance(value, type) else type(value).__name__


def _error_lines(error: BaseException | None) -> Iterator[str]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        words = _PERSONAL.sub(_HIDDEN, _QUOTED.sub(_HIDDEN, str(error)))
        yield f"{type(error).__name__}: {words}"
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            yield f"  {_short_path(frame.filename)}:{frame.lineno} in {frame.name}"
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if error is not None:
            yield "after"


def _short_path(filename: str) -> str:
    """Without the person's folder, whose name is often the person's own."""
    parts = PurePath(filename).parts
    for root in ("aftersales_desktop", "site-packages"):
        if root in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(root) - 1 :])
    return PurePath(filename).name


def error_number(error: BaseException) -> str:
    """Four characters to tell over the phone: the same for the same fault at the same place."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "aftersales_desktop" in PurePath(frame.filename).parts] or list(frames)
    place = f"{_short_path(own[-1].filename)} {own[-1].name}" if own else ""
    return hashlib.sha256(f"{type(error).__qualname__} {place}".encode()).hexdigest()[:4].upper()


def record_qt_message(kind: Any, _where: Any, text: str) -> None:
    """For qInstallMessageHandler: Qt's complaints go to the log too."""
    logging.getLogger("qt").log(_QT_LEVELS.get(kind.name, logging.ERROR), text)


class DeskLog:
    """The log file of one data folder, and the nets under everything that nobody caught."""

    def __init__(self, folder: Path, tell: Callable[[str], None] | None = None) -> None:
        self.path = folder / "aftersales.log"
        self.tell = tell
        """Told the number of each error nobody caught, on the thread where it happened."""
        self._handler: RotatingFileHandler | None = None
        self._crashes: TextIO | None = None
        self._hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)

    def start(self) -> None:
        """Spread the nets and open the files.

        OSError when the folder cannot be written: the nets are spread all the same, so `stop` is due.
        """
        self._hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._on_uncaught
        threading.excepthook = self._on_uncaught_in_thread
        sys.unraisablehook = self._on_unraisable
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._handler = RotatingFileHandler(
            self.path, maxBytes=FILE_BYTES, backupCount=FILES - 1, encoding="utf-8", errors="backslashreplace"
        )
        self._handler.setFormatter(PrivateFormatter())
        logging.getLogger().addHandler(self._handler)
        logging.getLogger().setLevel(logging.INFO)
        # A windowed program has no standard error, so a crash inside Qt needs a file to be told in.
        self._crashes = self.path.with_name("crash.log").open("a", encoding="utf-8")
        faulthandler.enable(self._crashes)

    def stop(self) -> None:
        """Put everything back as it was before `start`."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._hooks
        if self._crashes is not None:
            faulthandler.disable()
            self._crashes.close()
            self._crashes = None
        if self._handler is not None:
            logging.getLogger().removeHandler(self._handler)
            self._handler.close()
            self._handler = None

    def report(self, error: BaseException) -> str:
        """Write an unexpected error down and tell its number; returns the number."""
        number = error_number(error)
        _LOGGER.error("Error %s", number, exc_info=error)
        if sys.stderr is not None:
            traceback.print_exception(error)
        if self.tell is not None:
            try:
                self.tell(number)
            except Exception:
                _LOGGER.exception("Error %s could not be shown", number)
        return number

    def _on_uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._hooks[0](kind, error, trace)
        else:
            self.report(error)

    def _on_uncaught_in_thread(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None and not isinstance(caught.exc_value, SystemExit):
            self.report(caught.exc_value)

    def _on_unraisable(self, caught: Any) -> None:
        """Errors while something is thrown away: worth a line, not an interruption."""
        _LOGGER.error("Error in a clean-up", exc_info=caught.exc_value)
