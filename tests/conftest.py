"""What holds for every test: no display, no file of the person who runs them, no silent skip, no unknown sentence."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from aftersales_desktop.i18n import LANGUAGES, words
from tests.sentences import SentenceWatch
from tests.templates import Templates, shared_folder

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

MEMORY_DISK = Path("/dev/shm")
ROOM_FOR_A_RUN = 6 * 2**30
if MEMORY_DISK.is_dir() and shutil.disk_usage(MEMORY_DISK).free > ROOM_FOR_A_RUN:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY_DISK))  # every save waits for the disk otherwise

OPT_IN = ("conformance", "soak")
FEW_WIDGETS = 20
MANY_OBJECTS = 50_000


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--conformance", action="store_true", help="also run the full Unicode bidi files (minutes)")
    parser.addoption("--soak", action="store_true", help="also run the long fault runs (minutes)")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    closed = [name for name in OPT_IN if not config.getoption(f"--{name}")]
    left_out = [item for item in items if any(item.get_closest_marker(name) for name in closed)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_configure() -> None:
    gc.disable()  # as the program does while there is a window: see ui/collector.py


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Iterator[None]:
    yield
    _clear_away()


def _clear_away() -> None:
    """What a test leaves behind: windows wait for an event loop that never runs, and are dressed with every theme."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    app = widgets and widgets.QApplication.instance()
    if app:
        app.sendPostedEvents(None, sys.modules["PySide6.QtCore"].QEvent.Type.DeferredDelete)
    for generation in (1, 2):  # what the test made is young; only what something else held needs the long look
        if (app and len(app.allWidgets()) > FEW_WIDGETS) or gc.get_count()[0] > MANY_OBJECTS:
            gc.collect(generation)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    return _without_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    return _without_skip((yield))


def _without_skip(report: pytest.TestReport | pytest.CollectReport) -> pytest.TestReport | pytest.CollectReport:
    """With AFTERSALES_NO_SKIPS=1 a test that lacks a program or data fails; one for another system may skip."""
    if os.environ.get("AFTERSALES_NO_SKIPS") != "1" or not report.skipped or hasattr(report, "wasxfail"):
        return report
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if "only on " not in reason:
        report.outcome = "failed"
        report.longrepr = f"A run that must skip nothing skipped this: {reason}"
    return report


@pytest.fixture(scope="session", autouse=True)
def own_data_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test can touch the data folder of the person who runs it."""
    for variable in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        os.environ[variable] = str(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    """Data folders that are made once in a run."""
    return Templates(shared_folder(tmp_path_factory.getbasetemp()))


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The style of the program, as `make_application` asks for it."""
    return ["pytest", "-style", "fusion"]


@pytest.fixture(scope="session")
def sentence_watch() -> SentenceWatch:
    watch = SentenceWatch()
    for language in LANGUAGES:
        words._catalogue(language).add_fallback(watch)
    return watch


@pytest.fixture(autouse=True)
def only_sentences_of_the_catalogue(sentence_watch: SentenceWatch) -> Iterator[None]:
    """A sentence that was shown but not marked for translation would stay English in the shop."""
    sentence_watch.asked.clear()
    yield
    unknown = sentence_watch.unknown()
    assert not unknown, f"shown, but not marked with words(), Message() or N_(): {unknown}"
