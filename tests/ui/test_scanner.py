import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from aftersales_desktop.ui import physical_keys
from aftersales_desktop.ui.physical_keys import LAYOUTS, PERSIAN, PERSIAN_STANDARD
from aftersales_desktop.ui.scanner import ScanCatcher, ScannerSettings
from aftersales_desktop.ui.widgets.fields import (
    Chip,
    ChipsField,
    NoteField,
    SerialField,
    SuggestField,
    Suggestion,
    TextField,
)
from tests.ui.keys import press, strike, write

SAMPLE = "AB12-9xRm(2)"
SCANNER, PERSON = 0.004, 0.110
LAYOUT_NAMES = ["us", "persian", "standard"]


class Clock:
    """Time that stands still until a key is pressed."""

    def __init__(self):
        self.now = 100.0
        self.step = SCANNER

    def __call__(self):
        self.now += self.step
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def catcher(qapp, clock):
    watching = ScanCatcher(qapp, clock=clock)
    yield watching
    watching.stop()


@pytest.fixture
def scans(catcher):
    codes = []
    catcher.scanned.connect(codes.append)
    return codes


@pytest.fixture
def name(persian, shown, catcher):
    field = TextField(persian)
    shown(field)
    field.setFocus()
    return field


def scan(widget, code, layout=None, end=Qt.Key.Key_Return, scan_code=None):
    for character in code:
        strike(widget, character, layout, scan_code)
    press(widget, end, "\r" if end == Qt.Key.Key_Return else "\t")


@pytest.mark.parametrize("layout", [None, *LAYOUTS], ids=LAYOUT_NAMES)
@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
def test_scan_is_read_and_the_input_gets_its_text_back(name, scans, layout, end):
    write(name, "علی")
    name.setCursorPosition(1)
    scan_pause(scans, name)
    scan(name, SAMPLE, layout, end)
    assert scans == [SAMPLE]
    assert name.text() == "علی"
    assert name.cursorPosition() == 1
    assert QApplication.focusWidget() is name


def scan_pause(scans, widget):
    """A person stopped typing before the scanner was used."""
    press(widget, Qt.Key.Key_Left)
    press(widget, Qt.Key.Key_Right)
    scans.clear()


def test_fast_letters_of_a_person_before_a_scan_stay(name, scans, clock):
    clock.step = PERSON
    write(name, "علی")
    clock.step = SCANNER
    clock.now += 1
    scan(name, SAMPLE, PERSIAN)
    assert scans == [SAMPLE]
    assert name.text() == "علی"


@pytest.mark.parametrize("layout", [None, *LAYOUTS], ids=LAYOUT_NAMES)
def test_a_person_is_not_a_scanner(name, scans, clock, layout, qtbot):
    clock.step = PERSON
    scan(name, "ABC123", layout)
    assert scans == []
    assert name.text() == "".join(layout.written(sign) if layout else sign for sign in "ABC123")


def test_a_short_burst_is_not_a_scan(name, scans):
    scan(name, "ab1")
    assert scans == []
    assert name.text() == "ab1"


def test_enter_alone_is_not_a_scan(name, scans):
    press(name, Qt.Key.Key_Return, "\r")
    assert scans == []


def test_two_scans_one_after_the_other(name, scans, clock):
    scan(name, "AB-1001", PERSIAN)
    clock.now += 0.5
    scan(name, "AB-1002", PERSIAN)
    assert scans == ["AB-1001", "AB-1002"]
    assert name.text() == ""


def test_scan_over_a_note_restores_its_lines(persian, shown, scans):
    note = NoteField(persian)
    shown(note)
    note.set_value("خط یک\nخط دو")
    note.setFocus()
    scan(note, SAMPLE, PERSIAN_STANDARD)
    assert scans == [SAMPLE]
    assert note.toPlainText() == "خط یک\nخط دو"


@pytest.mark.parametrize("layout", [None, *LAYOUTS], ids=LAYOUT_NAMES)
def test_scan_goes_into_a_serial_input(persian, shown, scans, layout):
    serial = SerialField(persian)
    shown(serial)
    serial.set_value("OLD")
    serial.setFocus()
    told, changed = [], []
    serial.scanned.connect(told.append)
    serial.changed.connect(lambda: changed.append(serial.value()))
    scan(serial, SAMPLE, layout)
    assert scans == []
    assert told == [SAMPLE.upper()]
    assert serial.value() == SAMPLE.upper()
    assert changed[-1] == SAMPLE.upper()


