"""The verdict, case by case: tone, days left and the sentence the customer hears."""

from datetime import date, timedelta

import pytest

from aftersales_desktop.domain import warranty
from aftersales_desktop.domain.jalali import from_jalali
from aftersales_desktop.domain.warranty import (
    CardState,
    Category,
    Cause,
    StartBasis,
    StartEvidence,
    Tone,
    Verdict,
    VoidReason,
    VoidScope,
    best_summary,
    best_verdict,
    evidence_verdict,
    summary,
    verdict,
)
from aftersales_desktop.domain.warranty_facts import PastClaim
from aftersales_desktop.domain.warranty_terms import TermsSnapshot
from aftersales_desktop.i18n import Code, OwnNumber, Words
from aftersales_desktop.i18n.formats import without_bidi_controls
from tests.domain.warranty_samples import LABOUR_END, NUMBER, PARTS_END, START, card, terms, void

ONE_DAY = timedelta(days=1)
VISIT = from_jalali(1404, 9, 2)
ENGLISH = Words("en", "jalali")


def said(given: Verdict) -> str:
    return without_bidi_controls(ENGLISH.say(given.reason))


def noted(given: Verdict) -> str:
    return without_bidi_controls(ENGLISH.say(given.note)) if given.note else ""


@pytest.mark.parametrize(
    ("as_of", "category", "tone", "days_left", "sentence"),
    [
        (VISIT, Category.PARTS, "covered", 317, "Parts are covered until 1405/07/14; 317 days are left."),
        (VISIT, Category.LABOUR, "covered", 131, "Labour is covered until 1405/01/14; 131 days are left."),
        (START, Category.PARTS, "covered", 550, "Parts are covered until 1405/07/14; 550 days are left."),
        (PARTS_END - ONE_DAY, Category.PARTS, "covered", 1, "Parts are covered until 1405/07/14; 1 day is left."),
        (PARTS_END, Category.PARTS, "covered", 0, "Parts are covered; 1405/07/14 is the last day."),
        (LABOUR_END, Category.LABOUR, "covered", 0, "Labour is covered; 1405/01/14 is the last day."),
        (
            PARTS_END + ONE_DAY,
            Category.PARTS,
            "refused",
            None,
            "The warranty on parts ended on 1405/07/14, 1 day ago.",
        ),
        (
            LABOUR_END + 40 * ONE_DAY,
            Category.LABOUR,
            "refused",
            None,
            "The warranty on labour ended on 1405/01/14, 40 days ago.",
        ),
        (VISIT, Category.TRAVEL, "refused", None, "This warranty does not cover travel."),
        (VISIT, Category.SHIPPING, "refused", None, "This warranty does not cover shipping."),
        (
            START - ONE_DAY,
            Category.PARTS,
            "doubtful",
            None,
            "The warranty of card G-00000123-4 starts only on 1404/01/15; check the dates.",
        ),
    ],
)
def test_an_active_card(as_of, category, tone, days_left, sentence):
    given = verdict(card(), as_of, category)
    assert (given.tone, given.days_left, said(given)) == (tone, days_left, sentence)
    assert given.covered is (tone == "covered")
    assert given.category is category
    assert given.card_number == NUMBER


def test_all_categories_speak_for_themselves():
    everything = card(terms=terms(months=dict.fromkeys(Category, 12)))
    for as_of, cause in ((VISIT, Cause.RUNNING), (LABOUR_END, Cause.RUNNING), (LABOUR_END + ONE_DAY, Cause.ENDED)):
        given = summary(everything, as_of)
        assert {answer.cause for answer in given} == {cause}
        assert len({said(answer) for answer in given}) == 4
    doubtful = summary(card(terms=terms(months=dict.fromkeys(Category, 12)), evidence=StartEvidence.ESTIMATE), VISIT)
    assert len({said(answer) for answer in doubtful}) == 4
    by_purchase = [evidence_verdict(START, terms(months=dict.fromkeys(Category, 12)), VISIT, each) for each in Category]
    assert len({said(answer) for answer in by_purchase}) == 4
    nothing = summary(card(terms=terms(months={})), VISIT)
    assert len({said(answer) for answer in nothing}) == 4


