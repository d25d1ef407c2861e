"""What holds for every kind of input."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from aftersales_desktop.i18n.formats import isolate
from aftersales_desktop.ui.widgets import fields
from tests.ui.conftest import TODAY
from tests.ui.keys import press, strike, write


def choice(kit):
    return fields.ChoiceField(kit, [("a", "آبی"), ("b", "سبز")])


def chips(kit):
    return fields.ChipsField(kit, [fields.Chip("a", "A"), fields.Chip("b", "B")])


def suggest(kit):
    return fields.SuggestField(kit, lambda text: [fields.Suggestion(5, "Sara")])


KINDS = {
    "text": (fields.TextField, "علی ABC", "", lambda field: write(field, "x")),
    "code": (fields.CodeField, "AB-12/9 (R2)", "", lambda field: strike(field, "x")),
    "serial": (fields.SerialField, "SN8-2290", "", lambda field: strike(field, "x")),
    "phone": (fields.PhoneField, "09123456789", "", lambda field: write(field, "۱")),
    "money": (fields.MoneyField, 12_500_000, None, lambda field: write(field, "۱")),
    "number": (fields.NumberField, 18, None, lambda field: write(field, "۱")),
    "date": (fields.DateField, TODAY, None, lambda field: press(field, Qt.Key.Key_Up)),
    "note": (fields.NoteField, "یک\nدو", "", lambda field: write(field, "x")),
    "check": (fields.CheckField, True, False, lambda field: field.click()),
    "choice": (choice, "b", None, lambda field: write(field, "x")),
    "chips": (chips, ("b",), (), lambda field: press(field, Qt.Key.Key_1, "1")),
    "suggest": (suggest, fields.Suggestion(5, "Sara"), None, lambda field: write(field, "x")),
}


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def field(kind, kit, shown):
    made = KINDS[kind][0](kit)
    shown(made)
    return made


@pytest.fixture
def told(field):
    seen = []
    field.changed.connect(lambda: seen.append(field.value()))
    return seen


def value_of(kind):
    return KINDS[kind][1]


def kept(kind):
    return 5 if kind == "suggest" else value_of(kind)


def test_new_input_is_empty(field, kind):
    assert field.value() == KINDS[kind][2]
    assert field.is_empty()
    assert field.unreadable() is None


def test_value_comes_back_and_nobody_is_told(field, kind, told):
    field.set_value(value_of(kind))
    assert field.value() == kept(kind)
    assert not field.is_empty()
    assert told == []


def test_value_can_be_taken_out(field, kind):
    field.set_value(value_of(kind))
    field.set_value(KINDS[kind][2])
    assert field.value() == KINDS[kind][2]


def test_the_person_is_told_of(field, kind, told):
    field.setFocus()
    KINDS[kind][3](field)
    assert told


def test_draft_survives_json(field, kind, kit, shown):
    field.set_value(value_of(kind))
    draft = json.loads(json.dumps(field.draft()))
    other = KINDS[kind][0](kit)
    other.set_draft(draft)
    assert other.value() == kept(kind)


def test_problem_is_marked_and_goes_when_the_person_types(field, kind):
    field.set_problem("Write it again.")
    assert field.problem() == "Write it again."
    assert field.property("problem") == "wrong"
    assert field.accessibleDescription() == "Write it again."
    field.set_problem("Sure?", doubtful=True)
    assert field.property("problem") == "doubtful"
    field.setFocus()
    KINDS[kind][3](field)
    assert field.problem() == ""
    assert field.property("problem") == ""


def test_what_is_remembered_comes_back(field, kind):
    field.set_value(value_of(kind))
    put_back = field.remember()
    field.setFocus()
    KINDS[kind][3](field)
    put_back()
    assert field.value() == kept(kind)


@pytest.mark.parametrize(("name", "value"), [("text", "AB-12"), ("code", "AB-12"), ("phone", "12"), ("note", "AB-12")])
def test_marks_of_the_screen_never_get_into_a_value(name, value, kit):
    made = KINDS[name][0](kit)
    made.set_value(isolate("AB\u200f-12"))
    assert made.value() == value


@pytest.mark.parametrize("name", ["text", "code", "serial", "phone", "money", "number", "date", "choice"])
def test_text_starts_at_the_reading_edge(name, kit, shown):
    """Whatever is typed: Qt would follow the first letter."""
    made = KINDS[name][0](kit)
    window = shown(made)
    for text in ("12", "abc", "سلام", ""):
        made.setText(text)
        QApplication.processEvents()
        alignment = made.alignment()
        side = Qt.AlignmentFlag.AlignRight if kit.words.right_to_left else Qt.AlignmentFlag.AlignLeft
        assert alignment & side
        assert alignment & Qt.AlignmentFlag.AlignAbsolute
        made.setCursorPosition(0)
        cursor = made.cursorRect().center().x()
        near_right = cursor > made.width() / 2
        assert near_right is kit.words.right_to_left
    window.close()


def test_direction_keys_of_windows_do_not_turn_the_text(kit, shown):
    made = fields.TextField(kit)
    shown(made)
    made.setFocus()
    before = made.layoutDirection(), made.alignment()
    press(made, Qt.Key.Key_Direction_L)
    press(made, Qt.Key.Key_Direction_R)
    assert (made.layoutDirection(), made.alignment()) == before


@pytest.mark.parametrize("size", [13, 14, 16])
@pytest.mark.parametrize("name", ["text", "money", "date", "choice"])
def test_words_fit_into_the_input(make_kit, shown, size, name):
    kit = make_kit("fa", text_size=size)
    made = KINDS[name][0](kit)
    shown(made)
    for focused in (False, True):
        if focused:
            made.setFocus()
            QApplication.processEvents()
        assert made.height() == kit.theme.field_height
        assert made.fontMetrics().height() <= made.height() - 4
