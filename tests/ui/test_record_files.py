"""Photos and files in the panels: dropped, pasted, chosen, opened, described, put away; and the window goes on."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QProgressBar

from aftersales_desktop.domain.attachments import MOST_AT_ONCE, FileKind
from aftersales_desktop.services import attachments, hand_over
from aftersales_desktop.services.attachments import Holder, list_attachments
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.ui.pickers.file_tile import FileTile
from aftersales_desktop.ui.pickers.file_tiles import AT_A_TIME
from aftersales_desktop.ui.pickers.record_files import RecordFiles
from aftersales_desktop.ui.widgets.sheet import Sheet
from aftersales_desktop.ui.widgets.toast import Toast
from tests.services.file_samples import PDF, noisy_photo, picture, put, store
from tests.ui.keys import CONTROL, NONE, press
from tests.ui.small_file import fill_small


@pytest.fixture
def outside(tmp_path_factory) -> Path:
    """A folder beside the data folder, as of a telephone."""
    return tmp_path_factory.mktemp("phone")


@pytest.fixture
def counter(open_counter):
    made = open_counter("en")
    fill_small(made.desk)
    return made


def order_files(counter) -> RecordFiles:
    counter.furniture.open("order", 1)
    counter.settle()
    return counter.furniture.screen("reception").page.panel.content().files


def order(counter) -> Holder:
    return Holder("service_order", counter.desk.rows("SELECT uuid FROM service_order")[0][0])


def rows(counter):
    return list_attachments(counter.desk, order(counter))


def toasts(counter) -> str:
    return " | ".join(
        label.text() for toast in counter.window.findChildren(Toast) for label in toast.findChildren(QLabel)
    )


def given(*paths, image: QImage | None = None, text: str = "") -> QMimeData:
    data = QMimeData()
    if paths:
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    if image is not None:
        data.setImageData(image)
    if text:
        data.setText(text)
    return data


def drop(widget, data: QMimeData, action=Qt.DropAction.MoveAction) -> tuple[bool, bool]:
    """Drag over and let go; whether each was accepted, and that nothing is moved away."""
    both = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    enter = QDragEnterEvent(QPoint(5, 5), both, data, Qt.MouseButton.LeftButton, NONE)
    QApplication.sendEvent(widget, enter)
    fall = QDropEvent(QPointF(5, 5), both, data, Qt.MouseButton.LeftButton, NONE)
    QApplication.sendEvent(widget, fall)
    assert not fall.isAccepted() or fall.dropAction() is Qt.DropAction.CopyAction
    return enter.isAccepted(), fall.isAccepted()


def image_of(width: int = 30, height: int = 20) -> QImage:
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.red)
    return image


def write(folder: Path, name: str, content: bytes = PDF) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


# adding -------------------------------------------------------------------------------------------------------


def test_dropped_files_are_on_the_order(counter, outside):
    files = order_files(counter)
    paths = [write(outside, "فاکتور.pdf"), write(outside, "front.jpg", picture(2000, 1000, "JPEG"))]
    assert drop(files, given(*paths)) == (True, True)
    counter.settle()
    assert [(row.name, row.kind) for row in rows(counter)] == [
        ("فاکتور.pdf", FileKind.DOCUMENT), ("front.jpg", FileKind.INTAKE),
    ]  # fmt: skip
    assert len(files.findChildren(FileTile)) == 2
    assert "2 files were added" in toasts(counter)
    assert all(path.exists() for path in paths)
    counter.furniture.undo()
    counter.settle()
    assert rows(counter) == ()
    assert first_broken_record(counter.desk) is None


def test_anywhere_on_the_page_will_do(counter, outside):
    files = order_files(counter)
    assert drop(files.parentWidget(), given(write(outside, "a.pdf"))) == (True, True)
    counter.settle()
    assert len(rows(counter)) == 1


@pytest.mark.parametrize(("kind", "screen"), [("unit", "warranty"), ("customer", "customers")])
def test_devices_and_customers_have_files_too(counter, outside, kind, screen):
    counter.furniture.open(kind, 1)
    counter.settle()
    view = counter.furniture.screen(screen).page.panel.content()
    drop(view, given(write(outside, "a.jpg", picture(form="JPEG"))))
    counter.settle()
    uuid = counter.desk.rows(f"SELECT uuid FROM {kind} WHERE id = 1")[0][0]
    (row,) = list_attachments(counter.desk, Holder(kind, uuid))
    assert row.kind is FileKind.PHOTO


def test_what_is_neither_file_nor_picture_falls_through(counter):
    files = order_files(counter)
    assert drop(files, given(text="words")) == (False, False)
    web = QMimeData()
    web.setUrls([QUrl("https://example.com/a.jpg")])
    assert drop(files, web) == (False, False)


def test_a_folder_and_an_empty_file_are_told_and_the_rest_is_added(counter, outside):
    files = order_files(counter)
    (outside / "folder").mkdir()
    drop(files, given(outside / "folder", write(outside, "empty.txt", b""), write(outside, "good.pdf")))
    counter.settle()
    assert [row.name for row in rows(counter)] == ["good.pdf"]
    said = toasts(counter)
    assert "is a folder" in said and "1 more was not added" in said and "1 file was added" in said


def test_thirty_photos_at_once_and_the_window_goes_on(counter, outside, qtbot):
    files = order_files(counter)
    paths = [write(outside, f"IMG_{place:02}.jpg", noisy_photo(2000, 1500)) for place in range(30)]
    beats: list[float] = []
    timer = QTimer(files, interval=5)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start()
    seen: list[int] = []
    files.intake.progressed.connect(lambda done, _total: seen.append(done))
    start = time.perf_counter()
    drop(files, given(*paths))
    assert time.perf_counter() - start < 0.1
    assert files.findChild(QProgressBar).isVisible()
    qtbot.waitUntil(lambda: len(rows(counter)) == 30, timeout=60_000)
    counter.settle()
    timer.stop()
    assert seen == sorted(seen) and len(set(seen)) > 10
    assert not files.findChild(QProgressBar).isVisible()
    gaps = sorted(later - earlier for earlier, later in zip(beats, beats[1:], strict=False))
    print(f"{time.perf_counter() - start:.1f} s, longest gap {gaps[-1] * 1000:.0f} ms")
    assert gaps[int(len(gaps) * 0.95)] < 0.1
    assert len(files.findChildren(FileTile)) == AT_A_TIME
    more = files.findChild(QObject, "more_files")
    assert "18" in more.caption()
    more.click()
    counter.settle()
    assert len(files.findChildren(FileTile)) == 2 * AT_A_TIME


def test_too_many_at_once_are_refused(counter, outside):
    files = order_files(counter)
    path = write(outside, "a.pdf")
    files.add([path] * (MOST_AT_ONCE + 1))
    counter.settle()
    assert rows(counter) == () and "several parts" in toasts(counter)


def test_stopped_half_way_adds_nothing(counter, outside):
    files = order_files(counter)
    paths = [write(outside, f"{place}.jpg", noisy_photo(1600, 1200)) for place in range(6)]
    files.add(paths)
    files.add(paths)
    files.findChild(QObject, "stop_files").click()
    counter.settle()
    assert rows(counter) == () and "Nothing was added" in toasts(counter)
    assert not files.findChild(QProgressBar).isVisible()
    files.add(paths[:1])
    counter.settle()
    assert len(rows(counter)) == 1


def test_heaps_one_after_the_other(counter, outside):
    files = order_files(counter)
    for place in range(4):
        files.add([write(outside, f"{place}.txt", b"%d" % place)])
    counter.settle()
    assert [row.name for row in rows(counter)] == ["0.txt", "1.txt", "2.txt", "3.txt"]


def test_the_same_file_again_is_told(counter, outside):
    files = order_files(counter)
    for _time in range(2):
        files.add([write(outside, "a.pdf")])
        counter.settle()
    assert len(rows(counter)) == 1 and "has these files already" in toasts(counter)


def test_they_go_to_the_record_they_were_dropped_on(counter, outside):
    """The receptionist opens another record while the photos are still being read."""
    files = order_files(counter)
    files.add([write(outside, "a.jpg", noisy_photo(1600, 1200))])
    counter.furniture.open("customer", 1)
    counter.settle()
    assert len(rows(counter)) == 1


def test_chosen_files(counter, outside, monkeypatch):
    files = order_files(counter)
    path = write(outside, "a.pdf")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_arguments: ([str(path)], ""))
    files.findChild(QObject, "add_files").click()
    counter.settle()
    assert [row.name for row in rows(counter)] == ["a.pdf"]


@pytest.mark.parametrize("size", [(30, 20), (31, 20), (2001, 10)])
def test_a_pasted_picture(counter, size):
    files = order_files(counter)
    QGuiApplication.clipboard().setImage(image_of(*size))
    files.setFocus()
    press(files, Qt.Key.Key_V, "", CONTROL)
    counter.settle()
    (row,) = rows(counter)
    number = counter.desk.rows("SELECT number FROM service_order")[0][0]
    assert row.kind is FileKind.INTAKE and row.name.startswith(f"{number}_01.")
    pasted = QImage.fromData(store(counter.desk).read(row.sha256))
    assert (pasted.width(), pasted.height()) == (min(size[0], 1600), size[1] if size[0] < 1600 else 8)
    assert pasted.pixelColor(1, 1).red() > 240


def test_pictures_pasted_quickly_get_names_of_their_own(counter, outside):
    files = order_files(counter)
    for side in (20, 21, 22):
        QGuiApplication.clipboard().setImage(image_of(side, side))
        files.paste()
    counter.settle()
    number = counter.desk.rows("SELECT number FROM service_order")[0][0]
    assert [row.name for row in rows(counter)] == [f"{number}_{place:02}.png" for place in (1, 2, 3)]
    attachments.put_away(counter.desk, rows(counter)[2].id)
    files.add([write(outside, "a.pdf")])
    QGuiApplication.clipboard().setImage(image_of(40, 40))
    files.paste()
    counter.settle()
    assert [row.name for row in rows(counter)][2:] == ["a.pdf", f"{number}_05.png"]


def test_pasted_files_and_an_empty_clipboard(counter, outside):
    files = order_files(counter)
    QGuiApplication.clipboard().setMimeData(given(write(outside, "a.pdf")))
    files.findChild(QObject, "paste_files").click()
    counter.settle()
    assert [row.name for row in rows(counter)] == ["a.pdf"]
    for empty in (lambda: QGuiApplication.clipboard().setText("words"), QGuiApplication.clipboard().clear):
        empty()
        files.paste()
    assert toasts(counter).count("Copy one first") == 2
    assert len(rows(counter)) == 1


def test_a_picture_of_a_device_that_leaves(counter, outside):
    hand_over.mark_ready(counter.desk, 1, hand_over.Outcome.REPAIRED, "تعمیر شد")
    files = order_files(counter)
    files.add([write(outside, "a.jpg", picture(form="JPEG"))])
    counter.settle()
    assert rows(counter)[0].kind is FileKind.HAND_BACK


# one file -----------------------------------------------------------------------------------------------------


class SystemPrograms(QObject):
    """What the system would open files with."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Path] = []
        QDesktopServices.setUrlHandler("file", self, "show_file")

    @Slot(QUrl)
    def show_file(self, url: QUrl) -> None:
        self.shown.append(Path(url.toLocalFile()))

    def stop(self) -> None:
        QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def programs(qapp):
    made = SystemPrograms()
    yield made
    made.stop()


