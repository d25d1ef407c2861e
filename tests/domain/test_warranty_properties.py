"""What holds for every card and every day: the verdict is a function of facts and never of chance."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from hypothesis import event, given, settings
from hypothesis import strategies as st

from aftersales_desktop.domain.warranty import (
    Category,
    Cause,
    StartEvidence,
    Tone,
    best_summary,
    best_verdict,
    evidence_verdict,
    summary,
    verdict,
)
from aftersales_desktop.i18n import Words, message_from_json, message_to_json
from tests.domain.warranty_samples import CATEGORIES, DAYS, GROUPS, ORDERS, any_terms, card, cards, voids

ENGLISH = Words("en")

thorough = settings(max_examples=300)


@thorough
@given(cards, DAYS, CATEGORIES, GROUPS, ORDERS)
def test_every_question_has_one_whole_answer(facts, as_of, category, group, order):
    answer = verdict(facts, as_of, category, group, order)
    event(answer.cause)
    assert answer == verdict(facts, as_of, category, group, order)
    assert answer.covered is (answer.tone is Tone.COVERED) is (answer.cause is Cause.RUNNING)
    sentence = ENGLISH.say(answer.reason)
    assert sentence.endswith(".")
    assert "{" not in sentence
    assert message_from_json(message_to_json(answer.reason)) == answer.reason


@thorough
@given(cards, DAYS, CATEGORIES, GROUPS, ORDERS)
def test_days_left_and_the_end_agree(facts, as_of, category, group, order):
    answer = verdict(facts, as_of, category, group, order)
    if answer.days_left is not None:
        assert answer.days_left == (answer.ends_on - as_of).days >= 0
        assert answer.tone in {Tone.COVERED, Tone.DOUBTFUL}
    if answer.covered:
        assert answer.days_left is not None
        assert facts.issuer_is_ours
        assert facts.evidence not in {StartEvidence.STATEMENT, StartEvidence.ESTIMATE}
    if answer.cause is Cause.ENDED:
        assert answer.ends_on < as_of


@thorough
@given(cards, CATEGORIES, GROUPS, ORDERS, st.lists(DAYS, min_size=2, max_size=12, unique=True))
def test_cover_never_comes_back_as_time_goes_on(facts, category, group, order, days):
    answers = [verdict(facts, day, category, group, order) for day in sorted(days)]
    covered = [answer.covered for answer in answers]
    if True in covered:
        after = covered[covered.index(True) :]
        assert after == sorted(after, reverse=True)
    refused = [answer.tone is Tone.REFUSED for answer in answers]
    assert refused == sorted(refused)
    left = [answer.days_left for answer in answers if answer.covered]
    assert all(earlier > later for earlier, later in pairwise(left))


@thorough
@given(cards, CATEGORIES, GROUPS, ORDERS, DAYS)
def test_a_card_is_over_the_day_after_its_end_and_not_before(facts, category, group, order, as_of):
    answer = verdict(facts, as_of, category, group, order)
    if answer.covered:
        undisturbed = replace(facts, voids=(), replaced_on=None)
        if verdict(undisturbed, as_of, category, group, order).covered:
            assert verdict(undisturbed, answer.ends_on, category, group, order).days_left == 0
            over = verdict(undisturbed, answer.ends_on + timedelta(days=1), category, group, order)
            assert over.cause is Cause.ENDED


@thorough
@given(cards, voids, DAYS, CATEGORIES, GROUPS, ORDERS)
def test_a_void_never_adds_cover(facts, void, as_of, category, group, order):
    before = verdict(facts, as_of, category, group, order)
    after = verdict(replace(facts, voids=(*facts.voids, void)), as_of, category, group, order)
    state_tells_already = before.cause is Cause.VOID_DEVICE
    if not state_tells_already:
        assert not (after.covered and not before.covered)
        assert after == before or after.tone is Tone.REFUSED


@thorough
@given(cards, DAYS, CATEGORIES, ORDERS)
def test_a_void_of_the_device_reaches_every_part_of_it(facts, as_of, category, order):
    for group in ("", "باتری", "پنل"):
        answer = verdict(facts, as_of, category, group, order)
        if answer.cause is Cause.VOID_DEVICE:
            assert {each.covered for each in summary(facts, as_of, "برد", order)} == {False}


@thorough
@given(cards, DAYS, GROUPS, ORDERS, st.sampled_from(Category), st.integers(0, 36), st.none() | DAYS)
def test_categories_do_not_touch_each_other(facts, as_of, group, order, changed, months, end):
    ends = {category: day for category, day in facts.ends.items() if category is not changed}
    terms = facts.terms and replace(facts.terms, months={**facts.terms.months, changed: months})
    other = replace(facts, terms=terms, ends=ends | ({changed: end} if end else {}))
    if facts.terms is None and bool(facts.ends) is not bool(other.ends):
        return
    for before, after in zip(summary(facts, as_of, group, order), summary(other, as_of, group, order), strict=True):
        if before.category is not changed:
            assert before == after


@thorough
@given(cards, DAYS, CATEGORIES, GROUPS, GROUPS, ORDERS)
def test_a_part_group_can_only_narrow(facts, as_of, category, group, other, order):
    whole = verdict(facts, as_of, category, "", order)
    for each in (group, other):
        answer = verdict(facts, as_of, category, each, order)
        assert answer == whole or answer.cause in {Cause.GROUP_EXCLUDED, Cause.VOID_PARTS}


@thorough
@given(st.lists(cards, max_size=4), DAYS, CATEGORIES, GROUPS, ORDERS, st.randoms(use_true_random=False))
def test_the_order_of_cards_makes_no_difference(several, as_of, category, group, order, chance):
    answer = best_verdict(several, as_of, category, group, order)
    shuffled = several.copy()
    chance.shuffle(shuffled)
    assert best_verdict(shuffled, as_of, category, group, order) == answer
    assert best_verdict(several + several[:1], as_of, category, group, order).tone is answer.tone
    assert best_summary(iter(shuffled), as_of, group, order)[list(Category).index(category)] == answer


@thorough
@given(st.lists(cards, min_size=1, max_size=4), DAYS, CATEGORIES, GROUPS, ORDERS)
def test_the_best_card_is_one_of_them_and_ours_before_theirs(several, as_of, category, group, order):
    answer = best_verdict(several, as_of, category, group, order)
    single = [verdict(facts, as_of, category, group, order) for facts in several]
    assert replace(answer, note=None) in single
    assert answer.covered is any(each.covered for each in single)
    if any(facts.issuer_is_ours for facts in several):
        assert answer.cause is not Cause.OTHER_ISSUER


@thorough
@given(st.none() | DAYS, st.none() | any_terms, DAYS, CATEGORIES, GROUPS)
def test_a_purchase_date_alone_never_covers(purchased, terms, as_of, category, group):
    answer = evidence_verdict(purchased, terms, as_of, category, group)
    assert not answer.covered
    assert answer.tone is not Tone.COVERED
    assert ENGLISH.say(answer.reason).endswith(".")


@thorough
@given(DAYS, DAYS, st.integers(1, 36))
def test_a_later_start_never_ends_cover_earlier(one, other, months):
    terms = replace(card().terms, months={Category.PARTS: months})
    earlier, later = (card(terms=terms, started_on=day) for day in sorted((one, other)))
    assert verdict(earlier, one).ends_on <= verdict(later, one).ends_on
