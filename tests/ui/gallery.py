"""Pictures of every widget, for a person to look at: python tests/ui/gallery.py FOLDER."""

from __future__ import annotations

import os
import sys
from array import array
from datetime import date, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMainWindow, QToolButton, QVBoxLayout, QWidget

from aftersales_desktop.domain.errors import FieldProblem
from aftersales_desktop.i18n import Message, Words
from aftersales_desktop.ui.background import Background
from aftersales_desktop.ui.notifier import WindowNotifier
from aftersales_desktop.ui.shortcuts import KEYS, keys_of
from aftersales_desktop.ui.theme import Theme, load_fonts, make_application
from aftersales_desktop.ui.widgets.banner import Banner
from aftersales_desktop.ui.widgets.button import Button, IconButton
from aftersales_desktop.ui.widgets.chips_bar import Filter
from aftersales_desktop.ui.widgets.column import Column, ColumnKind
from aftersales_desktop.ui.widgets.fields import (
    CheckField,
    Chip,
    ChipsField,
    ChoiceField,
    CodeField,
    DateField,
    ImageField,
    MoneyField,
    NoteField,
    PhoneField,
    SerialField,
    TextField,
)
from aftersales_desktop.ui.widgets.form import Form, Input, Section
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import KeyLabel, Label
from aftersales_desktop.ui.widgets.list_page import ListPage
from aftersales_desktop.ui.widgets.search_box import SearchBox
from aftersales_desktop.ui.widgets.search_results import Answer, Hit, HitGroup
from aftersales_desktop.ui.widgets.sheet import Sheet
from aftersales_desktop.ui.widgets.timeline import Timeline, TimelineEvent

TODAY = date(2026, 11, 23)
STATES = ("received", "diagnosing", "approval", "parts", "repair", "ready", "delivered", "cancelled")
STATE_WORDS = {
    "fa": (
        "پذیرش شد",
        "در حال بررسی",
        "منتظر تأیید مشتری",
        "منتظر قطعه",
        "در دست تعمیر",
        "آمادهٔ تحویل",
        "تحویل شد",
        "لغو / بدون تعمیر",
    ),
    "en": (
        "Received",
        "Diagnosing",
        "Awaiting approval",
        "Waiting for part",
        "In repair",
        "Ready",
        "Delivered",
        "Cancelled",
    ),
}
NAMES = {
    "fa": (
        "سارا محمدی",
        "علیرضا نوری",
        "شرکت پارس‌افزار (سهامی خاص)",
        "مریم حسینی",
        "حسین کریمی",
        "فاطمه احمدی",
        "ABC تجارت",
    ),
    "en": (
        "Sara Mohammadi",
        "Alireza Nouri",
        "Pars Afzar Co. (private)",
        "Maryam Hosseini",
        "Hossein Karimi",
        "Fatemeh",
        "شرکت ABC",
    ),
}
DEVICES = {
    "fa": (
        "یخچال ساید اسنوا",
        "ماشین لباسشویی پاکشوما",
        "تلویزیون ۵۵ اینچ ایکس‌ویژن",
        "ماشین ظرفشویی بوش SMS46",
        "جاروبرقی سامسونگ VC20",
    ),
    "en": (
        "Snowa side-by-side fridge",
        "Pakshoma washing machine",
        'X.Vision 55" TV',
        "Bosch dishwasher SMS46",
        "Samsung vacuum VC20",
    ),
}


def customer_name(row, kit):
    return NAMES[kit.words.language][row[2] % 7]


def device_name(row, kit):
    return DEVICES[kit.words.language][row[4] % 5]


def state_words(row, kit):
    return STATE_WORDS[kit.words.language][row[6]]


def days_to_go(row, kit):
    return kit.words.days_away(row[8], kit.today())


def late(row, kit):
    return "danger" if row[8] < kit.today() else ""


CODE, DATE, PILL = ColumnKind.CODE, ColumnKind.DATE, ColumnKind.PILL
COLUMNS = (
    Column("number", "No.", lambda row, kit: kit.words.own_number(row[1]), kind=CODE, width=112, sort="number"),
    Column(
        "customer",
        "Customer",
        customer_name,
        lambda row, kit: kit.words.phone(row[3]),
        stretch=True,
        width=150,
        sort="name",
        sub_kind=CODE,
    ),
    Column(
        "device",
        "Device",
        device_name,
        lambda row, kit: kit.words.code(row[5]),
        stretch=True,
        width=150,
        sub_kind=CODE,
    ),
    Column("state", "Status", state_words, kind=PILL, width=165, tone=lambda row: STATES[row[6]], sort="state"),
    Column("received", "Received", lambda row, kit: kit.words.date(row[7]), kind=DATE, width=110, secondary=True),
    Column(
        "due",
        "Due",
        lambda row, kit: kit.words.date(row[8]),
        days_to_go,
        kind=DATE,
        width=110,
        sort="due",
        sub_tone=late,
    ),
)


