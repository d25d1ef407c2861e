"""The intake receipt: what the customer and the shop keep of a visit, on A5 and on a roll."""

from __future__ import annotations

import re

import pytest

from aftersales_desktop.domain.customers import CustomerKind, FormOfAddress
from aftersales_desktop.domain.identifiers import order_barcode
from aftersales_desktop.i18n import Message, Words
from aftersales_desktop.printing.documents import intake_words
from aftersales_desktop.printing.text import Style, layout
from aftersales_desktop.services.order_rows import VerdictRow
from tests.printing import samples
from tests.printing.own_lines import drawn_text
from tests.printing.paper_files import LANGUAGES, rendered, scanned, text_of
from tests.printing.paper_geometry import Page, pages
from tests.printing.pdf_reading import found_share, written
from tests.programs import needs

pytestmark = needs("pdftotext")

SIZES = ("A5", "roll80")
STUB_SHARE = 64 / 210

both_sizes = pytest.mark.parametrize("paper", SIZES)
both_languages = pytest.mark.parametrize("language", LANGUAGES)


def receipt_text(folder, paper, language, row=None, **changes):
    return text_of(folder, rendered("intake-receipt", paper, language, row or samples.reception(), **changes))


def stub_and_part(page: Page, language: str) -> tuple[str, str]:
    """The words before and after the line to cut along."""
    cut = page.width * STUB_SHARE
    stub, part = [], []
    for word in page.words:
        middle = (word.left + word.right) / 2
        from_start = page.width - middle if language == "fa" else middle
        (stub if from_start < cut else part).append(word.text)
    return " ".join(stub), " ".join(part)


@both_sizes
@both_languages
def test_everything_that_was_taken_down_is_on_the_paper(tmp_path, paper, language):
    row, words = samples.reception(), Words(language)
    order = row.orders[0]
    found = receipt_text(tmp_path, paper, language, row)
    written_down = [
        words.own_number(row.number), words.moment(row.received_at).split()[0], words.time(row.received_at),
        row.created_by, row.owner.name, words.phone(row.owner.phone), words.own_number(row.owner.subscriber_number),
        row.bringer_name, row.bringer_relation, words.phone(row.bringer_phone), order.unit.model.name,
        order.unit.serial, order.shelf, order.seal_number, words.date(order.promised_on), words.number(25_000_000),
        words.number(5_000_000), *(chip.name(language) for chip in order.conditions + order.symptoms),
        *(chip.name(language) for chip in order.accessories),
    ]  # fmt: skip
    plain = [re.sub("[\u2066-\u2069\u200c]", "", each) for each in written_down]
    assert [each for each in plain if each not in found] == []
    assert found_share(order.customer_words.replace("\u200c", ""), found) > 0.95


@both_sizes
@both_languages
def test_the_verdict_stands_there_with_its_reason(tmp_path, paper, language):
    words = Words(language)
    reason = words.say(samples.order().verdict.reason)
    found = receipt_text(tmp_path, paper, language)
    assert found_share(reason.replace("\u200c", ""), found) > 0.95
    assert words.date(samples.order().verdict.ends_on).strip("\u2066\u2069") in found
    assert "527" in found or "۵۲۷" in found


@both_sizes
def test_the_verdict_on_labour_is_told_where_it_differs(tmp_path, paper):
    parts, _labour, *others = samples.verdicts()
    labour = VerdictRow("labour", "refused", False, None, Message("This warranty does not cover labour."))
    row = samples.reception(samples.order(verdicts=(parts, labour, *others)))
    assert "This warranty does not cover labour." in receipt_text(tmp_path, paper, "en", row)
    assert "This warranty does not cover" not in receipt_text(tmp_path, paper, "en")


@both_sizes
def test_a_device_without_verdict_is_unknown(tmp_path, paper):
    assert "Unknown" in receipt_text(tmp_path, paper, "en", samples.reception(samples.order(verdicts=())))


