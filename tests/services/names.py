"""Made-up people, phones and serials, as they come over a counter: many spellings of few names."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import accumulate

GIVEN_NAMES = (
    "محمد", "علی", "فاطمه", "زهرا", "حسین", "مریم", "رضا", "مهدی", "سارا", "حسن", "امیر", "نرگس", "لیلا", "معصومه",
    "احمد", "سکینه", "عباس", "زینب", "ابوالفضل", "آرزو", "ابراهیم", "سمیه", "جواد", "آمنه", "کیان", "کاوه", "پریسا",
    "یوسف", "رقیه", "حمید", "اعظم", "مجید", "صدیقه", "سعید", "خدیجه", "مصطفی", "طاهره", "کبری", "مسعود", "آذر", "رحیم",
    "اکرم", "بهرام", "فریبا", "ناهید", "جمشید", "داریوش", "سیامک", "عطیه", "قاسم", "ثریا", "ذبیح", "ضیا", "ظریفه",
    "ژیلا", "گلناز", "چنگیز", "یگانه", "هدی", "موسی", "ژاله", "نسترن", "بهاره", "شیدا", "آیدا", "پوریا", "ستاره",
    "غزل", "قدسی", "حدیث", "هانیه", "صفورا", "سهیل", "ساناز", "طوبی", "تینا", "زلیخا", "منصوره", "مؤگان", "رؤیا",
)  # fmt: skip
COMPOUND_NAMES = (
    "علی‌رضا", "محمد‌رضا", "امیر‌حسین", "محمد‌مهدی", "سید‌علی", "غلام‌حسین", "فاطمه‌زهرا", "رحمة‌الله",
    "نعمت‌الله", "حبیبه‌سادات",
)  # fmt: skip
STEMS = (
    "احمد", "محمد", "رضا", "حسین", "کریم", "محمود", "حسن", "رحیم", "قربان", "یوسف", "ابراهیم", "نجف", "کاظم", "صادق",
    "شریف", "مؤمن", "فلاح", "زارع", "چراغ", "گودرز", "پژوه", "ترک", "خلیل", "جعفر", "سلیمان", "داود", "عباس", "اسد",
    "بهرام", "فرهاد", "تهران", "شیراز", "اصفهان", "مشهد", "کرمان", "یزد", "سمنان", "گرگان", "طبس", "ثابت", "ذوالفقار",
    "ضرغام", "نور", "هاشم", "موسو", "باقر", "امین", "حیدر", "عزیز", "نعمت", "رستم", "صفر", "شعبان", "رمضان", "مراد",
    "جمال", "کمال", "جلال", "آقا", "میرزا", "حاج", "ملک", "سلطان", "خان", "بیگ", "طاهر", "قاسم", "غلام", "حبیب",
    "منصور", "ناصر", "صالح", "صابر", "ذاکر", "ظفر", "عظیم", "وحید", "فرخ", "خسرو", "پرویز", "ایرج", "تیمور",
    "اسکندر", "آذر", "شمس", "قمر", "گل", "بهار", "سهراب", "دریا", "کوه", "سنگ", "آهن", "زرگر", "نجار", "خیاط", "عطار",
    "بقال", "قصاب",
)  # fmt: skip
ENDINGS = (
    "ی", "زاده", "پور", "نژاد", "یان", "نیا", "‌فر", "‌دوست", "ئی", "خواه", "لو", "وند", "ی‌نژاد", "ی‌پور", "ی‌فرد", "ی‌تبار",
)  # fmt: skip
FIELDS_OF_WORK = ("افزار", "تجارت", "صنعت", "Tech", "110")
CITIES = ("تهران", "شیراز", "اصفهان", "یزد", "تبریز", "مشهد", "کرمان", "")

_NON_JOINER = "\u200c"
_ARABIC = str.maketrans({"ی": "ي", "ک": "ك"})
_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def falling_weights(count: int, steepness: float = 0.8) -> list[float]:
    """Zipf's law, summed up for `choices`: the n-th comes n ** steepness times more rarely than the first."""
    return list(accumulate(1 / place**steepness for place in range(1, count + 1)))