class MemorySource:
    """A made-up list."""

    def __init__(self, count: int = 40) -> None:
        self.all = [
            (
                n,
                f"1405-{412 - n:04}",
                n,
                f"0912345{n:04}",
                n,
                f"SN8-2290-KX{n}",
                n % 8,
                TODAY,
                TODAY + timedelta(n % 7 - 2),
            )
            for n in range(count)
        ]

    def first_rows(self, sort, descending, limit):
        return self.all[:limit]

    def ids(self, sort, descending, cancelled):
        return array("q", (row[0] for row in self.all))

    def rows(self, ids):
        wanted = set(ids)
        return [row for row in self.all if row[0] in wanted]


def condition_chips(kit: Kit) -> ChipsField:
    fa = kit.words.language == "fa"
    titles = (
        ("سالم", "خط و خش", "ضربه‌خورده", "بدون سیم برق", "پلمب باز")
        if fa
        else ("All good", "Scratched", "Dented", "No cord", "Seal open")
    )
    return ChipsField(kit, [Chip(place, title, exclusive=place == 0) for place, title in enumerate(titles)])


def service_kinds(kit: Kit) -> ChoiceField:
    fa = kit.words.language == "fa"
    titles = (
        ("گارانتی شرکتی", "خارج از گارانتی", "سرویس دوره‌ای")
        if fa
        else ("Maker's warranty", "Out of warranty", "Periodic service")
    )
    return ChoiceField(kit, enumerate(titles))


SECTIONS = (
    (Input("mobile", "Mobile", PhoneField, required=True), Input("customer", "Customer", TextField, required=True)),
    Input("serial", "Serial / barcode", SerialField),
    (Input("kind", "Service type", service_kinds), Input("deposit", "Deposit (rial)", MoneyField)),
    Input("fault", "Fault in the customer's words", NoteField, required=True),
    Input("condition", "Condition", condition_chips),
    (Input("due", "Due date", DateField), Input("estimate", "Estimate (rial)", MoneyField)),
    Section("More", (Input("model", "Model code", CodeField), Input("insured", "Insured", CheckField)), collapsed=True),
)


def filled_form(kit: Kit) -> Form:
    fa = kit.words.language == "fa"
    form = Form(kit, SECTIONS)
    form.set_values(
        {
            "mobile": "09192345566",
            "customer": "مریم حسینی" if fa else "Maryam Hosseini",
            "serial": "XV55-CU780-0091",
            "kind": 0,
            "deposit": 2_000_000,
            "fault": "روشن می‌شود ولی تصویر ندارد؛ پس از ۵ دقیقه خاموش می‌شود."
            if fa
            else "Powers on but no picture; switches off after 5 minutes.",
            "condition": (1, 3),
            "due": TODAY + timedelta(5),
            "estimate": 12_500_005,
        }
    )
    return form


def side_bar(kit: Kit) -> QFrame:
    bar = QFrame()
    bar.setProperty("role", "side")
    bar.setFixedWidth(204)
    layout = QVBoxLayout(bar)
    layout.setContentsMargins(12, 16, 12, 16)
    layout.setSpacing(4)
    layout.addWidget(Label(kit, "خدمات‌یار" if kit.words.right_to_left else "Khadamatyar", "card_title"))
    layout.addWidget(Label(kit, "مرکز خدمات نمونه" if kit.words.right_to_left else "Sample service centre", "hint"))
    layout.addSpacing(12)
    for place, (icon, fa, en) in enumerate(
        (
            ("layout-dashboard", "امروز", "Today"),
            ("users", "مشتریان", "Customers"),
            ("tool", "پذیرش و تعمیر", "Repairs"),
        )
    ):
        button = QToolButton()
        button.setProperty("kind", "nav")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIcon(kit.theme.icon(icon, "side_text", checked="on_side"))
        button.setText("\u2002" + (fa if kit.words.right_to_left else en))
        button.setCheckable(True)
        button.setChecked(place == 2)
        button.setSizePolicy(button.sizePolicy().horizontalPolicy().Expanding, button.sizePolicy().verticalPolicy())
        layout.addWidget(button)
    layout.addStretch()
    return bar