def test_the_day_of_reception_counts_and_not_the_day_of_diagnosis():
    ends_yesterday = card(ends={Category.PARTS: VISIT - ONE_DAY})
    assert verdict(ends_yesterday, VISIT).tone is Tone.REFUSED
    received_yesterday = verdict(ends_yesterday, VISIT - ONE_DAY)
    assert received_yesterday.tone is Tone.COVERED
    assert received_yesterday.days_left == 0


def test_without_a_card():
    given = verdict(None, VISIT, Category.LABOUR)
    assert given == Verdict(Tone.UNKNOWN, False, None, None, given.reason, Category.LABOUR, Cause.NO_CARD)
    assert said(given) == "No warranty card is known for this device; ask for the card or the invoice."


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("raw", "Card G-00000123-4 is not activated; activate it with the purchase invoice."),
        ("at_dealer", "Card G-00000123-4 is with a dealer and not activated yet; ask for the purchase invoice."),
    ],
)
def test_a_card_nobody_activated(state, sentence):
    for known in (terms(), None):
        given = verdict(card(state=CardState(state), started_on=None, terms=known), VISIT)
        assert (given.tone, given.cause, said(given)) == (Tone.UNKNOWN, Cause.NOT_ACTIVATED, sentence)
    assert verdict(card(state=CardState(state), started_on=None), VISIT, Category.TRAVEL).tone is Tone.REFUSED


def test_a_raw_card_is_over_when_even_the_latest_start_is_too_long_ago():
    capped = terms(start_basis=StartBasis.PRODUCTION_CAP, cap_months=6)
    raw = card(state=CardState.RAW, started_on=None, terms=capped, produced_on=from_jalali(1402, 1, 1), evidence=None)
    assert verdict(raw, from_jalali(1403, 12, 30)).cause is Cause.NOT_ACTIVATED
    given = verdict(raw, from_jalali(1404, 1, 1))
    assert (given.tone, given.cause, given.ends_on) == (Tone.REFUSED, Cause.ENDED, from_jalali(1403, 12, 30))


@pytest.mark.parametrize(
    ("basis", "ask"),
    [
        ("purchase", "ask for the purchase invoice"),
        ("installation", "ask for the installation sheet"),
        ("activation", "ask when it was activated"),
        ("production_cap", "ask when it was activated"),
    ],
)
def test_a_start_nobody_knows(basis, ask):
    given = verdict(card(started_on=None, terms=terms(start_basis=StartBasis(basis), cap_months=6)), VISIT)
    assert (given.tone, given.cause) == (Tone.UNKNOWN, Cause.START_UNKNOWN)
    assert said(given) == f"The start of card G-00000123-4 is not known; {ask}."


def test_terms_nobody_knows():
    given = verdict(card(terms=None), VISIT)
    assert (given.tone, given.cause) == (Tone.UNKNOWN, Cause.NO_TERMS)
    assert said(given) == "The terms of card G-00000123-4 are not known; choose them on the card."


def test_a_start_capped_after_production():
    capped = terms(start_basis=StartBasis.PRODUCTION_CAP, cap_months=6)
    late = card(terms=capped, started_on=START, produced_on=from_jalali(1403, 1, 15))
    assert verdict(late, VISIT).ends_on == from_jalali(1405, 1, 14)
    early = card(terms=capped, started_on=START, produced_on=from_jalali(1403, 12, 1))
    assert verdict(early, VISIT).ends_on == PARTS_END


def test_a_capped_start_without_activation_is_only_an_upper_bound():
    capped = terms(start_basis=StartBasis.PRODUCTION_CAP, cap_months=6)
    unknown = card(terms=capped, started_on=None, produced_on=from_jalali(1403, 7, 15), evidence=None)
    assert verdict(unknown, START - ONE_DAY).cause is Cause.START_UNKNOWN
    given = verdict(unknown, START)
    assert (given.tone, given.cause, given.ends_on) == (Tone.DOUBTFUL, Cause.START_DOUBTFUL, PARTS_END)
    assert verdict(unknown, PARTS_END + ONE_DAY).cause is Cause.ENDED


