"""Settings of the centre: defaults, limits, undo, and a file from a newer release."""

from dataclasses import fields

import pytest

from aftersales_desktop.domain.errors import ValidationError
from aftersales_desktop.models.office import Audit, Setting, StoredFile
from aftersales_desktop.services.settings import (
    LARGEST_LOGO,
    Settings,
    load_settings,
    name_the_desk,
    read_logo,
    save_settings,
    store_logo,
)
from aftersales_desktop.services.work import close_desk, open_desk
from tests.services.statements import noted_statements, transactions

PNG = b"\x89PNG\r\n\x1a\n" + b"picture"
JPEG = b"\xff\xd8\xff" + b"picture"


def refused(desk, **changes) -> str:
    """Which field was refused; and nothing was written."""
    before = load_settings(desk), Audit.select().count()
    with pytest.raises(ValidationError) as problem:
        save_settings(desk, **changes)
    assert (load_settings(desk), Audit.select().count()) == before
    return problem.value.problems[0].field


def test_a_new_file_has_the_defaults(desk):
    assert load_settings(desk) == Settings()
    assert not load_settings(desk).is_set_up


def test_every_default_may_be_saved(desk):
    defaults = {setting.name: getattr(Settings(), setting.name) for setting in fields(Settings)}
    assert save_settings(desk, **defaults) == Settings()
    assert Setting.select().count() == 0


def test_what_was_saved_is_there_after_a_restart(desk):
    save_settings(desk, centre_name="مرکز ما", promise_days=5, is_set_up=True, printers={"A5": "HP"})
    close_desk()
    settings = load_settings(open_desk(desk.path))
    assert (settings.centre_name, settings.promise_days, settings.is_set_up) == ("مرکز ما", 5, True)
    assert settings.printers == {"A5": "HP"}


def test_gives_what_was_before_for_undo(desk):
    save_settings(desk, centre_name="یک")
    before = save_settings(desk, centre_name="دو", promise_days=9)
    assert (before.centre_name, before.promise_days) == ("یک", 3)
    save_settings(desk, centre_name=before.centre_name, promise_days=before.promise_days)
    assert load_settings(desk) == before


def test_writes_only_what_differs_in_one_transaction_and_one_audit_row(desk):
    heard = []
    desk.listeners.append(heard.append)
    with noted_statements() as statements:
        save_settings(desk, centre_name="یک", promise_days=3, area_code="026")
    assert transactions(statements) == ["BEGIN IMMEDIATE", "COMMIT"]
    assert Audit.get().change == {"centre_name": ["", "یک"], "area_code": ["021", "026"]}
    save_settings(desk, centre_name="یک")
    assert Audit.select().count() == 1
    assert heard == [{"settings"}]


def test_texts_are_stored_in_one_spelling(desk):
    save_settings(desk, centre_name=" مركز  خدمات\u200f ", receipt_terms_fa="یک \r\n دو", centre_address="یک\nدو")
    settings = load_settings(desk)
    assert settings.centre_name == "مرکز خدمات"
    assert settings.receipt_terms_fa == "یک\nدو"
    assert settings.centre_address == "یک دو"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("centre_name", "م" * 81),
        ("centre_name", "م" * 10_000),
        ("centre_name", "مرکز 😀"),
        ("centre_name", "=1+1"),
        ("centre_address", "م" * 301),
        ("receipt_terms_fa", "م" * 2001),
        ("centre_phone", "12345"),
        ("centre_phone", "تلفن"),
        ("area_code", "تهران"),
        ("area_code", ""),
        ("area_code", "0912"),
        ("promise_days", -1),
        ("promise_days", 61),
        ("promise_days", "۳"),
        ("promise_days", 2.5),
        ("promise_days", True),
        ("promise_days", None),
        ("shelf_cells", 0),
        ("shelf_cells", 100),
        ("uncollected_days", 0),
        ("uncollected_days", 10**30),
        ("money_unit", "dollar"),
        ("receipt_paper", "A3"),
        ("card_paper", ""),
        ("label_paper", "1x1"),
        ("paper_language", "de"),
        ("backup_folder", "x" * 1001),
        ("backup_folder", "\udcff"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(desk, name, value):
    assert refused(desk, **{name: value}) == name


def test_every_problem_is_named_and_nothing_is_saved(desk):
    with pytest.raises(ValidationError) as problem:
        save_settings(desk, centre_name="=x", promise_days=99, area_code="026")
    assert [found.field for found in problem.value.problems] == ["centre_name", "promise_days"]
    assert load_settings(desk) == Settings()


@pytest.mark.parametrize("phone", ["021-66512040", "۰۲۱۶۶۵۱۲۰۴۰", "66512040", "+98 21 66512040", "09121234567", ""])
def test_a_phone_may_be_written_in_any_way(desk, phone):
    save_settings(desk, centre_phone=phone)


def test_the_name_of_a_folder_is_kept_letter_by_letter(desk):
    """Cleaned as words are, it would name another folder."""
    name = "D:\\پشتيبان  ك ١"
    save_settings(desk, backup_folder=name)
    assert load_settings(desk).backup_folder == name


def test_settings_of_a_newer_release_are_left_alone(desk):
    Setting.insert(key="colour_of_tomorrow", value={"hue": 7}).execute()
    save_settings(desk, centre_name="یک")
    assert load_settings(desk).centre_name == "یک"
    assert Setting.get_by_id("colour_of_tomorrow").value == {"hue": 7}


def test_the_desk_bears_the_name_that_is_set(desk):
    assert name_the_desk(desk).receptionist == ""
    assert desk.actor == "desk"
    save_settings(desk, receptionist="مریم")
    name_the_desk(desk)
    assert desk.actor == "مریم"
    save_settings(desk, centre_name="یک")
    assert Audit.select().order_by(Audit.seq.desc()).first().actor == "مریم"


class TestLogo:
    @pytest.mark.parametrize("content", [PNG, JPEG])
    def test_is_kept_byte_for_byte(self, desk, content):
        store_logo(desk, "logo", content)
        assert read_logo(desk) == content

    def test_of_nothing_is_empty(self, desk):
        assert read_logo(desk) == b""

    def test_is_taken_away_and_brought_back(self, desk):
        store_logo(desk, "logo.png", PNG)
        before = store_logo(desk, "", b"")
        assert read_logo(desk) == b""
        save_settings(desk, logo=before.logo)
        assert read_logo(desk) == PNG

    def test_twice_the_same_is_one_file(self, desk):
        store_logo(desk, "one.png", PNG)
        store_logo(desk, "two.jpg", JPEG)
        store_logo(desk, "م" * 10_000, PNG)
        assert StoredFile.select().count() == 2
        assert read_logo(desk) == PNG

    @pytest.mark.parametrize("content", [b"GIF89a", b"<svg/>", b"\x89PNG", PNG + b"x" * LARGEST_LOGO], ids=len)
    def test_is_a_small_picture(self, desk, content):
        with pytest.raises(ValidationError) as problem:
            store_logo(desk, "logo", content)
        assert problem.value.problems[0].field == "logo"
        assert StoredFile.select().count() == 0
