"""Rows for papers, made without a database: what a service centre meets on a usual day, and the longest it can hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from aftersales_desktop.domain.attachments import FileKind
from aftersales_desktop.domain.cells import cell_code
from aftersales_desktop.domain.customers import CustomerKind, FormOfAddress
from aftersales_desktop.domain.identifiers import card_number, order_number, reception_number, subscriber_number
from aftersales_desktop.domain.order_states import OrderState
from aftersales_desktop.domain.reception import Channel
from aftersales_desktop.domain.stock import Condition
from aftersales_desktop.domain.warranty import (
    CardFacts,
    CardState,
    Category,
    StartBasis,
    TermsSnapshot,
    VoidReason,
    VoidRecord,
    VoidScope,
    best_summary,
    period_ends,
    summary,
)
from aftersales_desktop.domain.warranty_forms import RegistryState
from aftersales_desktop.i18n import Code, Message, Words
from aftersales_desktop.printing.documents import ListContent, PaperContext
from aftersales_desktop.printing.table import Column
from aftersales_desktop.services.attachments import AttachmentRow
from aftersales_desktop.services.biography import BiographyEntry, EntryKind, InsideRow
from aftersales_desktop.services.card_rows import CardRow, VoidRow
from aftersales_desktop.services.catalogue import CategoryRow, ChipRow, ModelRow
from aftersales_desktop.services.cells import CellLabels
from aftersales_desktop.services.customers import CustomerRow
from aftersales_desktop.services.life import Life, LifeBand
from aftersales_desktop.services.life_files import LifeFile
from aftersales_desktop.services.order_rows import EventRow, OrderRow, ReceptionRow, VerdictRow
from aftersales_desktop.services.papers import BlankPage, Centre
from aftersales_desktop.services.units import IdentifierRow, UnitRow
from tests.printing import store_samples

NOW = datetime(2025, 11, 23, 6, 42, tzinfo=UTC)
TODAY = date(2025, 11, 23)
STARTED = date(2025, 5, 5)

TERMS_FA = """آغاز گارانتی تاریخ نصب به دست سرویس‌کار مجاز است.
اجرت تا ۱۸ ماه و ایاب‌وذهاب تا ۱۲ ماه رایگان است.
ضربه، نوسان برق، نفوذ آب، حمل نادرست و دستکاری افراد غیرمجاز مشمول گارانتی نیست.
ریموت، لامپ، قطعات شیشه‌ای و لاستیک در مشمول گارانتی نیست.
کارت مخدوش یا بدون مهر فروشنده پذیرفته نمی‌شود."""
TERMS_EN = """Cover starts on the day of installation by an authorised technician.
Labour is free for 18 months and travel for 12 months.
Impact, power surge, water, wrong transport and work by unauthorised persons are not covered.
Remote control, lamp, glass parts and door gasket are not covered.
A defaced card or one without the seller's stamp is not accepted."""
INTAKE_FA = """آورندهٔ این قبض صاحب دستگاه شناخته می‌شود؛ در نگهداری آن بکوشید.
عیب اعلام‌شدهٔ مشتری پس از بررسی کارشناس قطعی می‌شود و همهٔ عیب‌ها هنگام پذیرش دیده نمی‌شود.
پس از ۷ روز از اعلام آماده‌بودن، هزینهٔ انبارداری طبق نرخ اتحادیه گرفته می‌شود.
مرکز در برابر اطلاعات داخل دستگاه مسئولیتی ندارد؛ پیش از تحویل نسخهٔ پشتیبان بگیرید.
قطعات تعویض‌شدهٔ خارج از گارانتی به مشتری پس داده می‌شود."""
INTAKE_EN = """Whoever brings this receipt counts as the owner of the device; keep it safe.
The fault is confirmed after an inspection; not every fault can be seen at intake.
Seven days after the device is ready, storage is charged at the guild's rate.
The centre is not responsible for the contents of the device's memory; make a copy first.
Replaced parts that were paid for are handed to the customer."""


