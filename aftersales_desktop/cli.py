"""The same use cases without a window."""

from __future__ import annotations

import argparse
import gc
import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from aftersales_desktop.command_line import read_command_line
from aftersales_desktop.config import DataFolder, cannot_write, check_data_folder, data_folder, load_window_settings
from aftersales_desktop.domain.errors import DeskError
from aftersales_desktop.i18n import Code, Message, Words

DONE, FOUND, REFUSED = 0, 1, 3
Command = Callable[[argparse.Namespace, DataFolder, Words], int]
_UNHEARD = logging.NullHandler()


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line. Exit status: 0 done, 1 a check found something, 2 wrong use, 3 refused."""
    _speak_utf8()
    # Causes of refusals are for the log; here the one sentence is enough.
    logging.getLogger("aftersales_desktop").addHandler(_UNHEARD)
    options = read_command_line(arguments)
    words = Words(options.language or "fa")
    try:
        folder = data_folder(options.data, demo=getattr(options, "demo", False))
        words = Words(_language(options, folder))
        command: Command = _COMMANDS[options.command or "window"]
        return command(options, folder, words)
    except DeskError as error:
        _complain(words.say(error.message))
        return REFUSED


def _language(options: argparse.Namespace, folder: DataFolder) -> str:
    return options.language or load_window_settings(folder.window_settings).language or "fa"


def _speak_utf8() -> None:
    """Persian sentences must not fail on a console with another code page; a frozen window has no streams at all."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _say(text: str) -> None:
    """Tell what came of it. The work is done by now: a reader who has gone away, as of `| head -1`, is no error."""
    if sys.stdout is None:
        return
    try:
        print(text, flush=True)
    except BrokenPipeError:
        # What is left in the buffer must not fail again when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _show_progress(done: int, total: int) -> None:
    """On a terminal only; files and pipes get the result."""
    if sys.stderr is not None and sys.stderr.isatty():
        print(f"\r{done * 100 // total:3} %", end="\n" if done == total else "", file=sys.stderr, flush=True)


def _complain(text: str) -> None:
    if sys.stderr is not None:
        print(text, file=sys.stderr)


@contextmanager
def _open_file(folder: DataFolder) -> Iterator[object]:
    """The desk on the folder's file, one program at a time."""
    from aftersales_desktop.services.work import close_desk, open_desk

    with _lock(folder):
        try:
            yield open_desk(folder.database)
        finally:
            close_desk()


@contextmanager
def _lock(folder: DataFolder) -> Iterator[None]:
    """The folder is ours for now."""
    from PySide6.QtCore import QLockFile

    from aftersales_desktop.ui.single_instance import take_lock

    check_data_folder(folder.path)
    lock = QLockFile(str(folder.lock))
    lock.setStaleLockTime(0)
    if not take_lock(lock, folder.lock):
        if lock.error() != QLockFile.LockError.LockFailedError:
            raise cannot_write(folder.path)
        raise DeskError(Message("The program is open on this data folder. Close its window first."))
    try:
        yield
    finally:
        lock.unlock()


# commands -----------------------------------------------------------------------------------------------------


def _window(options: argparse.Namespace, folder: DataFolder, _words: Words) -> int:
    from aftersales_desktop.ui.loading import load_qt

    # Nothing made up to the first paint is thrown away, so nobody need look for it; then the window's collector does.
    gc.disable()
    try:
        load_qt()
        from aftersales_desktop.app import run_window

        return run_window(folder, language=options.language or "", demo=options.demo)
    finally:
        gc.enable()


def _tour(options: argparse.Namespace, _folder: DataFolder, words: Words) -> int:
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from aftersales_desktop.tour import take_tour

    try:
        return take_tour(Path(options.out), words.language, dark=options.dark, say=_say)
    except OSError as error:
        raise _cannot_write_file(options.out) from error


def _demo(_options: argparse.Namespace, folder: DataFolder, words: Words) -> int:
    from aftersales_desktop.services.demo import fill_demo

    with _open_file(folder) as desk:
        fill_demo(desk, today=desk.today())
    _say(words("The demo is ready in {folder}.", folder=str(folder.path)))
    return DONE


def _import(options: argparse.Namespace, folder: DataFolder, words: Words) -> int:
    from aftersales_desktop.services.imports import import_file

    if options.list or options.undo:
        return _list_imports(folder, words) if options.list else _undo_import(options.undo, folder, words)
    if not options.file:
        _complain(words("Name the file: import FILE"))
        return 2
    with _open_file(folder) as desk:
        mapping = Path(options.map) if options.map else None
        result = import_file(
            desk, Path(options.file), sheet=options.sheet, map_path=mapping, dry_run=options.dry_run, words=words
        )
    if result.alike:
        _say(words.plural("{count} row looks like another customer.", "{count} rows look like another customer.",
                          result.alike))  # fmt: skip
    if result.refused_path is not None:
        _say(words("Refused rows are in {file}.", file=str(result.refused_path)))
    _say(f"added {result.added}, same {result.same}, refused {len(result.refused)}")
    return DONE


def _list_imports(folder: DataFolder, words: Words) -> int:
    from aftersales_desktop.services.import_list import list_imports

    with _open_file(folder) as desk:
        runs = list_imports(desk)
    for run in runs:
        undone = words("undone") if run.undone_at else ""
        counts = f"added {run.added}, same {run.same}, refused {run.refused}"
        _say("\t".join((str(run.id), words.moment(run.at), run.file_name, counts, undone)).rstrip())
    return DONE


