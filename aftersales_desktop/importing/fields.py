"""What a column of a foreign table can hold: the names it may have there, and what it is called here."""

from __future__ import annotations

from aftersales_desktop.i18n import N_

# Names a column may have, the surest first; the names of the Open Repair Data Standard (openrepair.org) among them.
FIELD_NAMES: dict[str, tuple[str, ...]] = {
    "source": ("data provider", "source", "منبع"),
    "source_id": (
        "id", "source id", "شناسه", "reception number", "job number", "order number", "ticket number", "ticket",
        "شماره پذیرش", "شماره قبض", "شماره سرویس", "شماره تعمیر", "کد پیگیری",
    ),
    "category": (
        "product category", "category", "device type", "device", "product type", "گروه کالا", "نوع دستگاه", "نوع کالا",
        "دسته", "گروه", "کالا", "دستگاه", "نام دستگاه", "نام کالا",
    ),
    "brand": ("brand", "make", "manufacturer", "برند", "مارک", "سازنده", "نام تجاری"),
    "model": ("model", "model name", "مدل", "مدل دستگاه", "تیپ"),
    "serial": ("serial number", "serial", "serial no", "sn", "s n", "شماره سریال", "سریال", "سریال دستگاه"),
    "received_on": (
        "event date", "received on", "received", "date received", "intake date", "service date", "date",
        "تاریخ پذیرش", "تاریخ دریافت", "تاریخ ورود", "تاریخ مراجعه", "تاریخ سرویس", "تاریخ تعمیر", "تاریخ",
    ),
    "delivered_on": (
        "delivered on", "delivered", "delivery date", "handed back", "date delivered", "تاریخ تحویل", "تاریخ خروج",
    ),
    "outcome": ("repair status", "outcome", "result", "status", "نتیجه", "نتیجه تعمیر", "وضعیت", "وضعیت تعمیر"),
    "problem": (
        "problem", "fault", "complaint", "symptom", "description", "ایراد", "عیب", "خرابی", "شرح ایراد", "شرح خرابی",
        "شرح عیب", "اظهار مشتری", "مشکل", "شرح",
    ),
    "place": ("group identifier", "branch", "شعبه", "نمایندگی"),
    "name": (
        "customer name", "customer", "full name", "name", "owner", "نام مشتری", "نام و نام خانوادگی",
        "نام خانوادگی و نام", "مشتری", "نام", "صاحب دستگاه",
    ),
    "phone": (
        "mobile", "mobile number", "mobile phone", "phone", "phone number", "telephone", "tel", "موبایل", "تلفن همراه",
        "شماره موبایل", "شماره همراه", "همراه", "شماره تماس", "تلفن تماس", "تلفن", "شماره تلفن",
    ),
    "second_phone": (
        "second phone", "phone 2", "landline", "home phone", "phone", "telephone", "تلفن ثابت", "تلفن 2", "تلفن دوم",
        "تلفن منزل", "تلفن", "شماره تلفن", "شماره تماس",
    ),
    "national_id": ("national id", "national code", "کد ملی", "کدملی", "شناسه ملی", "شماره ملی"),
    "economic_number": ("economic number", "economic code", "شماره اقتصادی", "کد اقتصادی"),
    "province": ("province", "استان"),
    "city": ("city", "town", "شهر", "شهرستان"),
    "address": ("address", "نشانی", "آدرس"),
    "postal_code": ("postal code", "postcode", "zip", "zip code", "کد پستی", "کدپستی"),
    "note": ("note", "notes", "remark", "remarks", "توضیحات", "ملاحظات", "یادداشت"),
}  # fmt: skip

FIELD_TITLES: dict[str, str] = {
    "source": N_("Source of the record"),
    "source_id": N_("Number in the old list"),
    "category": N_("Kind of device"),
    "brand": N_("Brand"),
    "model": N_("Model"),
    "serial": N_("Serial"),
    "received_on": N_("Received on"),
    "delivered_on": N_("Handed back on"),
    "outcome": N_("How it ended"),
    "problem": N_("What was wrong"),
    "place": N_("Branch"),
    "name": N_("Customer's name"),
    "phone": N_("Phone"),
    "second_phone": N_("Second phone"),
    "national_id": N_("National id"),
    "economic_number": N_("Economic number"),
    "province": N_("Province"),
    "city": N_("City"),
    "address": N_("Address"),
    "postal_code": N_("Postal code"),
    "note": N_("Note"),
}
