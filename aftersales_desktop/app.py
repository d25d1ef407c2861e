"""Composition root of the window: a bare shell first, then the file, then the screens.

Only Qt and the shell's own widgets are imported before the first paint. The lock is taken before it; the log, the ear
for later starts, peewee, the services and the screens come after it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, date, datetime

from PySide6.QtCore import (
    QLibraryInfo,
    QLocale,
    QObject,
    Qt,
    QTimer,
    QTranslator,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from aftersales_desktop.config import DataFolder, cannot_write, check_data_folder
from aftersales_desktop.domain.errors import DeskError, StorageProblem
from aftersales_desktop.i18n import Message, Words
from aftersales_desktop.i18n.formats import tehran_time
from aftersales_desktop.ui.background import Background
from aftersales_desktop.ui.collector import GarbageCollector
from aftersales_desktop.ui.main_window import MainWindow
from aftersales_desktop.ui.preferences import Preferences
from aftersales_desktop.ui.single_instance import SingleInstance
from aftersales_desktop.ui.theme import Theme, load_fonts, make_application
from aftersales_desktop.ui.widgets.first_paint import after_first_paint
from aftersales_desktop.ui.widgets.kit import Kit

FIRST_LANGUAGE = "fa"
REFUSED = 3
REBUILD_MILLISECONDS = 300


def utc_now() -> datetime:
    """The PC's clock."""
    return datetime.now(UTC)


def today() -> date:
    """The business day on Iran's calendar."""
    return tehran_time(utc_now()).date()


def has_display() -> bool:
    """Whether a window could be shown at all."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def run_window(folder: DataFolder, *, language: str = "", demo: bool = False) -> int:
    """Show the window until it is closed; DeskError when the folder is refused or the program is already open."""
    if not has_display():
        raise DeskError(
            Message(
                "There is no screen to show the window on. The commands tour, demo, import, print, export-month, "
                "check, backup and restore work without one."
            )
        )
    check_data_folder(folder.path)
    app = make_application(sys.argv[0])
    instance = SingleInstance(folder.lock)
    instance.claim()
    with ExitStack() as at_end:
        at_end.callback(instance.release)
        program = Program(app, folder, language=language, demo=demo)
        instance.front_wanted.connect(program.come_to_front)

        program.show(lambda: _open_log(folder, program, at_end), instance.listen)
        return app.exec()


def _open_log(folder: DataFolder, program: Program, at_end: ExitStack) -> None:
    """From now on errors and Qt's complaints go to the log; the desk can work without one."""
    from aftersales_desktop.log import DeskLog, record_qt_message

    log = DeskLog(folder.log, program.error_happened.emit)
    at_end.callback(log.stop)
    try:
        log.start()
    except OSError:
        program.complain(cannot_write(folder.log))
    at_end.callback(qInstallMessageHandler, qInstallMessageHandler(record_qt_message))


