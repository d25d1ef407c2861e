"""Papers of records that went through the file: saved by the services, found by number, printed, read back."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from aftersales_desktop.domain.customers import CustomerDetails, FormOfAddress
from aftersales_desktop.domain.identifiers import order_barcode
from aftersales_desktop.domain.reception import DeviceIntake, Intake
from aftersales_desktop.domain.warranty_forms import CardInput, TermsDetails
from aftersales_desktop.i18n import Words
from aftersales_desktop.printing.documents import PaperContext, document_named, paper_named
from aftersales_desktop.services import catalogue, papers, prints, reception, warranty_issue, warranty_terms
from aftersales_desktop.services.order_rows import ReceptionRow
from aftersales_desktop.services.settings import save_settings
from aftersales_desktop.services.work import Desk, close_desk, open_desk
from tests.printing.paper_files import scanned, text_of
from tests.programs import needs

pytestmark = needs("pdftotext", "pdftoppm", "zbarimg")

NOW = datetime(2025, 11, 23, 6, 42, tzinfo=UTC)
PASSCODE = "Zx91Q7"
OWNER = CustomerDetails(name="Sara Nouri", phones=("09351120098",), form_of_address=FormOfAddress.MRS)


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    yield open_desk(tmp_path / "data.db", "Maryam", lambda: NOW)
    close_desk()


@pytest.fixture
def visit(desk: Desk) -> ReceptionRow:
    """Two devices of one owner, the first with a card of ours."""
    save_settings(desk, centre_name="Aria Service", centre_phone="02188776655", receipt_terms_en="Keep this receipt.")
    details = TermsDetails(code="T1", title_fa="شرایط", title_en="Two years", months_parts=24, text_en="No batteries.")
    terms = warranty_terms.add_terms(desk, details)
    kind = catalogue.add_category(desk, "laptop", "لپ‌تاپ", "Laptop")
    model = catalogue.add_model(desk, category_id=kind.id, brand="Lenovo", name="ThinkPad T14", terms_id=terms.id)
    card = CardInput(
        request_key=str(uuid.uuid4()), owner=OWNER, serial="PF2XYZ12", model_id=model.id, purchased_on=date(2025, 5, 5)
    )
    owner_id = warranty_issue.issue_card(desk, card).owner.id
    known = reception.units.find_units(desk, "PF2XYZ12")[0]
    devices = (
        DeviceIntake(unit_id=known.id, customer_words="It does not start.", passcode=PASSCODE),
        DeviceIntake(serial="PF2XYZ13", model_id=model.id, customer_words="Two keys are missing."),
    )
    return reception.register_intake(desk, Intake(request_key=str(uuid.uuid4()), devices=devices, owner_id=owner_id))


def printed(desk: Desk, name: str, number: str, paper: str = "") -> bytes:
    """As the command line does it."""
    record = papers.printable(desk, name, number)
    document = document_named(name)
    context = PaperContext(Words("en"), papers.centre(desk), paper_named(document, paper), record.copy, record.at)
    return document.render(record.row, context)


@pytest.mark.parametrize("paper", ["A5", "roll80"])
def test_a_receipt_by_the_number_of_its_second_order(tmp_path, desk, visit, paper):
    pdf = printed(desk, "intake-receipt", visit.orders[1].number, paper)
    found = text_of(tmp_path, pdf)
    for text in (
        "Aria Service",
        "Ms Sara Nouri",
        "PF2XYZ12",
        "PF2XYZ13",
        "It does not start.",
        "Two keys are missing.",
    ):
        assert text in found
    assert "Parts are covered until 2027-05-04" in found
    assert "Keep this receipt." in found
    assert {visit.number, order_barcode(visit.number)} in scanned(tmp_path, pdf)


@pytest.mark.parametrize(
    ("name", "paper"),
    [("intake-receipt", "A5"), ("intake-receipt", "roll80"), ("device-label", "50x30"), ("device-label", "58x40")],
)
def test_the_password_of_a_device_is_on_no_paper(tmp_path, desk, visit, name, paper):
    pdf = printed(desk, name, visit.number, paper)
    assert PASSCODE not in text_of(tmp_path, pdf)
    assert PASSCODE.encode() not in pdf
    assert visit.orders[0].has_passcode


def test_each_device_has_its_own_label(tmp_path, desk, visit):
    for order in visit.orders:
        pdf = printed(desk, "device-label", order.number)
        assert order.shelf in text_of(tmp_path, pdf)
        assert scanned(tmp_path, pdf) == [{order_barcode(order.number)}]


def test_a_second_print_is_marked_and_so_is_a_change(tmp_path, desk, visit):
    assert "Printed again" not in text_of(tmp_path, printed(desk, "intake-receipt", visit.number))
    prints.log_print(
        desk, "intake-receipt", visit.uuid, visit.number, copy=0, paper="A5", target="printer"
    )  # fmt: skip
    changed = DeviceIntake(customer_words="It does start, but slowly.")
    reception.edit_order(desk, visit.orders[1].id, changed)
    found = text_of(tmp_path, printed(desk, "intake-receipt", visit.number))
    assert "Printed again 1" in found
    assert "Changed after intake" in found
    assert "It does start, but slowly." in found


@pytest.mark.parametrize("paper", ["card", "A6"])
def test_the_newest_card(tmp_path, desk, visit, paper):
    pdf = printed(desk, "warranty-card", "any", paper)
    found = text_of(tmp_path, pdf)
    for text in ("Aria Service", "Ms Sara Nouri", "PF2XYZ12", "2025-05-05", "2027-05-04", "Two years", "No batteries."):
        assert text in found
    assert "G-00000001" in found
    assert any("G-00000001" in payload for payload in scanned(tmp_path, pdf)[0])