def tile(files: RecordFiles) -> FileTile:
    return next(one for one in files.findChildren(FileTile) if not one.isHidden())


def choose(files: RecordFiles, name: str) -> None:
    """A line of the menu; offscreen a menu cannot have the keyboard for itself, so it is not really shown."""
    files._menu.popup = lambda _place: None
    tile(files).findChild(QAbstractButton).click()
    files.findChild(QAction, name).trigger()


def test_opened_by_key_click_and_menu(counter, programs, qtbot):
    put(counter.desk, order(counter), name="فاکتور خرید.pdf")
    files = order_files(counter)
    press(tile(files), Qt.Key.Key_Return)
    counter.settle()
    qtbot.mouseClick(tile(files), Qt.MouseButton.LeftButton, pos=QPoint(10, 80))
    counter.settle()
    choose(files, "open_file")
    counter.settle()
    assert [path.name for path in programs.shown] == ["فاکتور خرید.pdf"] * 3
    assert all(path.read_bytes() == PDF for path in programs.shown)


def test_missing_changed_and_programs_are_told_and_not_opened(counter, programs):
    row = put(counter.desk, order(counter), b"MZ", "run.exe")
    files = order_files(counter)
    press(tile(files), Qt.Key.Key_Space)
    counter.settle()
    assert "may be a program" in toasts(counter)
    attachments.put_away(counter.desk, row.id)
    lost = put(counter.desk, order(counter))
    counter.settle()
    store(counter.desk).path(lost.sha256).unlink()
    press(tile(files), Qt.Key.Key_Return)
    counter.settle()
    assert "is missing from the data folder" in toasts(counter)
    assert programs.shown == []


