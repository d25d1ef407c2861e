"""A paper on the screen: its pages, keys, choices, and the window behind it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from shiboken6 import isValid

from aftersales_desktop.services import prints
from aftersales_desktop.ui.preview import Preview
from tests.ui.small_file import fill_small

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(params=["fa", "en"])
def counter(request, open_counter, monkeypatch):
    counter = open_counter(request.param)
    fill_small(counter.desk)
    monkeypatch.setattr("aftersales_desktop.ui.paper_desk.printer_names", lambda: ["Counter printer", "Other"])
    return counter


def shown_preview(counter, document: str = "intake-receipt") -> Preview:
    counter.context.papers.show(document, "any")
    counter.settle()
    return next(one for one in counter.window.findChildren(Preview) if one.isVisible())


def test_pages_are_shown_and_another_paper_is_drawn_again(counter):
    preview = shown_preview(counter)
    first = preview.content()
    assert preview.page_count() == 1
    assert not preview.findChild(QLabel, "preview_page").pixmap().isNull()
    preview._paper.set_value("roll80")
    preview._show_pages()
    assert preview.content() != first
    preview.close_preview()


def test_enter_prints_and_closes(counter):
    preview = shown_preview(counter)
    counter.key(Qt.Key.Key_Return)
    counter.settle()
    assert [printer for _pdf, printer, _title in counter.printed] == ["Counter printer"]
    assert not isValid(preview) or not preview.isVisible()
    assert prints.list_unprinted(counter.desk) == []


def test_control_p_prints_and_escape_closes_without(counter):
    preview = shown_preview(counter)
    counter.key(Qt.Key.Key_Escape)
    counter.settle()
    assert counter.printed == [] and not (isValid(preview) and preview.isVisible())
    shown_preview(counter)
    counter.key(Qt.Key.Key_P, CONTROL)
    counter.settle()
    assert len(counter.printed) == 1


def test_keys_and_scans_do_not_reach_what_is_behind(counter):
    preview = shown_preview(counter)
    before = counter.furniture.current_key()
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F4, Qt.Key.Key_F8):
        counter.key(key)
    counter.key(Qt.Key.Key_2, CONTROL)
    counter.furniture.on_scan("SN-1")
    assert counter.furniture.current_key() == before
    assert preview.isVisible()
    preview.close_preview()


def test_tab_stays_inside(counter):
    preview = shown_preview(counter)
    for _step in range(8):
        counter.key(Qt.Key.Key_Tab)
        assert preview.isAncestorOf(counter.focus())
    preview.close_preview()


def test_save_writes_the_pdf_and_counts_as_printed(counter, monkeypatch, tmp_path):
    path = tmp_path / "receipt.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(path), ""))
    preview = shown_preview(counter)
    content = preview.content()
    counter.key(Qt.Key.Key_S, CONTROL)
    counter.settle()
    assert path.read_bytes() == content
    assert prints.next_copy(counter.desk, "intake-receipt", counter.desk.rows("SELECT uuid FROM reception")[0][0]) == 1


def test_a_place_that_cannot_be_written_keeps_the_preview(counter, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(tmp_path / "no" / "x.pdf"), ""))
    preview = shown_preview(counter)
    counter.key(Qt.Key.Key_S, CONTROL)
    assert preview.isVisible()
    assert len(counter.context.notifier.toasts.toasts) == 1
    preview.close_preview()


def test_the_list_of_a_screen_goes_to_the_printer(counter):
    counter.furniture.show_tab("reception")
    counter.settle()
    counter.furniture.current().print_list()
    counter.settle()
    counter.key(Qt.Key.Key_Return)
    counter.settle()
    assert len(counter.printed) == 1


def test_f9_shows_the_last_paper_again(counter):
    counter.key(Qt.Key.Key_F9)
    assert not counter.window.findChildren(Preview)
    shown_preview(counter).close_preview()
    counter.settle()
    counter.key(Qt.Key.Key_F9)
    counter.settle()
    preview = next(one for one in counter.window.findChildren(Preview) if one.isVisible())
    preview.close_preview()


def test_a_folder_for_papers_that_cannot_be_made_is_no_obstacle(counter, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("in the way")
    counter.context.papers._folder = tmp_path / "file" / "papers"
    offered: list[str] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *words: (offered.append(words[2]), ("", ""))[1])
    preview = shown_preview(counter)
    preview.findChild(QPushButton, "preview_save").click()
    assert offered and offered[0].endswith(".pdf")
    assert preview.isVisible(), "nothing was chosen, so the paper stays on the screen"
    preview.close_preview()
