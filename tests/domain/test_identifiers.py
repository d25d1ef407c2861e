"""Numbers others gave out: what is stored, what is refused, and what is only doubtful."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales_desktop.domain import identifiers
from aftersales_desktop.domain.identifiers import IdentifierProblem
from aftersales_desktop.i18n import Message, Words

DOUBTS = {
    "national_id": identifiers.national_id_doubt,
    "legal_id": identifiers.legal_id_doubt,
    "economic_number": identifiers.economic_number_doubt,
    "postal_code": identifiers.postal_code_doubt,
    "imei": identifiers.imei_doubt,
}
ANYTHING = st.text(max_size=25) | st.text(alphabet="0123456789۰۹ -+()", max_size=25)


@pytest.mark.parametrize(
    "typed",
    [
        "09123456789", "۰۹۱۲۳۴۵۶۷۸۹", "٠٩١٢٣٤٥٦٧٨٩", "0912 345 6789", "0912-345-67-89", "+989123456789",
        "+98 912 345 6789", "00989123456789", "989123456789", "9123456789", "+98 (0) 912 345 6789",
        "\u200e+98912\u200e3456789", "0912.345.6789",
    ],
)  # fmt: skip
def test_mobile_numbers(typed):
    assert identifiers.phone(typed) == "09123456789"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("44123456", "02144123456"),
        ("۴۴۱۲ ۳۴۵۶", "02144123456"),
        ("021-44123456", "02144123456"),
        ("(021) 4412-3456", "02144123456"),
        ("+98 21 44123456", "02144123456"),
        ("0098 21 44123456", "02144123456"),
        ("2144123456", "02144123456"),
        ("03138123456", "03138123456"),
        ("+964 770 123 4567", "+9647701234567"),
        ("00971501234567", "+971501234567"),
    ],
)
def test_phone_numbers(typed, stored):
    assert identifiers.phone(typed) == stored


@pytest.mark.parametrize("area_code", ["031", "31", "۰۳۱"])
def test_eight_digits_get_the_area_code(area_code):
    assert identifiers.phone("38123456", area_code) == "03138123456"


@pytest.mark.parametrize("area_code", ["", "0", "021 4", "912", "abc"])
def test_a_wrong_area_code_is_told(area_code):
    with pytest.raises(IdentifierProblem) as refused:
        identifiers.phone("38123456", area_code)
    assert refused.value.message == Message("An area code has 3 digits and begins with 0.")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "abc",
        "4412345",
        "021441234567",
        "0214412345",
        "1820",
        "044123456 داخلی 2",
        "+98123",
        "+98 12345678",
        "00100",
        "+0123456789",
    ],
)
def test_phone_numbers_that_are_refused(typed):
    with pytest.raises(IdentifierProblem):
        identifiers.phone(typed)


@given(ANYTHING)
def test_a_stored_phone_is_stored_the_same_again(typed):
    try:
        stored = identifiers.phone(typed)
    except IdentifierProblem as problem:
        assert problem.message.msgid.endswith(".")
    else:
        assert identifiers.phone(stored, "031") == stored
        assert stored.lstrip("+").isascii()
        assert stored.lstrip("+").isdigit()


RIGHT = [
    ("national_id", "0499370899", "0499370899"),
    ("national_id", "۰۴۹۹۳۷۰۸۹۹", "0499370899"),
    ("national_id", "049-937089-9", "0499370899"),
    ("national_id", "499370899", "0499370899"),
    ("national_id", "0067749828", "0067749828"),
    ("national_id", "67749828", "0067749828"),
    ("national_id", "0123456789", "0123456789"),
    ("legal_id", "10380284790", "10380284790"),
    ("legal_id", "۱۰۳۸۰۲۸۴۷۹۰", "10380284790"),
    ("legal_id", "10380284090", "10380284090"),
    ("economic_number", "10380284790", "10380284790"),
    ("economic_number", "0499370899 0001", "04993708990001"),
    ("postal_code", "1345678-902", "1345678902"),
    ("postal_code", "۲۱۳۴۵۶۷۸۹۰", "2134567890"),
    ("imei", "490154203237518", "490154203237518"),
    ("imei", "49-015420-323751-8", "490154203237518"),
    ("imei", "IMEI: 490154203237518", "490154203237518"),
    ("imei", "IMEI1:490154203237518", "490154203237518"),
    ("imei", "imei2 ۴۹۰۱۵۴۲۰۳۲۳۷۵۱۸", "490154203237518"),
    ("imei", "IMEI 123456789012347", "123456789012347"),
]


@pytest.mark.parametrize(("name", "typed", "stored"), RIGHT)
def test_numbers_beyond_doubt(name, typed, stored):
    assert getattr(identifiers, name)(typed) == stored
    assert DOUBTS[name](typed) is None


DOUBTFUL = [
    ("national_id", "0499370898", "0499370898", "This national ID is not valid; check its digits."),
    ("national_id", "1111111111", "1111111111", "This national ID is not valid; check its digits."),
    ("national_id", "0010000003", "0010000003", "This national ID is not valid; check its digits."),
    ("national_id", "1234567", "1234567", "A national ID has 10 digits."),
    ("national_id", "04993708990", "04993708990", "A national ID has 10 digits."),
    ("national_id", "passport a123", "PASSPORTA123", "A national ID has 10 digits."),
    ("legal_id", "10380285692", "10380285692", "This company's national ID is not valid; check its digits."),
    ("legal_id", "1038028479", "1038028479", "A company's national ID has 11 digits."),
    ("economic_number", "10380285692", "10380285692", "This economic number is not valid; check its digits."),
    ("economic_number", "04993708980001", "04993708980001", "This economic number is not valid; check its digits."),
    ("economic_number", "04993708990000", "04993708990000", "This economic number is not valid; check its digits."),
    (
        "economic_number",
        "411111111111",
        "411111111111",
        "Official invoices no longer accept the 12-digit economic number; ask for the new one.",
    ),
    ("economic_number", "123", "123", "An economic number has 11 or 14 digits."),
    ("economic_number", "ندارد", "ندارد", "An economic number has 11 or 14 digits."),
    ("postal_code", "13456789", "13456789", "A postal code has 10 digits."),
    ("postal_code", "1111111111", "1111111111", "This postal code is unlikely; check its digits."),
    ("postal_code", "0123456789", "0123456789", "This postal code is unlikely; check its digits."),
    ("imei", "490154203237519", "490154203237519", "This IMEI is not valid; check its digits."),
    ("imei", "000000000000000", "000000000000000", "This IMEI is not valid; check its digits."),
    ("imei", "49015420323751", "49015420323751", "An IMEI has 15 digits."),
]


@pytest.mark.parametrize(("name", "typed", "stored", "sentence"), DOUBTFUL)
def test_doubtful_numbers_are_stored_as_typed(name, typed, stored, sentence):
    assert getattr(identifiers, name)(typed) == stored
    assert DOUBTS[name](typed) == Message(sentence)


@pytest.mark.parametrize("name", DOUBTS)
def test_an_empty_field_raises_no_doubt(name):
    assert DOUBTS[name](" ") is None
    assert getattr(identifiers, name)(" ") == ""


@pytest.mark.parametrize("name", DOUBTS)
@given(typed=ANYTHING)
def test_doubts_never_fail_and_stay_the_same_for_the_stored_form(name, typed):
    stored = getattr(identifiers, name)(typed)
    assert getattr(identifiers, name)(stored) == stored
    assert DOUBTS[name](stored) == DOUBTS[name](typed)


@pytest.mark.parametrize(("name", "least"), [("imei", 1.0), ("national_id", 0.95), ("legal_id", 0.9)])
def test_check_digits_notice_wrong_digits(name, least):
    right = next(stored for kind, _typed, stored in RIGHT if kind == name)
    wrong = [
        right[:place] + other + right[place + 1 :]
        for place, digit in enumerate(right)
        for other in set("0123456789") - {digit}
    ]
    noticed = [number for number in wrong if DOUBTS[name](number) is not None]
    assert len(noticed) >= least * len(wrong)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("ab 12-9r", "AB12-9R"),
        ("۱۲۳", "123"),
        ("SN/1.2_3-4", "SN/1.2_3-4"),
        ("\u2066A1B2\u2069", "A1B2"),
        ("a" * 40, "A" * 40),
    ],
)
def test_serial(typed, stored):
    assert identifiers.serial(typed) == stored
    assert identifiers.serial(stored) == stored


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (" ", "Enter the serial number."),
        ("ab", "A serial number has 3 to 40 characters; this one has 2."),
        ("a" * 41, "A serial number has 3 to 40 characters; this one has 41."),
        ("شی12", "A serial number has no Persian letters; type it with English keys."),
        ("AB#12", "A serial number may not contain #."),
        ("AB\u03a912", "A serial number may not contain \u2126."),
        ("-AB12", "A serial number begins with a letter or a digit."),
    ],
)
def test_serial_that_is_refused(typed, sentence):
    with pytest.raises(IdentifierProblem) as refused:
        identifiers.serial(typed)
    assert Words("en").say(refused.value.message) == sentence


@given(ANYTHING)
def test_a_serial_is_stored_or_refused_with_one_sentence(typed):
    try:
        stored = identifiers.serial(typed)
    except IdentifierProblem as problem:
        assert problem.message.msgid.endswith(".")
    else:
        assert identifiers.serial(stored) == stored


def test_our_own_numbers_are_named_here_too():
    assert identifiers.read_own_number(identifiers.card_number(7)).kind is identifiers.OwnNumberKind.CARD