@both_sizes
def test_a_password_is_named_but_never_printed(tmp_path, paper):
    assert "Not taken" in receipt_text(tmp_path, paper, "en")
    row = samples.reception(samples.order(has_passcode=True))
    found = receipt_text(tmp_path, paper, "en", row)
    assert "Taken" in found
    assert "Not taken" not in found


@both_sizes
@pytest.mark.parametrize(
    ("form", "kind", "name", "shown"),
    [
        (FormOfAddress.MR, CustomerKind.PERSON, "Reza Ahmadi", "Mr Reza Ahmadi"),
        (FormOfAddress.MRS, CustomerKind.PERSON, "Sara Nouri", "Ms Sara Nouri"),
        (FormOfAddress.COMPANY, CustomerKind.COMPANY, "Pars", "Company Pars"),
        (FormOfAddress.COMPANY, CustomerKind.COMPANY, "Company of Friends", "Company of Friends"),
        (FormOfAddress.MRS, CustomerKind.PERSON, "Msika Noor", "Ms Msika Noor"),
        (FormOfAddress.NONE, CustomerKind.PERSON, "Reza Ahmadi", "Reza Ahmadi"),
    ],
)
def test_customers_are_addressed(tmp_path, paper, form, kind, name, shown):
    owner = samples.customer(name=name, form_of_address=form, kind=kind)
    found = receipt_text(tmp_path, paper, "en", samples.reception(samples.order(owner=owner)))
    assert shown in found
    assert ("Mr Reza" in found) is (form is FormOfAddress.MR)
    assert "Company Company" not in found


@pytest.mark.parametrize(
    ("language", "said", "ends"),
    [("en", "آب نمی‌دهد", "”“"), ("en", "No water", "“”"), ("fa", "No water", "«»"), ("fa", "آب نمی‌دهد", "«»")],
)
def test_quotation_marks_stand_around_the_words_of_either_language(language, said, ends):
    context = samples.context(language, "A5")
    (fault, *_rest) = intake_words.device_passages(samples.order(customer_words=said, symptoms=()), context)
    (line,) = layout(fault.text, Style(9), None, right_to_left=language == "fa")
    shown = drawn_text(line)
    assert shown[0] + shown[-1] == ends


@both_sizes
def test_printed_again_and_changed_are_marked(tmp_path, paper):
    plain = receipt_text(tmp_path, paper, "en")
    assert "Printed again" not in plain
    assert "Changed after intake" not in plain
    changed = samples.reception(samples.order(events=(samples.event("received"), samples.event("edited"))))
    marked = receipt_text(tmp_path, paper, "en", changed, copy=2)
    assert "Printed again 2" in marked
    assert "Changed after intake" in marked


@needs("pdftoppm", "zbarimg")
@both_sizes
@both_languages
def test_codes_are_read_from_a_thermal_print(tmp_path, paper, language):
    row = samples.reception()
    (found,) = scanned(tmp_path, rendered("intake-receipt", paper, language, row))
    assert found == {row.number, order_barcode(row.number)}


@both_languages
def test_the_stub_has_number_and_phone_and_no_shelf(tmp_path, language):
    row, words = samples.reception(), Words(language)
    (page,) = pages(written(tmp_path, rendered("intake-receipt", "A5", language, row)))
    stub, part = stub_and_part(page, language)
    number = words.own_number(row.number).strip("\u2066\u2069")
    assert number in stub
    assert number in part
    assert words.phone("02188776655").strip("\u2066\u2069") in stub
    assert {"رضا", "احمدی"} <= set(stub.split())
    assert row.orders[0].unit.serial in stub
    assert "B-07" not in stub
    assert "B-07" in part


@pytest.mark.parametrize("position", ["upper", "lower"])
def test_the_shelf_is_on_the_shops_copy_of_a_roll_only(tmp_path, position):
    (page,) = pages(written(tmp_path, rendered("intake-receipt", "roll80", "en")))
    phone = next(word for word in page.words if word.text == "88776655")
    is_upper = position == "upper"
    half = [word.text for word in page.words if (word.bottom < phone.top) is is_upper]
    assert ("B-07" in half) is is_upper
    assert ("Shop's" in half) is is_upper