@pytest.mark.parametrize("evidence", [StartEvidence.STATEMENT, StartEvidence.ESTIMATE])
def test_a_start_nobody_proved(evidence):
    doubtful = card(evidence=evidence)
    given = verdict(doubtful, VISIT)
    assert (given.tone, given.covered, given.days_left) == (Tone.DOUBTFUL, False, 317)
    assert said(given) == "Parts are covered until 1405/07/14 only if the start date is right; ask for the invoice."
    over = verdict(doubtful, PARTS_END + ONE_DAY)
    assert over.tone is Tone.REFUSED
    assert said(over) == "By its unproved start the warranty ended on 1405/07/14; an invoice can show otherwise."


PROVEN = [one for one in StartEvidence if one not in (StartEvidence.STATEMENT, StartEvidence.ESTIMATE)]


@pytest.mark.parametrize("evidence", [None, *PROVEN])
def test_a_start_that_is_proved(evidence):
    assert verdict(card(evidence=evidence), VISIT).tone is Tone.COVERED


@pytest.mark.parametrize("group", ["باتری", "باتري", " باتری ", "باتر‌ی"])
def test_an_excluded_part_group(group):
    given = verdict(card(), VISIT, part_group=group)
    assert (given.tone, given.cause) == (Tone.REFUSED, Cause.GROUP_EXCLUDED)
    assert verdict(card(), VISIT, part_group="پنل").tone is Tone.COVERED
    assert said(verdict(card(), VISIT, part_group="باتری")) == "This warranty does not cover باتری."


def test_a_void_of_the_whole_device():
    voided = card(state=CardState.VOID, voids=(void(),))
    given = verdict(voided, VISIT)
    assert (given.tone, given.cause, given.days_left) == (Tone.REFUSED, Cause.VOID_DEVICE, None)
    assert said(given) == "Card G-00000123-4 has been void since 1404/05/01: liquid inside."
    assert {answer.tone for answer in summary(voided, VISIT)} == {Tone.REFUSED}


def test_a_void_leaves_earlier_orders_alone_but_reaches_the_one_it_was_found_in():
    found_later = card(voids=(void(on=VISIT + 2 * ONE_DAY, order_number="01-04-00012-7"),))
    assert verdict(found_later, VISIT).tone is Tone.COVERED
    assert verdict(found_later, VISIT, order_number="01-04-00013-9").tone is Tone.COVERED
    assert verdict(found_later, VISIT, order_number="01-04-00012-7").cause is Cause.VOID_DEVICE
    assert verdict(found_later, VISIT + 2 * ONE_DAY).cause is Cause.VOID_DEVICE


def test_a_void_without_a_record_still_refuses():
    given = verdict(card(state=CardState.VOID), VISIT)
    assert (given.cause, said(given)) == (Cause.VOID_DEVICE, "Card G-00000123-4 is void.")
    parts_only = card(state=CardState.VOID, voids=(void(VoidScope.PARTS),))
    assert verdict(parts_only, VISIT).cause is Cause.VOID_DEVICE


def test_reasons_are_listed_and_another_reason_is_told():
    voided = card(
        voids=(void(reasons=(VoidReason.IMPACT, VoidReason.OTHER), sentence="Cable cut."), void(on=VISIT)),
    )
    assert said(verdict(voided, VISIT)).endswith("since 1404/05/01: impact or fall, Cable cut.")
    untold = card(voids=(void(reasons=(VoidReason.OTHER,), sentence=""),))
    assert said(verdict(untold, VISIT)).endswith("since 1404/05/01: another reason.")


def test_a_void_of_some_part_groups():
    voided = card(voids=(void(VoidScope.PARTS),))
    given = verdict(voided, VISIT, part_group="پنل")
    assert given.cause is Cause.VOID_PARTS
    assert said(given) == "The warranty no longer covers پنل: liquid inside."
    assert verdict(voided, VISIT, part_group="برد").tone is Tone.COVERED
    assert verdict(voided, VISIT).tone is Tone.COVERED
    assert verdict(voided, START, part_group="پنل").tone is Tone.COVERED