@pytest.mark.parametrize(("content", "word"), [(None, "Missing"), (b"other", "Damaged")])
def test_a_tile_shows_what_is_wrong_and_that_it_was_put_right(counter, outside, content, word):
    row = put(counter.desk, order(counter), picture(), "photo.png")
    path = store(counter.desk).path(row.sha256)
    path.unlink()
    if content:
        path.write_bytes(content)
    files = order_files(counter)
    assert word in [label.text() for label in tile(files).findChildren(QLabel)]
    files.add([write(outside, "photo.png", picture())])
    counter.settle()
    assert word not in [label.text() for label in tile(files).findChildren(QLabel)]
    assert first_broken_record(counter.desk) is None


def answer(counter, act) -> None:
    """Answer the next sheet."""

    def look() -> None:
        sheet = next((one for one in counter.window.findChildren(Sheet) if one.isVisible()), None)
        if sheet is None:
            QTimer.singleShot(10, look)
        else:
            act(sheet)

    QTimer.singleShot(10, look)


def test_a_title_and_what_it_is(counter):
    put(counter.desk, order(counter))
    files = order_files(counter)

    def fill(sheet: Sheet) -> None:
        sheet.findChild(QObject, "title").set_value("رسید بانک")
        sheet.findChild(QObject, "kind").set_value((FileKind.EVIDENCE,))
        sheet.verb_button.click()

    answer(counter, fill)
    choose(files, "describe_file")
    counter.settle()
    assert [(row.title, row.kind) for row in rows(counter)] == [("رسید بانک", FileKind.EVIDENCE)]
    assert "رسید بانک" in tile(files).accessibleName()


