"""Categories, models and ready-made words: found again in any spelling, never twice."""

import pytest

from aftersales_desktop.domain.errors import NotFound, ValidationError
from aftersales_desktop.i18n import Words
from aftersales_desktop.i18n.formats import AUTO_ISOLATE, END_ISOLATE
from aftersales_desktop.models.office import Audit
from aftersales_desktop.models.units import Chip, ProductModel
from aftersales_desktop.services.catalogue import (
    add_category,
    add_chip,
    add_model,
    chips_by_code,
    get_model,
    in_order,
    list_categories,
    list_chips,
)
from aftersales_desktop.services.suggestions import model_suggestions


@pytest.fixture
def tv(desk):
    return add_category(desk, "tv", "تلویزیون", "Television")


def fields_of(refused) -> list[str]:
    return [problem.field for problem in refused.value.problems]


class TestCategories:
    def test_come_in_the_order_they_were_made(self, desk, tv):
        add_category(desk, "b", "یخچال", "Refrigerator")
        add_category(desk, "a", "اتو", "Iron")
        assert [category.code for category in list_categories(desk)] == ["tv", "b", "a"]

    def test_a_known_code_gives_the_known_one_unchanged(self, desk, tv):
        rows = Audit.select().count()
        assert add_category(desk, "tv", "چیز دیگر", "Other") == tv
        assert Audit.select().count() == rows

    def test_are_named_in_the_language_asked_for_or_the_other(self, desk, tv):
        assert (tv.name("fa"), tv.name("en")) == ("تلویزیون", "Television")
        only = add_category(desk, "x", "", "Only English")
        assert only.name("fa") == only.name("en") == "Only English"

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            (("", "الف", "a"), "code"),
            (("a" * 41, "الف", "a"), "code"),
            (("c", "", " "), "name_fa"),
            (("c", "م" * 10_000, ""), "name_fa"),
            (("c", "", "e" * 81), "name_en"),
            (("c", "😀", "a"), "name_fa"),
            (("c", "=1+1", "a"), "name_fa"),
            (("c", "الف\x07", "a"), "name_fa"),
        ],
    )
    def test_that_cannot_be_stored_are_refused(self, desk, given, field):
        with pytest.raises(ValidationError) as refused:
            add_category(desk, *given)
        assert field in fields_of(refused)
        assert list_categories(desk) == []


class TestChips:
    def codes(self, desk, kind, category=None) -> list[str]:
        return [chip.code for chip in list_chips(desk, kind, category)]

    def test_the_exclusive_one_is_first_then_own_ones_then_those_of_all(self, desk, tv):
        add_chip(desk, "condition", "scratched", "خط‌وخش", "Scratched")
        add_chip(desk, "condition", "all-good", "سالم", "All good", is_exclusive=True)
        add_chip(desk, "condition", "panel", "پنل", "Panel", category_id=tv.id)
        add_chip(desk, "condition", "stand", "پایه", "Stand", category_id=tv.id)
        assert self.codes(desk, "condition", tv.id) == ["all-good", "panel", "stand", "scratched"]
        assert self.codes(desk, "condition") == ["all-good", "scratched"]

    def test_keep_their_order_in_every_category(self, desk, tv):
        other = add_category(desk, "x", "یخچال", "Refrigerator")
        for category in (tv, other):
            for code in ("one", "two", "three"):
                add_chip(desk, "symptom", code, code, code, category_id=category.id)
        assert self.codes(desk, "symptom", tv.id) == self.codes(desk, "symptom", other.id) == ["one", "two", "three"]

    def test_of_one_kind_and_category_stay_there(self, desk, tv):
        add_chip(desk, "symptom", "dead", "خاموش", "Dead", category_id=tv.id)
        assert self.codes(desk, "symptom") == []
        assert self.codes(desk, "accessory", tv.id) == []

    def test_twice_is_once(self, desk, tv):
        for _again in range(2):
            add_chip(desk, "symptom", "dead", "خاموش", "Dead")
            add_chip(desk, "symptom", "dead", "خاموش", "Dead", category_id=tv.id)
        assert Chip.select().count() == 2

    def test_one_language_is_enough(self, desk):
        add_chip(desk, "symptom", "dead", "خاموش", "")
        [chip] = list_chips(desk, "symptom")
        assert chip.name("en") == chip.name("fa") == "خاموش"

    @pytest.mark.parametrize(
        ("code", "name", "field"),
        [
            ("", "الف", "code"),
            ("x", "", "name_fa"),
            ("x", "م" * 61, "name_fa"),
            ("x", "=1", "name_fa"),
            ("x", "😀", "name_fa"),
        ],
    )
    def test_that_cannot_be_stored_are_refused(self, desk, code, name, field):
        with pytest.raises(ValidationError) as refused:
            add_chip(desk, "symptom", code, name, "")
        assert field in fields_of(refused)

    def test_are_read_back_by_code_in_the_order_chosen(self, desk):
        add_chip(desk, "symptom", "a", "الف", "A")
        add_chip(desk, "symptom", "b", "ب", "B")
        found = chips_by_code(desk, ("b", "gone", "a"))
        assert [chip.name_fa for chip in in_order(found, "symptom", ("b", "gone", "a"))] == ["ب", "gone", "الف"]
        assert in_order(found, "accessory", ("a",))[0].name_fa == "a"
        assert chips_by_code(desk, ()) == {}


