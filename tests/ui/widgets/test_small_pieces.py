"""Labels, buttons, pills, banners, timelines, empty states."""

import pytest
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from aftersales_desktop.i18n.formats import isolate
from aftersales_desktop.ui.colours import TONES
from aftersales_desktop.ui.widgets.banner import Banner
from aftersales_desktop.ui.widgets.button import Button, IconButton, ToolLink
from aftersales_desktop.ui.widgets.direction import copy_text, in_direction, starts_right_to_left
from aftersales_desktop.ui.widgets.empty_state import EmptyState
from aftersales_desktop.ui.widgets.label import Label, set_look
from aftersales_desktop.ui.widgets.pill import Pill, pill_size
from aftersales_desktop.ui.widgets.timeline import Timeline, TimelineEvent


@pytest.mark.parametrize(
    ("text", "expected"),
    [("سلام", True), ("ABC: سلام", False), ("12 سلام", True), ("(ABC)", False), ("12", None), ("", None)],
)
def test_direction_of_the_first_letter(text, expected):
    assert starts_right_to_left(text) is expected


def test_letters_inside_of_isolates_do_not_count():
    assert starts_right_to_left(isolate("AB-12") + " آماده است") is True


@pytest.mark.parametrize(
    ("text", "right_to_left", "shown"),
    [
        ("ABC: سلام", True, "\u200fABC: سلام"),
        ("سلام ABC", True, "سلام ABC"),
        ("12-5", True, "\u200f12-5"),
        ("X-200 (A).", True, "\u200f\u2068X-200 (A).\u2069"),
        ("سارا.", False, "\u200e\u2068سارا.\u2069"),
        ("ال‌جی 50UR", False, "\u200e\u2068ال‌جی 50UR\u2069"),
        ("Sara سارا", False, "Sara سارا"),
        ("سلام\nABC", True, "سلام\n\u200f\u2068ABC\u2069"),
        ("Sara", False, "Sara"),
        ("", True, ""),
    ],
)
def test_line_is_marked_only_where_it_would_turn_around(text, right_to_left, shown):
    assert in_direction(text, right_to_left) == shown


def test_clipboard_gets_no_marks(qapp):
    copy_text("\u200f" + isolate("AB-12"))
    assert QGuiApplication.clipboard().text() == "AB-12"


def test_label_stays_on_its_side(persian, english):
    assert Label(persian, "X-200").text() == "\u200f\u2068X-200\u2069"
    assert Label(english, "X-200").text() == "X-200"
    label = Label(english, "<b>x</b>")
    assert label.text() == "<b>x</b>"
    assert label.sizeHint().width() > Label(english, "x").sizeHint().width()  # never taken for markup


@pytest.mark.parametrize("role", ["hint", "strong"])
def test_broken_lines_stay_at_the_reading_edge(kit, shown, role):
    text = ("تعویض برد اصلی با قطعهٔ نو " if kit.words.right_to_left else "Main board replaced by a new one ") * 4
    label = Label(kit, text.strip(), role, wrap=True)
    label.setFixedWidth(220)
    shown(label)
    QApplication.processEvents()
    image = label.grab().toImage()
    ground, spacing = image.pixelColor(0, 0), label.fontMetrics().lineSpacing()
    lines = round(image.height() / spacing)
    assert lines >= 3
    edges = []
    for line in range(lines - 1):
        rows = range(line * spacing + 2, min((line + 1) * spacing - 2, image.height()))
        columns = [x for x in range(image.width()) if any(image.pixelColor(x, y) != ground for y in rows)]
        edges.append(image.width() - 1 - columns[-1] if kit.words.right_to_left else columns[0])
    assert max(edges) <= 3


def test_line_ends_are_kept(persian, shown):
    one, two = Label(persian, "یک", wrap=True), Label(persian, "یک\nدو", wrap=True)
    shown(one, two)
    QApplication.processEvents()
    assert two.height() > one.height()
    picture = two.grab().toImage().copy(0, one.height(), two.width(), two.height() - one.height())
    colours = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
    assert len(colours) > 1


def test_button_words_icon_and_key(kit):
    button = Button(kit, "Invoices & cash", "printer", "primary", keys="F8")
    assert button.accessibleName() == button.caption() == "Invoices & cash"
    assert "Invoices && cash" in button.text()
    assert "\u2002" in button.text()
    assert "F8" in button.toolTip()
    assert not button.autoDefault()
    assert "\u2002" not in Button(kit, "Save").text()