@both_sizes
def test_terms_are_in_the_language_of_the_paper(tmp_path, paper):
    persian, english = (receipt_text(tmp_path, paper, language) for language in LANGUAGES)
    assert found_share(samples.INTAKE_FA.replace("\u200c", ""), persian) > 0.95
    assert found_share(samples.INTAKE_EN, english) > 0.95
    only_english = samples.centre(receipt_terms={"fa": "", "en": samples.INTAKE_EN})
    assert found_share(samples.INTAKE_EN, receipt_text(tmp_path, paper, "fa", centre=only_english)) > 0.95


@both_sizes
def test_amounts_are_told_in_toman_too_where_the_centre_counts_so(tmp_path, paper):
    found = receipt_text(tmp_path, paper, "en", centre=samples.centre(money_unit="toman"))
    assert "25,000,000 rial = 2,500,000 toman" in found
    assert "toman" not in receipt_text(tmp_path, paper, "en")
    free = samples.reception(samples.order(cost_ceiling=None), deposit=0)
    assert "None taken" in receipt_text(tmp_path, paper, "en", free)


@both_sizes
@both_languages
def test_nothing_of_the_longest_reception_is_lost(tmp_path, paper, language):
    row = samples.long_reception()
    pdf = rendered("intake-receipt", paper, language, row, centre=samples.long_centre())
    found, order = text_of(tmp_path, pdf), row.orders[0]
    for text in (row.owner.name, row.bringer_name, row.payer_name):
        assert found_share(text, found) > 0.95
    for code in (order.unit.serial, order.seal_number):
        assert code in found.replace(" ", "")
    told = (order.customer_words, row.note, row.deposit_note, row.bringer_relation, row.created_by)
    assert found.count("E15") >= sum(text.count("E15") for text in told)
    assert found.count("…") <= 3 * len(pages(written(tmp_path, pdf)))


@both_languages
def test_fifty_devices_flow_over_pages(tmp_path, language):
    row, words = samples.many_devices(50), Words(language)
    found = pages(written(tmp_path, rendered("intake-receipt", "A5", language, row)))
    assert 12 <= len(found) <= 26
    parts = [stub_and_part(page, language) for page in found]
    for order in row.orders:
        number = words.own_number(order.number).strip("\u2066\u2069")
        homes = [place for place, (_stub, part) in enumerate(parts) if f" {order.unit.serial} " in f" {part} "]
        assert len(homes) == 1
        stub, part = parts[homes[0]]
        assert order.unit.serial in stub
        assert number in part
        assert order.shelf in part
        assert order.shelf not in stub
    assert all(words.own_number(row.number).strip("\u2066\u2069") in stub for stub, _part in parts)


def test_pages_are_numbered_only_where_there_are_several(tmp_path):
    assert "Page" not in receipt_text(tmp_path, "A5", "en")
    assert "Page 2 of" in receipt_text(tmp_path, "A5", "en", samples.many_devices(5))


@both_sizes
def test_twelve_devices_are_on_the_roll_too(tmp_path, paper):
    row = samples.many_devices(12)
    found = receipt_text(tmp_path, paper, "en", row)
    copies = 2
    for order in row.orders:
        assert found.count(order.unit.serial) == copies
        assert found.count(f" {order.shelf} ") == 1


def test_a_roll_is_as_long_as_its_words(tmp_path):
    short, long = (
        pages(written(tmp_path, rendered("intake-receipt", "roll80", "fa", row)))[0]
        for row in (samples.reception(), samples.many_devices(3))
    )
    assert long.height > short.height + 100
    assert short.height < 430


@both_sizes
def test_a_number_of_imported_history_is_printed_as_it_is(tmp_path, paper):
    row = samples.reception(samples.order(number="H-0000012-5"), number="H-0000012-5")
    assert "H-0000012-5" in receipt_text(tmp_path, paper, "en", row)
