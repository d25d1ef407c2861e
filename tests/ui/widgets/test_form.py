import json
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from aftersales_desktop.domain.errors import FieldProblem, ValidationError
from aftersales_desktop.i18n import Message
from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.fields import (
    CheckField,
    ChoiceField,
    DateField,
    MoneyField,
    NoteField,
    PhoneField,
    SuggestField,
    Suggestion,
    TextField,
)
from aftersales_desktop.ui.widgets.form import Form, Input, Section
from tests.ui.conftest import TODAY
from tests.ui.keys import CONTROL, SHIFT, press, write


def short_number(value):
    return None if len(value) == 11 else Message("A mobile number has 11 digits.")


def kinds(kit):
    return ChoiceField(kit, [("a", "First"), ("b", "Second")])


SECTIONS = (
    (
        Input("mobile", "Mobile", PhoneField, required=True, check=short_number),
        Input("name", "Name", TextField, required=True, hint="As on the card", help="The name on the papers."),
    ),
    Input("kind", "Kind", kinds),
    Input("fault", "Fault", NoteField),
    (Input("due", "Due", DateField), Input("deposit", "Deposit", MoneyField)),
    Section("More", (Input("city", "City", TextField), Input("insured", "Insured", CheckField)), collapsed=True),
)


@pytest.fixture
def form(kit, shown):
    made = Form(kit, SECTIONS)
    shown(made)
    made.focus()
    return made


@pytest.fixture
def submitted(form):
    seen = []
    form.submitted.connect(lambda: seen.append(True))
    return seen


def focus_name():
    return QApplication.focusWidget().objectName()


def enter(form, name="", modifiers=Qt.KeyboardModifier.NoModifier):
    press(form.field(name) if name else QApplication.focusWidget(), Qt.Key.Key_Return, "\r", modifiers)


def line_of(form, name):
    return form.findChild(QLabel, f"{name}_line")


VALUES = {
    "mobile": "09123456789",
    "name": "سارا",
    "kind": "b",
    "fault": "روشن نمی‌شود",
    "due": TODAY + timedelta(3),
    "deposit": 2_000_000,
    "city": "تهران",
    "insured": True,
}


def test_values_go_in_and_come_out_by_name(form):
    form.set_values(VALUES)
    assert form.values() == VALUES
    assert form.names() == tuple(VALUES)
    form.clear()
    assert form.is_empty()
    assert form.values() == {**dict.fromkeys(VALUES, ""), "kind": None, "due": None, "deposit": None, "insured": False}


def test_inputs_are_found_by_their_name_and_named_for_screen_readers(form):
    field = form.findChild(TextField, "name")
    assert field is form.field("name")
    assert field.accessibleName() == form.kit.words("Name")
    assert field.whatsThis() == "The name on the papers."
    assert "As on the card" in field.placeholderText()
    assert form.findChild(QLabel, "name_label").buddy() is field


def test_enter_goes_through_the_form_and_saves_at_the_end(form, submitted):
    names = [focus_name()]
    while not submitted:
        enter(form, modifiers=Qt.KeyboardModifier.NoModifier)
        if focus_name() == "fault":
            QApplication.focusWidget().focusNextChild()
        names.append(focus_name())
    assert names == ["mobile", "name", "kind", "due", "deposit", "deposit"]


def test_shift_enter_goes_back(form):
    form.focus("kind")
    enter(form, modifiers=SHIFT)
    assert focus_name() == "name"
    enter(form, modifiers=SHIFT)
    enter(form, modifiers=SHIFT)
    assert focus_name() == "mobile"


@pytest.mark.parametrize("name", ["mobile", "kind", "fault", "due"])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_control_enter_saves_from_anywhere(form, submitted, name, key):
    form.focus(name)
    press(form.field(name), key, "\r", CONTROL | Qt.KeyboardModifier.KeypadModifier)
    assert submitted == [True]


def test_enter_in_a_note_is_a_new_line(form, submitted):
    form.focus("fault")
    write(form.field("fault"), "a")
    enter(form, "fault")
    write(form.field("fault"), "b")
    assert form.field("fault").value() == "a\nb"
    assert not submitted


def test_open_list_takes_enter_first(form):
    form.focus("kind")
    press(form.field("kind"), Qt.Key.Key_Down)
    press(form.field("kind"), Qt.Key.Key_Down)
    enter(form, "kind")
    assert form.field("kind").value() == "b"
    assert focus_name() == "fault"


def test_control_enter_reads_what_is_half_typed(form):
    form.focus("due")
    write(form.field("due"), "+3")
    enter(form, "due", CONTROL)
    assert form.field("due").text() != "+3"
    assert form.values()["due"] == TODAY + timedelta(3)


def test_folded_inputs_are_passed_over(form, submitted):
    form.focus("deposit")
    enter(form)
    assert submitted == [True]
    form.findChild(Button).click()  # unfold
    form.focus("deposit")
    enter(form)
    assert focus_name() == "city"


def test_hidden_and_switched_off_inputs_are_passed_over(form):
    form.set_shown("name", False)
    form.field("kind").setEnabled(False)
    form.focus("mobile")
    enter(form)
    assert focus_name() == "fault"


def test_problems_are_shown_under_their_inputs(form, kit):
    form.show_problems(
        [
            FieldProblem("name", Message("Say who.")),
            FieldProblem("deposit", Message("This is too much."), doubtful=True),
            FieldProblem("not_here", Message("Somewhere else.")),
        ]
    )
    assert focus_name() == "name"
    assert "Say who." in line_of(form, "name").text()
    assert line_of(form, "name").isVisible()
    assert form.field("name").property("problem") == "wrong"
    assert form.field("deposit").property("problem") == "doubtful"
    assert not line_of(form, "mobile").isVisible()
    form.show_problems(())
    assert not line_of(form, "name").isVisible()
    assert form.field("deposit").problem() == ""