def found(text, job):
    return Answer(
        [
            HitGroup(
                "مشتریان",
                [
                    Hit(1, "سارا محمدی", Words("fa").phone("09123456789") + " · ۳ دستگاه"),
                    Hit(2, "حسین کریمی", Words("fa").phone("09126677889")),
                ],
            ),
            HitGroup(
                "پذیرش‌ها",
                [
                    Hit(
                        3,
                        Words("fa").own_number("1405-0412") + " — یخچال ساید اسنوا",
                        "سارا محمدی",
                        "tool",
                        "آمادهٔ تحویل",
                        "ready",
                    )
                ],
            ),
        ]
    )


def main_window(kit: Kit, page: ListPage) -> tuple[QMainWindow, SearchBox]:
    window = QMainWindow()
    whole = QWidget()
    window.setCentralWidget(whole)
    across = QHBoxLayout(whole)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(0)
    across.addWidget(side_bar(kit))
    right = QVBoxLayout()
    right.setSpacing(0)
    top = QFrame()
    top.setProperty("role", "top")
    top.setFixedHeight(60)
    row = QHBoxLayout(top)
    row.setContentsMargins(20, 0, 20, 0)
    search = SearchBox(
        kit,
        found,
        "نام، موبایل، شمارهٔ پذیرش، سریال یا بارکد…"
        if kit.words.right_to_left
        else "Name, mobile, job no., serial or barcode…",
    )
    row.addWidget(search, 3)
    row.addStretch(1)
    row.addWidget(Label(kit, kit.words.long_date(TODAY), "hint"))
    row.addWidget(IconButton(kit, "bell", "Messages"))
    row.addWidget(Button(kit, "پذیرش جدید" if kit.words.right_to_left else "New intake", "plus", "primary", keys="F2"))
    right.addWidget(top)
    right.addWidget(page, 1)
    status = QFrame()
    status.setProperty("role", "status")
    keys = QHBoxLayout(status)
    keys.setContentsMargins(12, 3, 12, 3)
    for binding in KEYS:
        if binding.bar:
            keys.addWidget(KeyLabel(kit, keys_of(binding.name)))
            keys.addWidget(Label(kit, kit.words(binding.title)))
            keys.addSpacing(8)
    keys.addStretch()
    right.addWidget(status)
    across.addLayout(right, 1)
    return window, search


def repairs_page(kit: Kit) -> ListPage:
    fa = kit.words.right_to_left
    titles = (
        ("همهٔ بازها", "در حال بررسی", "منتظر تأیید", "منتظر قطعه", "آمادهٔ تحویل", "دیرکرد")
        if fa
        else ("All open", "Diagnosing", "Approval", "Parts", "Ready", "Late")
    )
    page = ListPage(
        kit, "پذیرش و تعمیر" if fa else "Repairs", COLUMNS, [Filter(str(n), t) for n, t in enumerate(titles)]
    )
    page.chips.set_counts({str(n): 9 - n for n in range(6)})
    page.header.set_counts("۹ کار باز" if fa else "9 open", "۲ دیرکرد" if fa else "2 late")
    page.header.add_button(Button(kit, "فیلتر" if fa else "Filter", "filter"))
    page.header.add_button(Button(kit, "چاپ فهرست" if fa else "Print list", "printer"))
    page.list.show_order("due")
    page.list.show_source(MemorySource())
    page.panel.set_title("پذیرش جدید" if fa else "New intake", "پیش‌نویس ذخیره شد" if fa else "draft saved")
    page.panel.set_actions(
        Button(kit, "ثبت و چاپ رسید" if fa else "Save & print", "printer", "primary"),
        Button(kit, "ثبت" if fa else "Save"),
        Button(kit, "انصراف" if fa else "Cancel"),
    )
    return page