_GIVEN_WEIGHTS = falling_weights(len(GIVEN_NAMES))
_STEM_WEIGHTS = falling_weights(len(STEMS))
_ENDING_WEIGHTS = falling_weights(len(ENDINGS))


def often(chance: random.Random, names: Sequence[str], weights: Sequence[float]) -> str:
    """One of them, the first ones more often."""
    return chance.choices(names, cum_weights=weights)[0]


def random_surname(chance: random.Random) -> str:
    """One of some 1,600 family names."""
    return often(chance, STEMS, _STEM_WEIGHTS) + often(chance, ENDINGS, _ENDING_WEIGHTS)


def random_name(chance: random.Random) -> str:
    """A person or, one time in sixteen, a company, spelled well."""
    kind = chance.random()
    surname = random_surname(chance)
    if kind < 0.06:
        return f"شرکت {surname} {chance.choice(FIELDS_OF_WORK)}"
    given = chance.choice(COMPOUND_NAMES) if kind < 0.2 else often(chance, GIVEN_NAMES, _GIVEN_WEIGHTS)
    return f"{given} {surname}"


def typed_name(chance: random.Random) -> str:
    """A name as somebody types it: Arabic letters, the non-joiner as a space or left out, alef without its hat."""
    name = random_name(chance)
    if chance.random() < 0.15:
        name = name.translate(_ARABIC)
    if chance.random() < 0.5:
        name = name.replace(_NON_JOINER, chance.choice((" ", "")))
    if chance.random() < 0.3:
        name = name.replace("آ", "ا").replace("ؤ", "و").replace("ئ", "ی").replace("ة", "ه")
    return name


def random_phone(chance: random.Random) -> str:
    """A mobile number."""
    return f"09{chance.choice((12, 13, 19, 35, 36, 90))}{chance.randrange(10**7):07}"


def typed_phone(chance: random.Random) -> str:
    """A mobile number in the digits of one of three keyboards."""
    phone = random_phone(chance)
    return phone.translate(_PERSIAN_DIGITS) if chance.random() < 0.3 else phone


def random_serial(chance: random.Random, number: int) -> str:
    """Serials of several makers: dashes, letters only at the beginning, long digits."""
    match number % 4:
        case 0:
            return f"SN{chance.randrange(10)}-{number:06}"
        case 1:
            return "".join(chance.choice("ABCDEFGHJKLMNPRSTUVWXYZ0123456789") for _ in range(12))
        case 2:
            return f"{chance.randrange(10**4, 10**5)}{number * 7919 % 10**7:07}"
        case _:
            return f"{chance.choice('KLM')}{chance.randrange(10, 99)}/{number * 104_729 % 10**7:07}-{number % 10}"


def random_imei(chance: random.Random) -> str:
    """Fifteen digits as phones have them."""
    return f"35{chance.randrange(10**13):013}"


def spellings(typed: str) -> dict[str, str]:
    """The ways in which people and keyboards write the same thing."""
    marked = "".join(letter + ("\u064e" if place == 1 else "") for place, letter in enumerate(typed))
    return {
        "as stored": typed,
        "arabic letters": typed.translate(_ARABIC),
        "persian digits": typed.translate(_PERSIAN_DIGITS),
        "arabic digits": typed.translate(_ARABIC_DIGITS),
        "non-joiner dropped": typed.replace(_NON_JOINER, ""),
        "non-joiner as space": typed.replace(_NON_JOINER, " "),
        "capitals": typed.upper(),
        "vowel marks": marked,
        "spaces around": f"  {typed} ",
        "direction marks": f"\u200f{typed}\u200e",
        "without hamza": typed.replace("ؤ", "و").replace("ئ", "ی").replace("أ", "ا"),
        "plain alef": typed.replace("آ", "ا"),
    }