def test_a_void_of_one_visit():
    voided = card(voids=(void(VoidScope.VISIT),))
    given = verdict(voided, VISIT, order_number="01-04-00012-7")
    assert (given.cause, said(given)) == (Cause.VOID_VISIT, "The warranty does not cover this visit: liquid inside.")
    assert verdict(voided, VISIT, order_number="01-04-00013-9").tone is Tone.COVERED
    assert verdict(voided, VISIT).tone is Tone.COVERED


def test_a_replaced_card():
    replaced = card(state=CardState.REPLACED, replaced_by="G-00000124-9")
    given = verdict(replaced, VISIT)
    assert (given.tone, given.cause) == (Tone.REFUSED, Cause.REPLACED)
    assert said(given) == "Card G-00000123-4 was replaced by card G-00000124-9."
    assert said(verdict(card(state=CardState.REPLACED), VISIT)) == "Card G-00000123-4 was replaced by another card."
    assert verdict(card(state=CardState.REPLACED, voids=(void(),)), VISIT).cause is Cause.REPLACED
    dated = card(state=CardState.REPLACED, replaced_by="G-00000124-9", replaced_on=VISIT)
    assert verdict(dated, VISIT).cause is Cause.REPLACED
    assert verdict(dated, VISIT - ONE_DAY).tone is Tone.COVERED


def test_a_card_of_somebody_else():
    theirs = {"issuer_is_ours": False, "issuer_name": "Sazgar"}
    given = verdict(card(**theirs), VISIT)
    assert (given.tone, given.cause, given.ends_on) == (Tone.REFUSED, Cause.OTHER_ISSUER, PARTS_END)
    assert said(given) == "This warranty is from Sazgar and runs until 1405/07/14; it is not ours."
    ended = verdict(card(**theirs), PARTS_END + ONE_DAY)
    assert said(ended) == "This warranty was from Sazgar and ended on 1405/07/14."
    for unclear in (
        card(**theirs, terms=None),
        card(**theirs, state=CardState.VOID),
        card(**theirs, state=CardState.RAW, started_on=None),
        card(**theirs, started_on=VISIT + ONE_DAY),
    ):
        assert said(verdict(unclear, VISIT)) == "This card is from Sazgar, not from us; ask them about it."


def test_ends_that_were_fixed_at_issue_come_before_the_terms():
    inherited = card(ends={Category.PARTS: VISIT + 30 * ONE_DAY})
    assert verdict(inherited, VISIT).days_left == 30
    assert verdict(inherited, VISIT, Category.LABOUR).ends_on == LABOUR_END
    only_ends = card(terms=None, started_on=None, ends={Category.PARTS: VISIT})
    assert verdict(only_ends, VISIT).tone is Tone.COVERED
    assert verdict(only_ends, VISIT, Category.LABOUR).cause is Cause.CATEGORY_NOT_COVERED


def test_expired_as_a_stored_state_changes_nothing():
    for as_of in (VISIT, PARTS_END + ONE_DAY):
        assert verdict(card(state=CardState.EXPIRED), as_of) == verdict(card(), as_of)


def test_numbers_keep_their_kind_in_the_sentence():
    ours = verdict(card(state=CardState.RAW), VISIT).reason.args["number"]
    theirs = verdict(card(state=CardState.RAW, number="AB-7"), VISIT).reason.args["number"]
    assert isinstance(ours, OwnNumber)
    assert isinstance(theirs, Code)


def test_what_refuses_for_good_is_said_first():
    worst = card(
        state=CardState.VOID, voids=(void(), void(VoidScope.VISIT), void(VoidScope.PARTS, part_groups=("باتری",))),
        evidence=StartEvidence.ESTIMATE,
    )  # fmt: skip
    question = {"part_group": "باتری", "order_number": "01-04-00012-7"}
    assert verdict(worst, PARTS_END + ONE_DAY, **question).cause is Cause.VOID_DEVICE
    assert verdict(worst, START, **question).cause is Cause.VOID_VISIT
    assert verdict(worst, START, part_group="باتری").cause is Cause.GROUP_EXCLUDED