class TestModels:
    def test_are_found_again_in_another_keyboard_layout(self, desk, tv):
        first = add_model(desk, category_id=tv.id, brand="كيان", name="ي-1")
        again = add_model(desk, category_id=tv.id, brand=" کیان ", name="ی-1")
        assert again == first
        assert first.title == "کیان ی-1"
        assert ProductModel.select().count() == 1

    def test_are_listed_as_a_persian_reads_them(self, desk, tv):
        for brand in ("یاس", "پارس", "آرال", "بهار", "گلدیران", "کیان"):
            add_model(desk, category_id=tv.id, brand=brand, name="1")
        brands = [model.brand for model in model_suggestions(desk, "1")]
        assert brands == ["آرال", "بهار", "پارس", "کیان", "گلدیران", "یاس"]

    def test_of_another_category_are_others(self, desk, tv):
        other = add_category(desk, "x", "یخچال", "Refrigerator")
        one = add_model(desk, category_id=tv.id, brand="LG", name="1")
        two = add_model(desk, category_id=other.id, brand="LG", name="1")
        assert one.id != two.id
        assert [model.id for model in model_suggestions(desk, "LG", category_id=other.id)] == [two.id]

    def test_a_brand_or_a_name_is_enough(self, desk, tv):
        assert add_model(desk, category_id=tv.id, brand="LG", name="").title == "LG"
        assert add_model(desk, category_id=tv.id, brand="", name="X1").title == "X1"
        assert (
            Words("en").say(add_model(desk, category_id=tv.id, brand="LG", name="").full_title("en")) == "Television LG"
        )

    def test_a_persian_brand_keeps_its_model_together_in_english(self, desk, tv):
        """Without marks a reader sees "Television 55 سامسونگCU7000"."""
        title = Words("en").say(add_model(desk, category_id=tv.id, brand="سامسونگ", name="55CU7000").full_title("en"))
        assert title == f"Television {AUTO_ISOLATE}سامسونگ 55CU7000{END_ISOLATE}"

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"brand": "", "name": ""}, "brand"),
            ({"brand": " ", "name": "\u200c"}, "brand"),
            ({"brand": "م" * 81, "name": "x"}, "brand"),
            ({"brand": "x", "name": "م" * 10_000}, "model_name"),
            ({"brand": "x", "name": "=cmd"}, "model_name"),
            ({"brand": "x😀", "name": ""}, "brand"),
            ({"brand": "x", "name": "x", "bulletin": "م" * 501}, "bulletin"),
        ],
        ids=str,
    )
    def test_that_cannot_be_stored_are_refused(self, desk, tv, given, field):
        with pytest.raises(ValidationError) as refused:
            add_model(desk, category_id=tv.id, **given)
        assert field in fields_of(refused)
        assert ProductModel.select().count() == 0

    @pytest.mark.parametrize("name", ["1 " * 60, "⅛" * 80, "م" * 80, "™" * 80])
    def test_whose_search_form_grows_long_are_stored(self, desk, tv, name):
        assert add_model(desk, category_id=tv.id, brand=name[:80], name=name).id

    def test_of_a_missing_category_or_row_say_so(self, desk):
        with pytest.raises(NotFound):
            add_model(desk, category_id=7, brand="x", name="y")
        with pytest.raises(NotFound):
            get_model(desk, 7)