def logo() -> bytes:
    """A plain round mark."""
    image = Image.new("RGBA", (240, 240), (255, 255, 255, 0))
    pen = ImageDraw.Draw(image)
    pen.ellipse((8, 8, 232, 232), outline=(29, 63, 143, 255), width=16)
    pen.polygon([(120, 44), (188, 160), (52, 160)], outline=(29, 63, 143, 255), width=14)
    pen.line((52, 188, 188, 188), fill=(29, 63, 143, 255), width=14)
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def centre(**changes: Any) -> Centre:
    usual = Centre(
        name="مرکز خدمات پس از فروش آریا", phone="02188776655",
        address="تهران، خیابان شریعتی، بالاتر از پل صدر، کوچهٔ نسترن، پلاک ۱۲، طبقهٔ همکف",
        hours="شنبه تا پنجشنبه ۸ تا ۱۸", economic_number="", logo=logo(),
        receipt_terms={"fa": INTAKE_FA, "en": INTAKE_EN}, money_unit="rial", labels=1,
    )  # fmt: skip
    return replace(usual, **changes)


def bare_centre() -> Centre:
    """A centre that has set up nothing but its name."""
    return centre(phone="", address="", hours="", logo=b"", receipt_terms={"fa": "", "en": ""})


def context(language: str = "fa", paper: str = "", copy: int = 0, **changes: Any) -> PaperContext:
    usual = PaperContext(Words(language), centre(), paper, copy, NOW)
    return replace(usual, **changes)


def customer(**changes: Any) -> CustomerRow:
    usual = CustomerRow(
        id=1, uuid="customer", subscriber_number=subscriber_number(1203), name="رضا احمدی",
        phones=("09123456789", "02144556677"), kind=CustomerKind.PERSON, form_of_address=FormOfAddress.MR,
        national_id="", economic_number="", contact_name="", note="", warning="", sites=(), is_placeholder=False,
        created_at=NOW,
    )  # fmt: skip
    return replace(usual, **changes)


FRIDGES = CategoryRow(1, "refrigerator", "یخچال و فریزر", "Refrigerator")


def model_row(name: str = "RT46K6110S8", category: CategoryRow = FRIDGES) -> ModelRow:
    return ModelRow(1, category, "سامسونگ", name, 1, needs_registry=False, bulletin="")


def unit(serial: str = "SN8-2290-KX14", *, model: str = "RT46K6110S8", **changes: Any) -> UnitRow:
    identifiers = (IdentifierRow("serial", serial, is_doubtful=False),)
    usual = UnitRow(
        id=1, uuid="unit", kind="device", model=model_row(model), identifiers=identifiers, owner_id=1,
        owner_name="رضا احمدی", site_id=None, location_kind="shelf", location_code="B-07", sold_on=STARTED,
        produced_on=None,
    )  # fmt: skip
    return replace(usual, **changes)


def phone_unit() -> UnitRow:
    identifiers = (
        IdentifierRow("serial", "R58N30ABCDE", is_doubtful=False),
        IdentifierRow("imei", "356938035643809", is_doubtful=False),
        IdentifierRow("imei", "490154203237518", is_doubtful=False),
    )
    mobiles = CategoryRow(2, "mobile", "گوشی موبایل", "Mobile phone")
    return replace(unit(), model=model_row("Galaxy S21 Ultra", mobiles), identifiers=identifiers)


def terms(**changes: Any) -> TermsSnapshot:
    usual = TermsSnapshot(
        code="HOME-24", version=2, title="لوازم خانگی: ۲۴ ماه قطعه، ۱۸ ماه اجرت از تاریخ نصب",
        start_basis=StartBasis.INSTALLATION,
        months={Category.PARTS: 24, Category.LABOUR: 18, Category.TRAVEL: 12},
        excluded_groups=("ریموت", "لامپ", "قطعات شیشه‌ای", "لاستیک در"), text_fa=TERMS_FA, text_en=TERMS_EN,
    )  # fmt: skip
    return replace(usual, **changes)


TITLES = {
    "fa": "لوازم خانگی: ۲۴ ماه قطعه، ۱۸ ماه اجرت از تاریخ نصب",
    "en": "Home appliance: 24 months parts, 18 months labour from installation",
}


def card(**changes: Any) -> CardRow:
    kept = changes.get("terms", terms())
    usual = CardRow(
        id=1, uuid="card", number=card_number(412), issuer_id=1, issuer_name="مرکز خدمات پس از فروش آریا",
        is_ours=True, state=CardState.ACTIVE, batch_id=None, unit=unit(), owner=customer(), terms=kept,
        terms_titles=TITLES, started_on=STARTED, ends=dict(period_ends(kept, STARTED)) if kept else {},
        last_day=date(2027, 5, 5), purchased_on=date(2025, 4, 30), installed_on=STARTED, activated_on=None,
        produced_on=None, seller="فروشگاه لوازم خانگی امین", invoice_number="F-10234", evidence_kind=None,
        evidence_note="", registry_state=RegistryState.NONE, registry_code="", issued_on=STARTED, issued_by="مریم",
        order_number="", replaced_by="", is_withdrawn=False, voids=(), events=(), facts=facts(kept),
    )  # fmt: skip
    return replace(usual, **changes)