def test_put_away_by_key_and_back(counter):
    put(counter.desk, order(counter))
    files = order_files(counter)
    press(tile(files), Qt.Key.Key_Delete)
    counter.settle()
    assert rows(counter) == () and "was put away" in toasts(counter)
    counter.furniture.undo()
    counter.settle()
    assert len(rows(counter)) == 1
    choose(files, "put_file_away")
    assert rows(counter) == ()


def test_a_copy_saved_elsewhere(counter, outside, monkeypatch):
    put(counter.desk, order(counter))
    files = order_files(counter)
    target = outside / "copy.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(target), ""))
    choose(files, "save_file")
    counter.settle()
    assert target.read_bytes() == PDF and "A copy was saved" in toasts(counter)


def test_nothing_is_added_while_a_long_write_has_the_file(counter, outside):
    files = order_files(counter)
    path = write(outside, "a.pdf")
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as worker:
        borrowed = counter.desk.borrowed()
        worker.submit(borrowed.__enter__).result()
        files.add([path])
        counter.settle()
        worker.submit(borrowed.__exit__, None, None, None).result()
    assert rows(counter) == () and "long piece of work" in toasts(counter)
    files.add([path])
    counter.settle()
    assert len(rows(counter)) == 1


@pytest.mark.parametrize("language", ["fa", "en"])
def test_names_of_any_kind_fit_a_tile(open_counter, language):
    counter = open_counter(language)
    fill_small(counter.desk)
    for place, name in enumerate(["ک" * 300 + ".jpg", "😀" * 60 + ".png", "‮evil.jpg", "a b c.pdf"]):
        put(counter.desk, order(counter), b"%d" % place, name)
    files = order_files(counter)
    shown = [one for one in files.findChildren(FileTile) if not one.isHidden()]
    assert len(shown) == 4
    assert all(one.width() == 92 and one.geometry().right() < files.width() for one in shown)


def test_the_page_of_a_device_shows_the_photos_of_its_visits_to_look_at(counter, monkeypatch):
    put(counter.desk, order(counter), picture(40, 30), "a.png")
    unit_id = counter.desk.rows("SELECT unit_id FROM service_order")[0][0]
    counter.furniture.open("unit", unit_id)
    counter.settle()
    photos = counter.furniture.current().page.panel.content().visit_photos
    assert photos.isVisible()
    (tile,) = photos.tiles.tiles()
    assert tile.row.name == "a.png"
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    press(tile, Qt.Key.Key_Return)
    counter.settle()
    assert len(opened) == 1
    press(tile, Qt.Key.Key_Delete)
    counter.settle()
    assert len(rows(counter)) == 1, "it is put away on its order only"
    assert not tile.findChild(QAbstractButton, f"file_more_{tile.row.id}").isVisible()
    attachments.put_away(counter.desk, rows(counter)[0].id)
    counter.furniture.open("unit", unit_id)
    counter.settle()
    assert photos.isHidden()