class Program(QObject):
    """The running window, and what it takes to build it again in another language or look."""

    error_happened = Signal(str)
    """The number of an error nobody caught, from whatever thread."""

    def __init__(self, app: QApplication, folder: DataFolder, *, language: str = "", demo: bool = False) -> None:
        super().__init__(app)
        self._app = app
        self._folder = folder
        self._demo = demo
        self._is_closing = False
        self._desk = None
        self.context = None
        self.furniture = None
        self._translators: list[QTranslator] = []
        self._begin_work: Callable[[], None] | None = None
        self._listen: Callable[[], None] | None = None
        self.error_happened.connect(self.tell_error)
        self._collector = GarbageCollector(self)
        self.background = Background(self)
        self.preferences = Preferences(folder.window_settings, self)
        if language:
            self.preferences.keep(language=language)
        self._is_first_start = not self.preferences.settings.language
        load_fonts()
        self.window = self._make_window()
        self._rebuild_later = QTimer(self, singleShot=True)
        self._rebuild_later.timeout.connect(self._rebuild_if_free)
        self.preferences.changed.connect(self._rebuild_soon)

    def show(self, begin_work: Callable[[], None] | None = None, listen: Callable[[], None] | None = None) -> None:
        """Paint the shell; then call `begin_work`, whose DeskError is a refusal, and open the file.

        `listen` follows the first rows: a second start is patient for a moment.
        """
        self._begin_work, self._listen = begin_work, listen
        after_first_paint(self.window, self._go_on)
        self.window.show()

    def come_to_front(self) -> None:
        """A second start wants the window."""
        self.window.come_to_front()

    def tell_error(self, number: str) -> None:
        """An error nobody expected: apologise, keep the program open."""
        if self.context is not None:
            self.context.notifier.warning(
                Message(
                    "Something went wrong (error {number}). What you typed is kept; please repeat the last step.",
                    number=number,
                )
            )

    def _rebuild_soon(self) -> None:
        """Not at once: the input that asked for it stands in the window that will go."""
        if self._desk.is_busy():
            self.context.notifier.warning(Message("The window changes once the long piece of work is done."))
        self._rebuild_later.start(0)

    def _rebuild_if_free(self) -> None:
        """A new window ends what the old one does beside it, so it waits for a long write."""
        if self._desk.is_busy():
            self._rebuild_later.start(REBUILD_MILLISECONDS)
        elif not self._is_closing:
            self.rebuild()

    def rebuild(self) -> None:
        """Another language or look: a new window with the same drafts, on the same screen."""
        from aftersales_desktop.ui.wiring import run_first_start

        self.furniture.keep_drafts()
        self._replace_window()
        run_first_start(self.context, self.window, ask_language=False)

    def show_restored(self, note: Message) -> None:
        """Another file was put in the place of ours: a new window, without anything of the old one."""
        from aftersales_desktop.ui.wiring import run_first_start

        self._replace_window()
        self.context.notifier.info(note)
        run_first_start(self.context, self.window, ask_language=False)

    def _replace_window(self) -> None:
        key = self.furniture.current_key()
        self.context.changes.stop()
        old, place = self.window, self.window.place_text()
        old.strip()
        self.window = self._make_window()
        self.window.take_place(place)
        self._furnish_window(key)
        self.window.show()
        old.closing.disconnect(self._on_closing)
        old.close()
        old.deleteLater()
        self._collector.start()

    def _furnish_window(self, key: str) -> None:
        from aftersales_desktop.ui.wiring import furnish

        self.context, self.furniture = furnish(self.window, self._desk, self.preferences, self._folder)
        self.context.changes.file_replaced.connect(self.show_restored, Qt.ConnectionType.QueuedConnection)
        self.furniture.begin(key)

    def _make_window(self) -> MainWindow:
        settings = self.preferences.settings
        words = Words(settings.language or FIRST_LANGUAGE, settings.calendar)
        theme = Theme(settings.theme == "dark", settings.text_size, words.right_to_left)
        self._translate_qt(words)
        theme.apply(self._app)
        window = MainWindow(Kit(words, theme, today, self.background), utc_now)
        window.take_place(settings.geometry)
        window.closing.connect(self._on_closing)
        return window

    def _translate_qt(self, words: Words) -> None:
        """Qt's own buttons and menus; direction is set by the theme, explicitly."""
        for translator in self._translators:
            self._app.removeTranslator(translator)
        self._translators = []
        QLocale.setDefault(QLocale("fa_IR" if words.right_to_left else "en_GB"))
        if words.right_to_left:
            translator = QTranslator(self._app)
            if translator.load("qtbase_fa", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
                self._app.installTranslator(translator)
                self._translators.append(translator)

    def _go_on(self) -> None:
        try:
            if self._begin_work is not None:
                self._begin_work()
        except DeskError as error:
            self._refuse(error)
        else:
            self._open_and_furnish()

    def _begin_to_listen(self) -> None:
        if self._listen is not None:
            self._listen()
            self._listen = None

    def _open_and_furnish(self) -> None:
        try:
            self._open_file()
        except DeskError as error:
            self._offer_backup(error)
        else:
            self._furnish()

    def _offer_backup(self, error: DeskError) -> None:
        """The file cannot be opened: a backup takes its place, or the program ends."""
        from aftersales_desktop.ui.rescue import restored_instead

        self.complain(error)
        self._begin_to_listen()
        note = restored_instead(self.window, self._folder.database, error.message)
        if note is None:
            self._app.exit(REFUSED)
            return
        self._open_and_furnish()
        if self.context is not None:
            self.context.notifier.info(note)

    def _open_file(self) -> None:
        from aftersales_desktop.services.work import open_desk

        self._desk = open_desk(self._folder.database)

    def _furnish(self) -> None:
        from aftersales_desktop.ui.wiring import fill_demo_if_empty, run_first_start

        if self._demo:
            fill_demo_if_empty(self._desk)
        self._furnish_window("today")
        self.furniture.do_later(self._begin_to_listen)
        self._collector.start()
        run_first_start(self.context, self.window, ask_language=self._is_first_start)

    def complain(self, error: DeskError) -> None:
        """One sentence where the program was started from; a double click has no such place."""
        if sys.stderr is not None:
            sys.stderr.write(self.window.kit.words.say(error.message) + "\n")

    def _refuse(self, error: DeskError) -> None:
        """There can be no work: one sentence in the window, and the program ends."""
        from aftersales_desktop.ui.widgets.sheet import Sheet

        kit = self.window.kit
        self.complain(error)
        self._begin_to_listen()
        sheet = Sheet(
            kit, self.window, kit.words("The file cannot be opened"), kit.words.say(error.message), kit.words("Close")
        )
        sheet.refuse_button.hide()
        sheet.ask()
        self._app.exit(REFUSED)

    def _on_closing(self) -> None:
        if self._is_closing:
            return
        self._is_closing = True
        # First let go of a long write: it ends before or after, and drafts can be kept again.
        self.background.let_go()
        try:
            if self.furniture is not None:
                self.furniture.keep_drafts()
            self.preferences.keep(geometry=self.window.place_text())
        except StorageProblem as problem:
            # A full disk must not keep the program from ending well.
            self.complain(problem)
        finally:
            self._back_up_at_close()
            self._end()

    def _back_up_at_close(self) -> None:
        if self.context is not None:
            from aftersales_desktop.ui.closing_backup import back_up_at_close

            back_up_at_close(self.context, self.window)

    def _end(self) -> None:
        if self.background.stop():
            self._collector.stop()
        if self._desk is not None:
            from aftersales_desktop.services.work import close_desk

            close_desk()
        self._app.quit()