def facts(kept: TermsSnapshot | None) -> CardFacts:
    return CardFacts(card_number(412), "مرکز خدمات پس از فروش آریا", True, CardState.ACTIVE, kept, STARTED)


def raw_card() -> CardRow:
    """A numbered card that nobody has bought yet; its blanks are filled in by hand."""
    return card(
        state=CardState.RAW, unit=None, owner=None, terms=None, terms_titles={}, started_on=None, ends={},
        last_day=None, purchased_on=None, installed_on=None, seller="", invoice_number="", issued_on=None,
    )  # fmt: skip


def foreign_card() -> CardRow:
    """A card of another company, with its own number and no terms of ours."""
    return card(
        number="SAMS-IR-2025-000447718", issuer_name="شرکت گارانتی سام‌سرویس", is_ours=False, terms=None,
        terms_titles={}, ends={Category.PARTS: date(2027, 5, 4), Category.LABOUR: date(2026, 11, 4)},
    )  # fmt: skip


def void_card() -> CardRow:
    record = VoidRecord(VoidScope.DEVICE, (VoidReason.LIQUID,), "داخل برد اصلی آثار آب دیده شد.", TODAY)
    refusal = VoidRow(1, record, "عکس", "مریم", None, "", "")
    return card(state=CardState.VOID, voids=(refusal,))


def chip(kind: str, code: str, name_fa: str, name_en: str) -> ChipRow:
    return ChipRow(kind, code, name_fa, name_en, is_exclusive=False)


CONDITIONS = (
    chip("condition", "scratched", "خط‌وخش", "Scratched"),
    chip("condition", "seal", "پلمب سالم", "Seal intact"),
)
ACCESSORIES = (
    chip("accessory", "cord", "کابل برق", "Power cord"),
    chip("accessory", "manual", "دفترچهٔ راهنما", "Manual"),
)
SYMPTOMS = (
    chip("symptom", "no-cooling", "خنک نمی‌کند", "Does not cool"),
    chip("symptom", "noise", "صدای غیرعادی", "Unusual noise"),
)


def verdicts(kept: TermsSnapshot | None = None) -> tuple[VerdictRow, ...]:
    """What the rules say on the day of intake."""
    given = summary(facts(kept or terms()), TODAY)
    return tuple(
        VerdictRow(str(each.category), str(each.tone), each.covered, each.ends_on, each.reason) for each in given
    )


def event(kind: str) -> EventRow:
    return EventRow(NOW, "مریم", kind, "received", "received", "", {})


def order(place: int = 1, **changes: Any) -> OrderRow:
    usual = OrderRow(
        id=place, uuid=f"order {place}", number=order_number(reception_number(1, 1404, 412), place), reception_id=1,
        unit=unit(), owner=customer(), state=OrderState.RECEIVED, outcome=None,
        customer_words="چند روزه پایین یخچال خنک نمی‌کنه ولی فریزر خوبه؛ شب‌ها هم صدای تق‌تق می‌ده.",
        symptoms=SYMPTOMS, conditions=CONDITIONS, accessories=ACCESSORIES, accessories_note="دو طبقهٔ شیشه‌ای",
        seal_number="PL-40981", promised_on=date(2025, 11, 27), cost_ceiling=25_000_000, currency="IRR",
        verdicts=verdicts(), verdict_tone="covered", shelf="B-07", has_passcode=False, received_on=TODAY,
        delivered_on=None, receiver_name="", cancel_reason="", parent_number="", origin="counter",
        events=(event("received"),),
    )  # fmt: skip
    return replace(usual, **changes)


def reception(*orders: OrderRow, **changes: Any) -> ReceptionRow:
    orders = orders or (order(),)
    usual = ReceptionRow(
        id=1, uuid="reception", number=reception_number(1, 1404, 412), received_at=NOW, received_on=TODAY,
        created_by="مریم کیانی", owner=orders[0].owner, payer_name="", bringer_name="علی احمدی",
        bringer_phone="09351120098", bringer_relation="پسر", channel=Channel.IN_PERSON, deposit=5_000_000,
        currency="IRR", deposit_note="", note="", orders=orders,
    )  # fmt: skip
    return replace(usual, **changes)


