import shiboken6
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from aftersales_desktop.ui.widgets.fields import TextField
from aftersales_desktop.ui.widgets.overlay import Overlay
from aftersales_desktop.ui.widgets.shadow import Shadow


def open_overlay(kit, shown, width=300, height=200):
    field = TextField(kit)
    shown(field)
    overlay = Overlay(kit, field)
    overlay.open_at_anchor(width, height)
    return field, overlay


def test_it_stands_below_its_input_at_the_reading_edge(kit, shown):
    field, overlay = open_overlay(kit, shown)
    window = field.window()
    place = field.mapTo(window, QPoint(0, 0))
    assert overlay.y() > place.y() + field.height()
    if kit.words.right_to_left:
        assert overlay.geometry().right() == place.x() + field.width() - 1
    else:
        assert overlay.x() == place.x()


def test_its_shadow_follows(kit, shown):
    field, overlay = open_overlay(kit, shown)
    shadow = field.window().findChild(Shadow)
    assert shadow.isVisible()
    assert shadow.geometry().contains(overlay.geometry())
    overlay.move(50, 60)
    assert shadow.geometry().contains(overlay.geometry())
    children = field.window().children()
    assert children.index(shadow) < children.index(overlay)
    overlay.close_overlay()
    assert not shadow.isVisible()


def test_closing_is_told(kit, shown):
    _field, overlay = open_overlay(kit, shown)
    told = []
    overlay.closed.connect(lambda: told.append(True))
    overlay.close_overlay()
    overlay.close_overlay()
    assert told == [True]


def test_it_goes_away_with_its_input(kit, shown, qtbot):
    field, overlay = open_overlay(kit, shown)
    with qtbot.waitSignal(overlay.destroyed):
        field.deleteLater()
    assert not shiboken6.isValid(overlay)
    QApplication.processEvents()


def test_wheel_elsewhere_closes_wheel_on_it_does_not(kit, shown):
    field, overlay = open_overlay(kit, shown)

    def turn(widget):
        place = widget.mapToGlobal(QPoint(2, 2))
        event = QWheelEvent(
            QPoint(2, 2), place, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(widget, event)

    turn(overlay)
    assert overlay.is_open()
    turn(field.window())
    assert not overlay.is_open()


def test_it_closes_when_the_window_is_left(kit, shown):
    field, overlay = open_overlay(kit, shown)
    QApplication.sendEvent(field.window(), QEvent(QEvent.Type.WindowDeactivate))
    assert not overlay.is_open()