def _undo_import(which: str, folder: DataFolder, words: Words) -> int:
    from aftersales_desktop.services.import_list import last_import
    from aftersales_desktop.services.import_undo import undo_import

    with _open_file(folder) as desk:
        run = undo_import(desk, last_import(desk).id if which == "last" else int(which))
    _say(words("The import {file} was undone.", file=Code(run.file_name)))
    return DONE


def _print(options: argparse.Namespace, folder: DataFolder, words: Words) -> int:
    from aftersales_desktop.printing.documents import DOCUMENTS, document_named, paper_named

    if options.list:
        for document in DOCUMENTS:
            _say(f"{document.name}\t{', '.join(document.papers)}\t{words(document.title)}")
        return DONE
    if not (options.document and options.number and options.out):
        _complain(words("Name the paper, the number and the file: print DOCUMENT NUMBER OUT.pdf"))
        return 2
    with _open_file(folder) as desk:
        if options.document == "list":
            paper_named(document_named("list"), options.paper)
            content = _list_paper(desk, options.number, words)
        else:
            content = _record_paper(desk, document_named(options.document), options, words)
    _write(Path(options.out), content)
    return DONE


def _record_paper(desk: object, document: object, options: argparse.Namespace, words: Words) -> bytes:
    from aftersales_desktop.printing.documents import PaperContext, paper_named
    from aftersales_desktop.services import papers

    record = papers.printable(desk, document.name, options.number)
    paper = paper_named(document, options.paper)
    context = PaperContext(words, papers.centre(desk), paper, record.copy, record.at)
    return document.render(record.row, context)


def _list_paper(desk: object, screen: str, words: Words) -> bytes:
    from aftersales_desktop.ui.list_papers import list_paper

    return list_paper(desk, screen, words)


def _export_month(options: argparse.Namespace, folder: DataFolder, words: Words) -> int:
    from aftersales_desktop.domain.jalali import parse_month
    from aftersales_desktop.printing.excel.month import write_month
    from aftersales_desktop.services.month import month_rows

    month = parse_month(options.month)
    with _open_file(folder) as desk, desk.reader() as reader:
        write_month(month_rows(reader, month.first, month.last), Path(options.out), words, today=desk.today())
    return DONE


def _check(options: argparse.Namespace, folder: DataFolder, words: Words) -> int:
    from aftersales_desktop.services.caches import rebuild_caches
    from aftersales_desktop.services.check import first_broken_record
    from aftersales_desktop.services.long_work import Watch
    from aftersales_desktop.services.search_upkeep import repair_search, search_is_sound

    with _open_file(folder) as desk:
        if options.rebuild:
            rebuilt = rebuild_caches(desk, Watch(progress=_show_progress))
            _say(
                words(
                    "Places, balances and states were made again from the ledgers; {number} had been wrong.",
                    number=rebuilt.total,
                )
            )
        if options.repair and not search_is_sound(desk):
            repair_search(desk)
            _say(words("The indexes of the search were made again."))
        problem = first_broken_record(desk)
    _say("ok" if problem is None else words.say(problem))
    return DONE if problem is None else FOUND


def _backup(options: argparse.Namespace, folder: DataFolder, words: Words) -> int:
    from aftersales_desktop.services.backup import lost_files, make_backup
    from aftersales_desktop.services.backup_record import note_backup
    from aftersales_desktop.services.settings import name_the_desk

    with _open_file(folder) as desk:
        name_the_desk(desk)
        made = make_backup(desk, Path(options.file))
        note_backup(desk, made)
    _say(words("The backup is in {file} and was read back whole.", file=Code(made.path)))
    if made.lost:
        _say(words.say(lost_files(made.lost)))
    return DONE


def _restore(options: argparse.Namespace, folder: DataFolder, words: Words) -> int:
    """Also for a file that is missing or cannot be opened: that is when it is wanted most."""
    from aftersales_desktop.services.restore import restore, stage_restore

    with _lock(folder):
        staged = stage_restore(folder.database, Path(options.file), _who_works_there(folder))
        aside = restore(staged)
    _say(words("Restored: the file as it was on {moment}.", moment=staged.contents.made_at))
    if aside.exists():
        _say(words("The file before it is kept as {file}.", file=Code(aside)))
    return DONE


def _who_works_there(folder: DataFolder) -> str:
    """Opening and closing the file empties its write-ahead log, so that it is put aside in one piece."""
    from aftersales_desktop.services.settings import name_the_desk
    from aftersales_desktop.services.work import NOBODY, close_desk, open_desk

    if not folder.database.exists():
        return NOBODY
    try:
        desk = open_desk(folder.database)
        name_the_desk(desk)
    except DeskError:
        return NOBODY
    finally:
        close_desk()
    return desk.actor


def _write(path: Path, content: bytes) -> None:
    from aftersales_desktop.files import replace_file

    try:
        replace_file(path, content)
    except OSError as error:
        raise _cannot_write_file(path) from error


def _cannot_write_file(path: str | Path) -> DeskError:
    return DeskError(Message("{file} cannot be written. Choose another place.", file=Code(path)))


_COMMANDS: dict[str, Command] = {
    "window": _window,
    "tour": _tour,
    "demo": _demo,
    "import": _import,
    "print": _print,
    "export-month": _export_month,
    "check": _check,
    "backup": _backup,
    "restore": _restore,
}
