"""Lines that go wrong in Persian papers: each is laid out like Qt does it, and read back out of the PDF."""

from __future__ import annotations

LRI, FSI, PDI = "\u2066", "\u2068", "\u2069"
ZWNJ = "\u200c"


def isolated(code: str) -> str:
    return f"{LRI}{code}{PDI}"


LINES = {
    "plain": "کارت ضمانت محصول",
    "half space": f"می{ZWNJ}شود نمی{ZWNJ}توان کتاب{ZWNJ}ها خانه{ZWNJ}ای پیام{ZWNJ}رسان",
    "half space after a joining letter": f"نیم{ZWNJ}فاصله و آن{ZWNJ}ها و شرکت{ZWNJ}های",
    "lam-alef": "لا إلا سلام علائم لأن الآن لإ",
    "lam-alef inside": "اطلاعات کالا بلافاصله ملاحظه",
    "lam-alef with half space": f"کامل{ZWNJ}ا لا{ZWNJ}لا",
    "the Name": "الله عبدالله لله اللهم «الله» (الله) والله بالله",
    "the Name after a half space": f"سیف{ZWNJ}الله روح{ZWNJ}الله و نصرالله",
    "the Name beside Latin and digits": "Allah الله 123 عبدالله AB-12 ۱۲۳ لله",
    "the Name with harakat": "اللّٰه بِاللهِ اللَّه",
    "harakat": "مُهر، کَرد، ضمانتِ دستگاه، اوّل، لطفاً قطعاً",
    "harakat piled up": "محمّدُ شَدَّ بِسمِ اللهِ الرَّحمٰنِ",
    "Arabic yeh and kaf": "علي كريمي يك كتاب",
    "both yehs and kafs": "علی علي کریم كريم ی ي ک ك",
    "heh with hamza": "دورهٔ گارانتی، خانهٔ ما، نامهٔ شما",
    "heh with hamza in one character": "دورۀ گارانتی، خانۀ ما",
    "kashida": "بـــسم شـرکت",
    "Persian digits": "۱۲۳۴۵۶۷۸۹۰",
    "Latin digits": "تعداد 1234567890 عدد",
    "Arabic digits": "تعداد ١٢٣٤٥٦٧٨٩٠ عدد",
    "three kinds of digits": "۱۲۳ 123 ١٢٣ در یک سطر",
    "date": f"تاریخ خرید: {isolated('۱۴۰۴/۰۵/۱۲')}",
    "bare date": "تاریخ ۱۴۰۴/۰۵/۱۲ و ۱۴۰۵/۰۶/۳۱",
    "time": f"ساعت {isolated('۰۹:۳۰')} تا ۱۷:۴۵",
    "amount": "مبلغ ۱٬۲۵۱٬۰۰۰ ریال",
    "amount in Latin digits": "مبلغ 1,251,000 ریال",
    "negative amount": f"مانده {isolated('−۱٬۲۵۰')} ریال",
    "decimal": "۱۲٫۵ کیلوگرم و 12.5 kg",
    "percent": "۱۵٪ تخفیف و 15% و ٪۱۵",
    "fraction": "۱/۲ و 3/4 پیمانه",
    "serial": f"شماره سریال: {isolated('AB-1234/56')}",
    "bare serial": "سریال AB-1234/56-XY است",
    "serial with Persian digits": "SN: AB-1234/۱۲۳۴",
    "two serials": f"از {isolated('A-1')} تا {isolated('A-9')}",
    "phone": f"تلفن {isolated('021-88776655')} داخلی ۱۲",
    "phone in Persian digits": f"تلفن {isolated('۰۲۱ ۸۸۷۷۶۶۵۵')}",
    "bare phone": "تلفن 021-88776655 داخلی",
    "mobile": f"همراه {isolated('۰۹۱۲ ۳۴۵ ۶۷۸۹')}",
    "plate": f"پلاک {isolated('۱۲ ب ۳۴۵ - ۶۷')}",
    "brackets": "دستگاه (مدل ۲) آماده [است] {بله}",
    "brackets around Latin": "مشتری (VIP) و [Samsung Galaxy] و (A)",
    "bracket at the start": "(الف) بند اول",
    "nested brackets": "متن (الف [ب {ج} د] ه) پایان",
    "unpaired bracket": "الف) مورد اول ب) مورد دوم",
    "quotes": "«گارانتی طلایی» و «ABC» و “XYZ”",
    "punctuation": "سلام، خوبی؟ بله؛ «خب»! آری… نه.",
    "e-mail": "ایمیل: info@example.com است",
    "address on the web": "نشانی https://www.example.ir/track?id=12&x=3 را ببینید",
    "times": "ابعاد ۱۰×۲۰×۳۰ سانتی‌متر و 10×20",
    "plus minus": "دقت ±۵ درجه و ±0.5%",
    "plus and minus": "دما -۱۰ تا +۴۰ درجه و -5 و +5",
    "equals": "۲ + ۳ = ۵ و a = b",
    "Latin in Persian": "دستگاه Samsung Galaxy S21 Ultra با حافظه 256GB",
    "Persian in Latin": "Model گلکسی from سامسونگ is ready",
    "Latin paper": "The device (serial AB-1234) was received on 2025-08-03.",
    "Latin paper with Persian name": "Customer: علی رضایی (12), phone 021-88776655",
    "Latin paper with Persian digits": "Amount: ۱٬۲۵۱٬۰۰۰ ریال paid",
    "isolate of unknown direction": f"مشتری {FSI}John (UK){PDI}، {FSI}علی{PDI} است",
    "isolate in isolate": f"کد {LRI}AB {FSI}متن ۱۲{PDI} CD{PDI} پایان",
    "right-to-left mark": "بند A.\u200f و C++\u200f است",
    "no-break space": "۵\u00a0عدد و 10\u00a0kg",
    "many spaces": "الف   ب     ج",
    "soft hyphen": "after\u00adsales خدمات\u00adپس",
    "dashes": "تهران – اصفهان — شیراز - تبریز",
    "slash": "و/یا ، قطعه/دستگاه ، a/b",
    "underscore and star": "کد A_B*C#12 و @user",
    "abbreviation": "ه\u200d.ش. و ق.م. و ص ۱۲",
    "accents": "Café naïve Zürich Öl",
    "Roman list": "۱- این ضمانت تنها با ارائهٔ کارت معتبر است. ۲- آسیب ناشی از ضربه",
    "Latin list in Persian": "a) اول b) دوم 1. سوم",
    "degrees": "دمای ۲۵°C و ۷۷°F",
    "currency": "$۱۲۰ و €15 و ۱۵۰ تومان",
    "Kurdish and Arabic letters": "ڤیان ێران ةمكة ئیران أحمد ؤ",
    "letters that do not join": "در دوران ورود زرد آزاد",
    "all Persian letters": "ا ب پ ت ث ج چ ح خ د ذ ر ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن و ه ی",
    "only punctuation": "-- (*) --",
    "one letter": "ی",
    "empty": "",
}

