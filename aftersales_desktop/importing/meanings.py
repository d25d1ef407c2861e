"""What the words of foreign records mean here: how a repair ended, which kind of device it was."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from aftersales_desktop.domain import text
from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.i18n import Words

_LONGEST_CODE, _LONGEST_NAME = 40, 80
_NOTHING = frozenset(
    text.fold(word)
    for word in (
        "",
        "-",
        "?",
        "unknown",
        "n/a",
        "na",
        "none",
        "not known",
        "no brand",
        "ندارد",
        "نامشخص",
        "نامعلوم",
        "بدون",
    )
)

# "Repairable" of the Open Repair Data Standard means that the repair was left for later: how it ended is not known.
_OUTCOMES = {
    text.fold(word): outcome
    for outcome, words in {
        Outcome.REPAIRED: ("fixed", "repaired", "done", "ok", "تعمیر شد", "تعمیر شده", "تعمیر", "انجام شد", "رفع عیب"),
        Outcome.REPLACED: ("replaced", "exchanged", "تعویض", "تعویض شد", "تعویض شده"),
        Outcome.REFUNDED: ("refunded", "refund", "بازگشت وجه", "عودت وجه", "استرداد وجه"),
        Outcome.NOT_REPAIRABLE: (
            "end of life", "not repairable", "unrepairable", "not repaired", "not fixed", "غیرقابل تعمیر",
            "غیر قابل تعمیر", "تعمیر نشد", "اسقاط",
        ),
        Outcome.NO_FAULT_FOUND: ("no fault found", "no fault", "بدون ایراد", "بدون عیب", "سالم"),
        Outcome.PRICE_REFUSED: ("price refused", "estimate refused", "انصراف", "انصراف مشتری", "عدم تایید هزینه"),
        Outcome.PART_UNAVAILABLE: ("part not available", "no part", "نبود قطعه", "عدم موجودی قطعه"),
        Outcome.WARRANTY_REFUSED: ("warranty refused", "خارج از گارانتی"),
        Outcome.CANCELLED: ("cancelled", "canceled", "لغو", "لغو شد"),
    }.items()
    for word in words
}  # fmt: skip

# Kinds of device of the Open Repair Data Standard 0.3 in Persian.
_CATEGORIES = {
    "Aircon/dehumidifier": "کولر و رطوبت‌گیر",
    "Battery/charger/adapter": "باتری، شارژر و آداپتور",
    "Coffee maker": "قهوه‌ساز",
    "Decorative or safety lights": "چراغ تزیینی و ایمنی",
    "Desktop computer": "رایانهٔ رومیزی",
    "Digital compact camera": "دوربین دیجیتال",
    "DSLR/video camera": "دوربین حرفه‌ای و فیلم‌برداری",
    "Fan": "پنکه",
    "Flat screen": "تلویزیون و نمایشگر",
    "Food processor": "غذاساز",
    "Games console": "کنسول بازی",
    "Hair & beauty item": "وسیلهٔ آرایشی",
    "Hair dryer": "سشوار",
    "Handheld entertainment device": "پخش همراه",
    "Headphones": "هدفون",
    "Hi-Fi integrated": "ضبط یکپارچه",
    "Hi-Fi separates": "ضبط تفکیکی",
    "Iron": "اتو",
    "Kettle": "کتری برقی",
    "Lamp": "چراغ",
    "Laptop": "لپ‌تاپ",
    "Large home electrical": "لوازم خانگی بزرگ",
    "Misc": "متفرقه",
    "Mobile": "تلفن همراه",
    "Musical instrument": "ساز",
    "Paper shredder": "کاغذخردکن",
    "PC accessory": "لوازم جانبی رایانه",
    "Portable radio": "رادیو",
    "Power tool": "ابزار برقی",
    "Printer/scanner": "چاپگر و اسکنر",
    "Projector": "پروژکتور",
    "Sewing machine": "چرخ خیاطی",
    "Small home electrical": "لوازم خانگی کوچک",
    "Small kitchen item": "لوازم آشپزخانه",
    "Tablet": "تبلت",
    "Toaster": "توستر",
    "Toy": "اسباب‌بازی",
    "TV and gaming-related accessories": "لوازم جانبی تلویزیون و بازی",
    "Vacuum": "جاروبرقی",
    "Watch/clock": "ساعت",
}
_PERSIAN_NAMES = {text.fold(english): (english, persian) for english, persian in _CATEGORIES.items()}


@dataclass(frozen=True)
class CategoryNames:
    """A kind of device as it will be stored; one of the names may be empty."""

    code: str
    name_fa: str
    name_en: str

    def written(self, words: Words) -> str:
        """Its name in a language, or in the other one where that is all there is."""
        names = (self.name_fa, self.name_en) if words.language == "fa" else (self.name_en, self.name_fa)
        return words.value(names[0] or names[1])


UNKNOWN_CATEGORY = CategoryNames("other", "سایر", "Other")


def given(value: str) -> str:
    """The value, or nothing where a person wrote a dash or "unknown" into the field."""
    return "" if text.fold(value) in _NOTHING else value


def outcome_of(words: str) -> Outcome:
    """How a repair ended, from the status words of other programs in either language."""
    return _OUTCOMES.get(text.fold(words), Outcome.UNKNOWN)


def category_of(name: str) -> CategoryNames:
    """Code and names for a kind of device; the kinds of the Open Repair Data Standard come with their Persian names."""
    name = text.printable(given(name), longest=_LONGEST_NAME)
    folded = text.fold(name)
    if not folded:
        return UNKNOWN_CATEGORY
    english, persian = _PERSIAN_NAMES.get(folded, ("", ""))
    if english:
        return CategoryNames(_code(folded), persian, english)
    is_persian = any("\u0600" <= letter <= "\u06ff" for letter in name)
    return CategoryNames(_code(folded), name if is_persian else "", "" if is_persian else name)


def _code(folded: str) -> str:
    code = folded.replace(" ", "-")
    if len(code) <= _LONGEST_CODE:
        return code
    return f"{code[: _LONGEST_CODE - 9]}-{hashlib.sha256(folded.encode()).hexdigest()[:8]}"
