import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage

from aftersales_desktop.ui.widgets.fields import ImageField
from aftersales_desktop.ui.widgets.image_field import MOST_BYTES
from tests.ui.keys import NONE


@pytest.fixture
def picture(tmp_path):
    def make(name="logo.png", size=40):
        image = QImage(size, size, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.blue)
        path = tmp_path / name
        assert image.save(str(path))
        return path

    return make


@pytest.fixture
def logo(kit, shown):
    field = ImageField(kit)
    shown(field)
    return field


@pytest.mark.parametrize("name", ["logo.png", "logo.jpg"])
def test_file_is_taken_as_it_is(logo, picture, name):
    path, told = picture(name), []
    logo.changed.connect(lambda: told.append(True))
    logo.take_file(path)
    assert logo.value() == path.read_bytes()
    assert logo.problem() == ""
    assert told == [True]


def test_chosen_file(kit, shown, picture):
    path = picture()
    field = ImageField(kit, choose_file=lambda: str(path))
    shown(field)
    field.choose()
    assert field.value() == path.read_bytes()


def test_nothing_chosen_changes_nothing(kit, shown):
    field = ImageField(kit, choose_file=lambda: "")
    shown(field)
    field.choose()
    assert field.value() is None


def test_what_is_not_a_picture_is_refused(logo, tmp_path, picture):
    logo.take_file(picture())
    before = logo.value()
    for name, content in (("a.png", b"no picture"), ("b.png", b"\x89PNG\r\n\x1a\nbroken"), ("c.gif", b"GIF89a")):
        path = tmp_path / name
        path.write_bytes(content)
        logo.take_file(path)
        assert logo.problem()
        assert logo.value() == before


def test_too_large_or_missing_is_refused(logo, kit, tmp_path):
    large = tmp_path / "large.png"
    large.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * MOST_BYTES)
    logo.take_file(large)
    assert kit.words("This picture is larger than 1 MB; choose a smaller one.") in logo.problem()
    logo.take_file(tmp_path / "gone.png")
    assert logo.problem()
    assert logo.value() is None


def test_dropped_file_is_taken(logo, picture):
    path, mime = picture(), QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    place, copy, left, plain = QPoint(10, 10), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, NONE
    coming = QDragEnterEvent(place, copy, mime, left, plain)
    coming.ignore()
    logo.dragEnterEvent(coming)
    assert coming.isAccepted()
    logo.dropEvent(QDropEvent(place, copy, mime, left, plain))
    assert logo.value() == path.read_bytes()


def test_remove(logo, picture):
    logo.take_file(picture())
    assert logo._remove.isVisible()
    logo._remove.click()
    assert logo.value() is None
    assert not logo._remove.isVisible()