NAMES = ("الله", "عبدالله", "لله", "اللهم", "«الله»", f"سیف{ZWNJ}الله", "ماشاءالله", "عبداللهی", "عبدالله کریمی")
"""Words drawn by fewer glyphs than they have letters."""

PARAGRAPH = (
    "این ضمانت‌نامه تنها با ارائهٔ کارت معتبر و صورتحساب خرید پذیرفته می‌شود (مشتری VIP هم). "
    "دستگاه Samsung Galaxy S21 Ultra با مبلغ ۱٬۲۵۱٬۰۰۰ ریال در ساعت ۱۰:۳۰ تحویل شد و لطفاً «قطعات یدکی» را "
    "تا ۱۵ روز نگه دارید؛ علائم خرابی: LCD شکسته، باتری ۳۰۰۰ mAh و شارژر [اصلی] است. "
    "آسیب ناشی از ضربه، مایعات و نوسان برق (بیش از ۲۵۰ ولت) شامل ضمانت نیست."
)
LATIN_PARAGRAPH = (
    "This warranty holds only with the card and the purchase invoice (also for VIP). The device گلکسی اس ۲۱ "
    "with the serial AB 1234 was taken in by علی رضایی (branch 12) and costs ۱٬۲۵۱٬۰۰۰ ریال; damage by impact, "
    "liquids or power surges over 250V is not covered."
)