# The longest there can be ---------------------------------------------------------------------------------------


def life(**changes: Any) -> Life:
    """A device with one card, a visit, a board that went in and another that came out."""
    code = Code("BRD-1001")
    entries = (
        _lived("2025-05-05", EntryKind.OWNER, Message("Owner: {name}", name="رضا احمدی"), "تهران، خیابان شریعتی"),
        _lived("2025-06-01", EntryKind.VISIT, Message("Taken in as {number}", number="01-04-00412-3"), "روشن نمی‌شود"),
        _lived("2025-06-04", EntryKind.PART, Message("{part} {code} was put in", part="برد اصلی", code=code)),
    )
    bands = (
        LifeBand(Message("Warranty card {number}", number="G-00000012-3"), STARTED, date(2027, 5, 4), "ok"),
        LifeBand(Message("{part} {code}", part="برد اصلی", code=code), date(2025, 6, 4), date(2025, 12, 3), "neutral"),
    )
    inside = (
        InsideRow(0, 7, "BRD-1001", "برد اصلی", Condition.IN_USE, date(2025, 6, 4), date(2025, 12, 3)),
        InsideRow(1, 8, "CHIP-77", "حافظه", Condition.IN_USE, None, None),
    )
    answers = best_summary((facts(terms()),), TODAY)
    usual = Life(unit(), answers, entries, bands, inside, TODAY, life_files(2))
    return replace(usual, **changes)


def life_files(count: int, title: str = "خراش در") -> tuple[LifeFile, ...]:
    """Photos of a visit, and a bill of which no picture is shown."""
    picture = BytesIO()
    Image.new("RGB", (280, 210), "#7799bb").save(picture, "PNG")
    photo = AttachmentRow(1, "0" * 64, "IMG_1.jpg", title, FileKind.INTAKE, "image/jpeg", 9, None, NOW, "desk")
    bill = replace(photo, id=2, title="", kind=FileKind.DOCUMENT, media_type="application/pdf")
    shown = LifeFile(photo, "01-04-00412-3", 5, picture.getvalue())
    return (*(shown,) * count, LifeFile(bill, "", None))


def _lived(day: str, kind: EntryKind, title: Message, detail: str = "") -> BiographyEntry:
    return BiographyEntry(date.fromisoformat(day), NOW, kind, title, detail, None)


def long_life() -> Life:
    """Ten years with many cards and visits and the longest words."""
    title = Message("Warranty card {number}", number=LONG_SERIAL)
    bands = tuple(LifeBand(title, date(2015 + n, 3, 1), date(2017 + n, 2, 28), "bad") for n in range(8))
    words = Message("{part} {code} was put in", part=LONG_NAME, code=Code(LONG_SERIAL))
    entries = tuple(
        _lived(f"20{15 + n // 12}-{n % 12 + 1:02}-15", EntryKind.PART, words, long_words(600)) for n in range(120)
    )
    inside = tuple(InsideRow(n % 4, n, LONG_SERIAL, LONG_NAME, Condition.HEALTHY_USED, TODAY, TODAY) for n in range(40))
    files = life_files(12, long_words(120)) + life_files(0) * 30
    return life(unit=long_unit(), bands=bands, entries=entries, inside=inside, files=files)


LONG_NAME = ("شرکت بازرگانی و خدمات مهندسی سپهر تجارت آریان خاورمیانه (سهامی خاص) " * 3)[:119].strip()
LONG_MODEL = "یخچال ساید‌بای‌ساید Side-by-Side RS70R5001M9/WT سری ۲۰۲۵ پلاس"
LONG_SERIAL = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789WXYZ"
LONG_ADDRESS = ("تهران، بزرگراه شهید حقانی، خیابان گاندی جنوبی، نبش کوچهٔ بیست‌وسوم، ساختمان تجاری نگین، طبقهٔ ۳ " * 4)[
    :299
]
_SENTENCE = "از وقتی برق رفت و اومد دیگه روشن نشد و خطای E15 روی صفحه (Display) می‌مونه، شماره ۱۲۳۴۵ هم نشون می‌ده. "