def test_icon_button_has_words(kit):
    button = IconButton(kit, "bell", "Messages", keys="F7")
    assert button.accessibleName() == "Messages"
    assert "F7" in button.toolTip()


def test_look_follows_its_properties(kit, shown):
    label = Label(kit, "x", "title")
    shown(label)
    large = label.font().pixelSize()
    set_look(label, role="hint")
    assert label.font().pixelSize() < large


@pytest.mark.parametrize("name", TONES)
def test_pill_has_the_colours_of_its_state(kit, shown, name):
    pill = Pill(kit, "Ready", name)
    shown(pill)
    QApplication.processEvents()
    image = pill.grab().toImage()
    tone = kit.theme.tone(name)
    assert image.pixelColor(pill.width() // 2, 3).name().upper() == tone.background
    assert pill.accessibleName() == "Ready"
    assert pill.sizeHint() == pill_size(kit.theme, "Ready")


def test_dot_of_a_pill_stands_at_the_reading_edge(kit, shown):
    pill = Pill(kit, "Ready", "ready")
    shown(pill)
    image = pill.grab().toImage()
    middle = image.height() // 2
    ink = kit.theme.tone("ready").text
    dark = [x for x in range(image.width()) if image.pixelColor(x, middle).name().upper() == ink]
    left = sum(11 <= x < 18 for x in dark) >= 5
    right = sum(11 <= image.width() - 1 - x < 18 for x in dark) >= 5
    assert (right, left) == (kit.words.right_to_left, not kit.words.right_to_left)


@pytest.mark.parametrize("tone", ["info", "ok", "warn", "danger", "covered", "doubtful", "refused", "unknown"])
def test_banner_has_the_colours_of_its_tone(kit, shown, tone):
    banner = Banner(kit)
    shown(banner)
    assert not banner.isVisible()
    banner.say(tone, "Two customers share this mobile.", "Review")
    QApplication.processEvents()
    assert banner.isVisible()
    colours = kit.theme.tone(tone)
    image = banner.grab().toImage()
    assert image.pixelColor(image.width() // 2, 2).name().upper() == colours.background
    words = next(label for label in banner.findChildren(QLabel) if "share this mobile." in label.text())
    assert words.palette().windowText().color().name().upper() == colours.text
    assert (banner.tone(), banner.accessibleName()) == (tone, "Two customers share this mobile.")


def test_banner_changes_its_tone_and_its_button(kit, shown):
    banner = Banner(kit)
    shown(banner)
    told = []
    banner.acted.connect(lambda: told.append(True))
    banner.say("ok", "Valid.")
    assert not banner.button.isVisible()
    banner.say("danger", "Expired.", "Ask")
    banner.button.click()
    assert told == [True]
    assert banner.grab().toImage().pixelColor(300, 2).name().upper() == kit.theme.tone("danger").background


def test_timeline_shows_its_events_in_order(kit, shown):
    events = [TimelineEvent("1405/09/02", f"Event {number}", "Detail", "tool", "ok") for number in range(3)]
    timeline = Timeline(kit, events)
    shown(timeline)
    QApplication.processEvents()
    titles = [label for label in timeline.findChildren(QLabel) if "Event" in label.text()]
    tops = [label.mapTo(timeline, label.rect().topLeft()).y() for label in titles]
    assert len(titles) == 3
    assert tops == sorted(tops)
    assert not timeline.grab().isNull()


def test_timeline_forgets_earlier_events(kit, shown, qtbot):
    timeline = Timeline(kit, [TimelineEvent("1", "Old")])
    shown(timeline)
    timeline.set_events([TimelineEvent("2", "New"), TimelineEvent("3", "Newer")])
    qtbot.waitUntil(lambda: not any("Old" in label.text() for label in timeline.findChildren(QLabel)))
    assert sum("New" in label.text() for label in timeline.findChildren(QLabel)) == 2


def test_empty_state_without_a_button(kit, shown):
    empty = EmptyState(kit)
    shown(empty)
    empty.show()
    empty.say("Nothing found", "Other words may help.")
    assert not empty.button.isVisible()
    assert "Nothing found" in empty.title()


def test_a_tool_that_cannot_be_used_is_away(kit, qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    action = QAction("Lend", page)
    action.setEnabled(False)
    link = ToolLink(kit, action, "devices")
    QVBoxLayout(page).addWidget(link)
    page.show()
    assert not link.isVisible()
    action.setEnabled(True)
    assert link.isVisible()
    action.setVisible(False)
    assert not link.isVisible()