def test_serial_input_that_only_shows_does_not_take_a_scan(persian, shown, scans):
    serial = SerialField(persian)
    shown(serial)
    serial.set_value("OLD")
    serial.setReadOnly(True)
    serial.setFocus()
    scan(serial, SAMPLE)
    assert scans == [SAMPLE]
    assert serial.value() == "OLD"


def test_typing_a_serial_by_hand_under_any_layout(persian, shown, scans, clock):
    clock.step = PERSON
    for layout in (None, *LAYOUTS):
        serial = SerialField(persian)
        window = shown(serial)
        serial.setFocus()
        for character in SAMPLE:
            strike(serial, character, layout)
        assert serial.value() == SAMPLE.upper()
        window.close()
    assert scans == []


@pytest.mark.parametrize("layout", LAYOUTS, ids=LAYOUT_NAMES[1:])
def test_bogus_scan_codes_are_read_by_their_text(name, scans, layout, monkeypatch):
    monkeypatch.setattr(physical_keys, "active_layout", lambda: layout)
    scan(name, "ABCmx", layout, scan_code=0)
    assert scans == ["ABCmx"]


def test_prefix_tells_a_scanner(qapp, name, catcher, clock):
    codes = []
    catcher.scanned.connect(codes.append)
    catcher.settings = ScannerSettings(prefix="~")
    scan(name, "12345")
    assert codes == []
    scan(name, "~12345")
    assert codes == ["12345"]


def test_slower_scanner_after_its_settings_were_changed(name, scans, catcher, clock):
    clock.step = 0.08
    scan(name, "ABCDE")
    assert scans == []
    catcher.settings = ScannerSettings(longest_gap=0.2, average_gap=0.1)
    scan(name, "ABCDE")
    assert scans == ["ABCDE"]


def test_busy_computer_does_not_cut_a_code_in_two(name, scans, clock):
    for character in "ABCDE":
        strike(name, character)
    clock.now += 0.3
    scan(name, "FGHIJ")
    assert scans == ["ABCDEFGHIJ"]
    assert name.text() == ""


def test_speed_is_told_for_the_test_panel(name, catcher, clock):
    seen = []
    catcher.keys_seen.connect(lambda code, gap: seen.append((code, round(gap, 3))))
    clock.step = 0.05
    scan(name, "ABCDE")
    assert seen == [("ABCDE", 0.05)]


def test_commands_and_arrows_end_a_code(name, scans):
    for character in "AB12":
        strike(name, character)
    press(name, Qt.Key.Key_Left)
    press(name, Qt.Key.Key_Return, "\r")
    assert scans == []


def test_stopped_catcher_sees_nothing(name, scans, catcher):
    catcher.stop()
    scan(name, SAMPLE)
    assert scans == []


def test_scan_over_a_search_keeps_what_was_taken(persian, shown, scans):
    customer = SuggestField(persian, lambda text: [])
    shown(customer)
    customer.set_value(Suggestion(7, "سارا محمدی"))
    customer.setFocus()
    scan(customer, SAMPLE, PERSIAN)
    assert scans == [SAMPLE]
    assert (customer.value(), customer.text()) == (7, "سارا محمدی")
    assert not customer.takes_enter()


def test_scan_over_chips_leaves_them(persian, shown, scans):
    chips = ChipsField(persian, [Chip("a", "A"), Chip("b", "B"), Chip("c", "C")])
    shown(chips)
    chips.set_value(("b",))
    chips.setFocus()
    told = []
    chips.changed.connect(lambda: told.append(chips.value()))
    scan(chips, "123123-1", PERSIAN_STANDARD)
    assert scans == ["123123-1"]
    assert chips.value() == ("b",)
    assert told[-1] == ("b",)


def test_keys_of_a_person_that_queued_up_are_no_scan(name, scans, clock, qapp):
    """After a stall they are handled all at once; the window system still knows when each was struck."""
    clock.step = SCANNER
    for place, character in enumerate("12345"):
        event = QKeyEvent(QEvent.Type.KeyPress, ord(character), Qt.KeyboardModifier.NoModifier, character)
        event.setTimestamp(1000 + place * 110)
        qapp.sendEvent(name, event)
    end = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
    end.setTimestamp(1600)
    qapp.sendEvent(name, end)
    assert scans == []
    assert name.text().endswith("12345")