def long_words(length: int) -> str:
    return (_SENTENCE * (length // len(_SENTENCE) + 1))[:length].strip()


def long_customer() -> CustomerRow:
    return customer(name=LONG_NAME, form_of_address=FormOfAddress.COMPANY, kind=CustomerKind.COMPANY)


def long_unit() -> UnitRow:
    identifiers = (
        IdentifierRow("serial", LONG_SERIAL, is_doubtful=False),
        IdentifierRow("imei", "356938035643809", is_doubtful=False),
        IdentifierRow("imei", "490154203237518", is_doubtful=False),
        IdentifierRow("imei", "352099001761481", is_doubtful=False),
        IdentifierRow("imei", "353918057991337", is_doubtful=False),
    )
    return unit(model=LONG_MODEL, identifiers=identifiers)


def long_centre() -> Centre:
    return centre(
        name=LONG_NAME[:80], address=LONG_ADDRESS, hours=long_words(120),
        receipt_terms={"fa": long_words(2000), "en": INTAKE_EN * 6}, labels=0,
    )  # fmt: skip


def long_card() -> CardRow:
    kept = terms(
        title=long_words(120), text_fa=long_words(4000), text_en=TERMS_EN * 12,
        excluded_groups=tuple(f"گروه قطعات شمارهٔ {place} و وابسته‌های آن" for place in range(30)),
    )  # fmt: skip
    return card(
        terms=kept, terms_titles={"fa": long_words(120), "en": TERMS_EN[:120]}, unit=long_unit(), owner=long_customer(),
        issuer_name=LONG_NAME[:80], seller=LONG_NAME, invoice_number="F" * 40,
    )  # fmt: skip


def long_order(place: int = 1, **changes: Any) -> OrderRow:
    many = tuple(
        chip("condition", f"c{count}", f"عیب ظاهری شمارهٔ {count}", f"Mark number {count}") for count in range(12)
    )
    usual = order(
        place, unit=long_unit(), owner=long_customer(), customer_words=long_words(4000), symptoms=many, conditions=many,
        accessories=many, accessories_note=long_words(300), seal_number="PLOMB-" + "9" * 34, cost_ceiling=10**12,
        shelf="ZZ-99", has_passcode=True,
    )  # fmt: skip
    return replace(usual, **changes)


def long_reception() -> ReceptionRow:
    return reception(
        long_order(), bringer_name=LONG_NAME, bringer_relation=long_words(60), payer_name=LONG_NAME,
        channel=Channel.COURIER, deposit=10**12, deposit_note=long_words(200), note=long_words(1000),
        created_by=long_words(60),
    )  # fmt: skip


def many_devices(count: int = 50) -> ReceptionRow:
    orders = [
        order(place, unit=unit(f"SN-{place:04}-{place * 7919 % 10007:05}"), shelf=f"C-{place:02}")
        for place in range(1, count + 1)
    ]
    return reception(*orders)


def list_content(count: int = 60) -> ListContent:
    columns = (
        Column("شماره", 1.6, direction="ltr"), Column("مشتری", 2.4), Column("دستگاه", 2.8), Column("سریال", 2.0),
        Column("موعد", 1.4), Column("وضعیت", 1.4),
    )  # fmt: skip
    words = Words("fa")
    rows = tuple(
        (
            words.own_number(reception_number(1, 1404, place)), "رضا احمدی", "سامسونگ RT46K6110S8",
            words.code(f"SN-{place:05}"), words.date(TODAY), "پذیرش شد",
        )
        for place in range(1, count + 1)
    )  # fmt: skip
    return ListContent("پذیرش و تعمیر", "همهٔ بازها", columns, rows)


def long_list() -> ListContent:
    """Ten columns, and cells of many lines."""
    columns = tuple(Column(f"عنوان ستون شمارهٔ {place} Column", 1.0 + place % 3) for place in range(10))
    rows = tuple(
        tuple((LONG_NAME, LONG_SERIAL, LONG_MODEL, "۱۴۰۴/۰۹/۰۲")[(place + line) % 4] for place in range(10))
        for line in range(12)
    )
    return ListContent(LONG_NAME, long_words(300), columns, rows)


def cells(count: int = 30) -> CellLabels:
    """More than one sheet of them."""
    return CellLabels("cells", "A", tuple(cell_code(place, 20) for place in range(count)))


SAMPLES: dict[str, Any] = {
    "warranty-card": card,
    "intake-receipt": reception,
    "device-label": order,
    "device-biography": life,
    "work-sheet": order,
    "cell-labels": cells,
    "test-page": BlankPage,
    **store_samples.SAMPLES,
    "list": list_content,
}
"""What each paper is tried with, by its name."""