def test_summary_goes_through_all_categories():
    given = summary(card(), VISIT)
    assert [answer.category for answer in given] == list(Category)
    assert [answer.tone.value for answer in given] == ["covered", "covered", "refused", "refused"]
    assert [answer.cause for answer in summary(None, VISIT)] == [Cause.NO_CARD] * 4


def test_by_purchase_date_alone():
    given = evidence_verdict(START, terms(), VISIT)
    assert (given.tone, given.covered, given.days_left) == (Tone.DOUBTFUL, False, 317)
    assert given.cause is Cause.WITHOUT_CARD
    assert said(given) == "Without a card, by the purchase date parts are covered until 1405/07/14 if a manager agrees."
    assert evidence_verdict(START, terms(), PARTS_END + ONE_DAY).cause is Cause.ENDED
    assert evidence_verdict(START, terms(), VISIT, Category.TRAVEL).cause is Cause.CATEGORY_NOT_COVERED
    assert evidence_verdict(START, terms(), VISIT, part_group="باتری").cause is Cause.GROUP_EXCLUDED
    assert evidence_verdict(None, terms(), VISIT).cause is Cause.NO_CARD
    assert evidence_verdict(START, None, VISIT).cause is Cause.NO_CARD
    assert evidence_verdict(VISIT, terms(), VISIT).cause is Cause.WITHOUT_CARD
    later = evidence_verdict(VISIT + ONE_DAY, terms(), VISIT)
    assert (later.tone, said(later)) == (Tone.DOUBTFUL, "The purchase date is after this visit; check both dates.")


THEIRS = card(number="SZ-1", issuer_name="Sazgar", issuer_is_ours=False)


def test_no_cards_at_all():
    assert best_verdict([], VISIT) == verdict(None, VISIT)


def test_one_card_has_no_note():
    assert best_verdict([card()], VISIT) == verdict(card(), VISIT)


@pytest.mark.parametrize(
    ("mine", "tone", "note"),
    [
        (card(), "covered", "A warranty of Sazgar also runs until 1405/07/14."),
        (card(started_on=from_jalali(1399, 1, 1)), "refused", "A warranty of Sazgar also runs until 1405/07/14."),
        (card(state=CardState.RAW), "unknown", "A warranty of Sazgar also runs until 1405/07/14."),
    ],
)
def test_ours_comes_first_and_theirs_is_mentioned(mine, tone, note):
    for cards in ([mine, THEIRS], [THEIRS, mine]):
        given = best_verdict(cards, VISIT)
        assert (given.tone, given.card_number, noted(given)) == (tone, NUMBER, note)


def test_theirs_alone_is_told():
    assert best_verdict([THEIRS], VISIT).cause is Cause.OTHER_ISSUER
    over = card(number="SZ-1", issuer_is_ours=False, started_on=from_jalali(1399, 1, 1))
    assert best_verdict([card(), over], VISIT).note is None


def test_the_card_that_covers_wins_and_the_other_is_mentioned():
    longer = card(number="G-00000124-9", started_on=VISIT)
    given = best_verdict([card(), longer], VISIT)
    assert given.card_number == "G-00000124-9"
    assert noted(given) == "Card G-00000123-4 also covers this, until 1405/07/14."
    voided = card(number="G-00000124-9", state=CardState.VOID, voids=(void(),))
    given = best_verdict([voided, card()], VISIT)
    assert (given.tone, given.card_number) == (Tone.COVERED, NUMBER)
    assert noted(given) == "Another card of this device, G-00000124-9, is void."


def test_cards_that_differ_in_nothing_but_one_fact_still_have_an_order():
    raw, at_dealer = (card(state=state, started_on=None) for state in (CardState.RAW, CardState.AT_DEALER))
    assert best_verdict([raw, at_dealer], VISIT) == best_verdict([at_dealer, raw], VISIT)