def test_wrong_comes_before_doubtful_for_the_cursor(form):
    form.show_problems(
        [FieldProblem("mobile", Message("Odd."), doubtful=True), FieldProblem("name", Message("Say who."))]
    )
    assert focus_name() == "name"


def test_saving_again_confirms_a_doubt(english, shown):
    form = Form(english, SECTIONS)
    shown(form)
    form.field("mobile").set_value("123")
    assert form.confirmed() == frozenset()
    form.show_problems([FieldProblem("mobile", Message("This number is odd."), doubtful=True)])
    assert line_of(form, "mobile").text() == "This number is odd. Save again to keep it."
    assert form.confirmed() == {"mobile"}


def test_doubt_about_something_else_is_asked_again(form):
    form.field("mobile").set_value("123")
    form.show_problems([FieldProblem("mobile", Message("Odd."), doubtful=True)])
    form.focus("mobile")
    write(form.field("mobile"), "4")
    assert form.confirmed() == frozenset()
    assert form.field("mobile").problem() == ""
    assert not line_of(form, "mobile").isVisible()
    form.field("mobile").set_value("123")
    assert form.confirmed() == frozenset()


def test_problem_in_a_folded_section_unfolds_it(form):
    assert not form.field("city").isVisible()
    form.show_problems([FieldProblem("city", Message("Enter the city."))])
    assert form.field("city").isVisible()
    assert focus_name() == "city"
    form.clear()
    assert not form.field("city").isVisible()


def test_problem_of_a_hidden_input_shows_it(form):
    form.set_shown("deposit", False)
    form.show_problems([FieldProblem("deposit", Message("Too much."))])
    assert form.field("deposit").isVisible()
    assert focus_name() == "deposit"


def test_value_in_a_folded_section_unfolds_it(form):
    form.set_values({"name": "x"})
    assert not form.field("city").isVisible()
    form.set_values({"city": "Shiraz"})
    assert form.field("city").isVisible()


def test_what_cannot_be_read_is_never_saved_as_nothing(form):
    form.field("due").setText("99/99")
    with pytest.raises(ValidationError) as raised:
        form.values()
    assert [problem.field for problem in raised.value.problems] == ["due"]


def test_check_on_leaving_leaves_empty_inputs_in_peace(form):
    form.focus("mobile")
    form.focus("name")
    assert form.field("mobile").problem() == ""
    form.focus("mobile")
    write(form.field("mobile"), "0912")
    form.focus("name")
    assert form.field("mobile").problem() == "A mobile number has 11 digits." or form.kit.words.right_to_left
    assert line_of(form, "mobile").isVisible()
    assert focus_name() == "name"


def test_helper_line_gives_way_to_a_problem(english, shown):
    form = Form(english, SECTIONS)
    shown(form)
    form.set_values({"deposit": 2_000_000})
    assert line_of(form, "deposit").text() == "200,000 toman"
    form.show_problems([FieldProblem("deposit", Message("Too much."))])
    assert line_of(form, "deposit").text() == "Too much."
    form.show_problems(())
    assert line_of(form, "deposit").text() == "200,000 toman"


def test_changes_by_the_person_are_told_by_name(form):
    seen = []
    form.changed.connect(seen.append)
    form.set_values(VALUES)
    assert seen == []
    form.focus("name")
    write(form.field("name"), "x")
    assert seen == ["name"]


def test_draft_survives_json_and_other_forms(form, kit):
    form.set_values(VALUES)
    form.field("due").setText("99/9")
    draft = json.loads(json.dumps(form.draft()))
    other = Form(kit, SECTIONS)
    other.set_draft({**draft, "of_an_older_version": 1})
    assert other.field("due").text() == "99/9"
    assert other.draft() == form.draft()


def test_read_only(form):
    form.set_values(VALUES)
    form.set_read_only(True)
    form.field("name").setFocus()
    write(form.field("name"), "x")
    assert form.values() == VALUES
    assert not form.field("insured").isEnabled()
    form.set_read_only(False)
    write(form.field("name"), "x")
    assert form.values() != VALUES


def test_widget_made_by_the_screen(kit, shown):
    customer = SuggestField(kit, lambda text: [])
    form = Form(
        kit, (Input("customer", "Customer", TextField), Input("name", "Name", TextField)), {"customer": customer}
    )
    shown(form)
    customer.set_value(Suggestion(9, "Sara"))
    assert form.values() == {"customer": 9, "name": ""}
    assert customer.objectName() == "customer"


@pytest.mark.parametrize("size", [13, 14, 16])
def test_form_fits_into_the_narrow_panel(make_kit, shown, size):
    kit = make_kit("fa", text_size=size)
    form = Form(kit, SECTIONS)
    form.set_values(VALUES)
    form.setFixedWidth(310)
    shown(form)
    QApplication.processEvents()
    assert form.minimumSizeHint().width() <= 310
    for name in form.names():
        field = form.field(name)
        assert field.mapTo(form, field.rect().topRight()).x() <= form.width()


def test_tab_goes_the_same_way_as_enter(kit, shown):
    """Also through an input that the screen made before the form."""
    customer = SuggestField(kit, lambda text: [])
    inputs = (
        Input("name", "Name", TextField),
        Input("customer", "Customer", TextField),
        Input("city", "City", TextField),
    )
    form = Form(kit, inputs, {"customer": customer})
    shown(form)
    form.focus()
    walked = [focus_name()]
    for _press in range(2):
        QApplication.focusWidget().window().focusNextChild()
        walked.append(focus_name())
    assert walked == ["name", "customer", "city"]