def take_pictures(app: QApplication, folder: Path, language: str, dark: bool, size: int) -> None:
    words = Words(language)
    theme = Theme(dark, size, words.right_to_left)
    theme.apply(app)
    kit = Kit(words, theme, lambda: TODAY, Background(app))
    name = f"{language}_{'dark' if dark else 'light'}_{size}"
    page = repairs_page(kit)
    form = filled_form(kit)
    page.panel.set_content(form)
    banner = Banner(kit)
    banner.say(
        "covered",
        "گارانتی تا ۱۴۰۶/۰۵/۱۴ معتبر است — ۲ تعمیر قبلی"
        if words.right_to_left
        else "Warranty valid until 2027-08-05 — 2 earlier repairs",
    )
    form._layout.insertWidget(2, banner)
    page.panel.open_panel()
    window, search = main_window(kit, page)
    window.resize(1366, 768)
    window.show()
    page.list.choose(3)
    form.field("fault").setFocus()
    app.processEvents()
    window.grab().save(str(folder / f"{name}_window.png"))
    form.show_problems(
        [
            FieldProblem("mobile", Message("A mobile number has 11 digits and starts with 09.")),
            FieldProblem("serial", Message("This serial looks too short."), doubtful=True),
        ]
    )
    form.field("due").open_calendar()
    notifier = WindowNotifier(kit, window)
    notifier.info("پذیرش ۱۴۰۵-۰۴۱۲ ثبت شد." if words.right_to_left else "Intake 1405-0412 saved.", undo=window.update)
    app.processEvents()
    window.grab().save(str(folder / f"{name}_problems.png"))
    form.field("due").calendar().close_overlay()
    search.start_typing()
    search.line.setText("0912")
    search.results.show_answer(
        found("0912", bool), "0912", ("افزودن مشتری با این شماره" if words.right_to_left else "Add a customer", "F4")
    )
    form.field("kind").setFocus()
    form.field("kind").open_suggestions()
    app.processEvents()
    window.grab().save(str(folder / f"{name}_popups.png"))
    search.results.close_overlay()
    take_sheet(app, notifier, window, folder / f"{name}_sheet.png")
    page.list.show_source(MemorySource(0))
    page.list.empty_state.say("Nothing here", "Other filters may help.", action_title="Add", action=list)
    app.processEvents()
    window.grab().save(str(folder / f"{name}_empty.png"))
    page.list.show_source(MemorySource())
    take_parts(app, kit, folder / f"{name}_parts.png")
    window.resize(1920, 1080)
    app.processEvents()
    window.grab().save(str(folder / f"{name}_wide.png"))
    window.close()


def take_sheet(app: QApplication, notifier: WindowNotifier, window: QMainWindow, path: Path) -> None:
    def look() -> None:
        app.processEvents()
        window.grab().save(str(path))
        window.findChild(Sheet).refuse()

    QTimer.singleShot(50, look)
    notifier.ask_text("Why is this card void?", "Void the card", label="Reason")


def take_parts(app: QApplication, kit: Kit, path: Path) -> None:
    fa = kit.words.right_to_left
    page = QWidget()
    page.setObjectName("page")
    layout = QVBoxLayout(page)
    for tone in ("info", "ok", "warn", "danger", "covered", "doubtful", "refused", "unknown"):
        banner = Banner(kit)
        banner.say(tone, f"نمونهٔ نوار {tone}" if fa else f"A banner in {tone}", "بازبینی" if fa else "Review")
        layout.addWidget(banner)
    buttons = QHBoxLayout()
    for kind in ("plain", "primary", "danger", "ghost"):
        buttons.addWidget(Button(kit, kind, "check", kind))
        off = Button(kit, kind, "check", kind)
        off.setEnabled(False)
        buttons.addWidget(off)
    layout.addLayout(buttons)
    card = QFrame()
    card.setProperty("role", "card")
    inside = QVBoxLayout(card)
    inside.addWidget(
        Timeline(
            kit,
            [
                TimelineEvent(
                    kit.words.date(TODAY),
                    "تحویل به مشتری" if fa else "Handed over",
                    "کارت گارانتی فعال شد" if fa else "Card activated",
                    "truck-delivery",
                    "ok",
                ),
                TimelineEvent(
                    kit.words.date(TODAY), "تعمیر برد اصلی" if fa else "Main board repaired", "", "tool", "info"
                ),
                TimelineEvent(
                    kit.words.date(TODAY),
                    "فروش" if fa else "Sold",
                    kit.words.code("SN8-2290-KX14"),
                    "receipt",
                    "neutral",
                ),
            ],
        )
    )
    layout.addWidget(card)
    layout.addWidget(ImageField(kit))
    layout.addStretch()
    page.resize(900, 900)
    page.show()
    app.processEvents()
    page.grab().save(str(path))
    page.close()


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "gallery")
    folder.mkdir(parents=True, exist_ok=True)
    app = make_application(sys.argv[0])
    load_fonts()
    for language in ("fa", "en"):
        for dark in (False, True):
            take_pictures(app, folder, language, dark, 14)
        for size in (13, 16):
            take_pictures(app, folder, language, False, size)


if __name__ == "__main__":
    main()