def test_each_category_takes_its_own_best_card():
    parts_only = card(terms=terms(months={Category.PARTS: 24}))
    labour_only = card(number="G-00000124-9", terms=terms(months={Category.LABOUR: 24}))
    given = best_summary([parts_only, labour_only], VISIT)
    assert [answer.card_number for answer in given[:2]] == [NUMBER, "G-00000124-9"]
    assert [answer.covered for answer in given] == [True, True, False, False]


@pytest.mark.parametrize(
    ("record", "fields"),
    [
        (void(), []),
        (void(VoidScope.PARTS), []),
        (void(VoidScope.VISIT), []),
        (void(reasons=(), sentence=" "), ["reasons", "sentence"]),
        (void(VoidScope.PARTS, part_groups=()), ["part_groups"]),
        (void(VoidScope.VISIT, order_number=""), ["order_number"]),
        (void(on=VISIT + ONE_DAY), ["on"]),
    ],
)
def test_what_a_void_needs(record, fields):
    assert [problem.field for problem in warranty.void_problems(record, VISIT)] == fields
    without = warranty.void_problems(record, VISIT, has_evidence=False)
    assert "evidence" in [problem.field for problem in without]


@pytest.mark.parametrize(
    ("titles", "of"),
    [
        (warranty.CARD_STATE_TITLES, CardState),
        (warranty.CATEGORY_TITLES, Category),
        (warranty.EVIDENCE_TITLES, StartEvidence),
        (warranty.START_BASIS_TITLES, StartBasis),
        (warranty.TONE_TITLES, Tone),
        (warranty.VOID_REASON_TITLES, VoidReason),
        (warranty.VOID_SCOPE_TITLES, VoidScope),
    ],
)
def test_everything_has_a_title(titles, of):
    assert set(titles) == set(of)
    assert len(set(titles.values())) == len(titles)


def test_a_term_beyond_the_calendar_range_still_has_an_end():
    given = verdict(
        card(terms=terms(months={Category.PARTS: 240}), started_on=from_jalali(1428, 10, 11)), date(2055, 1, 1)
    )
    assert given.tone is Tone.COVERED
    assert given.ends_on == from_jalali(1448, 10, 10)


def claim(number: str, *parts: str) -> PastClaim:
    return PastClaim(number, parts)


@pytest.mark.parametrize(
    ("visits", "order", "tone"),
    [
        ((), "", "covered"),
        (("1", "2"), "2", "covered"),
        (("1", "2"), "3", "refused"),
        (("1", "2", "3"), "2", "refused"),
    ],
)
def test_so_many_visits_are_covered_and_no_more(visits, order, tone):
    limited = card(terms=terms(max_claims=2), claims=tuple(map(claim, visits)))
    given = verdict(limited, VISIT, order_number=order)
    assert given.tone == tone
    if tone == "refused":
        assert given.cause is Cause.CLAIMS_USED_UP
        assert said(given) == "This warranty covers 2 visits, and all were used."


@pytest.mark.parametrize(("code", "order", "tone"), [
    ("MB-1", "9", "refused"), ("MB-1", "2", "covered"), ("MB-2", "9", "covered"), ("", "9", "covered"),
])  # fmt: skip
def test_the_same_part_is_covered_so_often_and_no_more(code, order, tone):
    limited = card(terms=terms(max_same_part=2), claims=(claim("1", "MB-1", "MB-2"), claim("2", "MB-1")))
    given = verdict(limited, VISIT, order_number=order, part_code=code)
    assert given.tone == tone
    if tone == "refused":
        assert said(given) == "This warranty covers part MB-1 2 times, and all were used."


def test_without_limits_nothing_is_counted():
    assert verdict(card(claims=tuple(claim(str(n), "MB-1") for n in range(50))), VISIT, part_code="MB-1").covered


def test_a_warranty_that_ended_says_so_before_its_limits():
    limited = card(terms=terms(max_claims=1), claims=(claim("1"),))
    assert verdict(limited, PARTS_END + ONE_DAY, order_number="2").cause is Cause.ENDED


def test_a_limit_that_is_none_leaves_the_stored_terms_as_they_were():
    assert "max" not in terms().to_json()
    limited = terms(max_claims=3, max_same_part=1)
    assert TermsSnapshot.from_json(limited.to_json()) == limited
