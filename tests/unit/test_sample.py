"""CASE-7: a random sample that anybody can draw again from its seed."""

from collections import Counter, defaultdict
from math import ceil

from hypothesis import given
from hypothesis import strategies as st

from kas_lib.sample import Candidate, callers, draw, quota

SEEDS = st.text("0123456789abcdef", min_size=1, max_size=16)
SHARES = st.floats(0, 100)
CASES = st.lists(
    st.builds(
        Candidate,
        number=st.integers(1, 10**6),
        stratum=st.sampled_from(["1/1", "1/2", "2/1", "/0"]),
        customer=st.integers(-20, 20),
    ),
    max_size=60,
    unique_by=lambda case: case.number,
)


def by_stratum(cases):
    strata = defaultdict(list)
    for case in cases:
        strata[case.stratum].append(case)
    return strata


@given(CASES, SHARES, SEEDS)
def test_only_cases_that_were_there_and_each_once(cases, share, seed):
    drawn = draw(cases, share, seed)
    assert len(drawn) == len(set(drawn))
    assert set(drawn) <= {case.number for case in cases}


@given(CASES, SHARES, SEEDS)
def test_no_customer_twice(cases, share, seed):
    customer = {case.number: case.customer for case in cases}
    asked = Counter(customer[number] for number in draw(cases, share, seed))
    assert not asked or max(asked.values()) == 1


@given(CASES, SHARES, SEEDS)
def test_no_stratum_gives_more_than_its_share(cases, share, seed):
    drawn = set(draw(cases, share, seed))
    for members in by_stratum(cases).values():
        taken = [case for case in members if case.number in drawn]
        assert len(taken) <= quota(len(members), share)


@given(CASES, st.floats(0.01, 100), SEEDS)
def test_a_stratum_is_left_out_only_for_want_of_customers(cases, share, seed):
    drawn = set(draw(cases, share, seed))
    asked = {case.customer for case in cases if case.number in drawn}
    for members in by_stratum(cases).values():
        taken = [case for case in members if case.number in drawn]
        if len(taken) < quota(len(members), share):
            assert {case.customer for case in members} <= asked


@given(CASES, SHARES, SEEDS, st.randoms())
def test_the_order_of_the_cases_does_not_matter(cases, share, seed, random):
    mixed = list(cases)
    random.shuffle(mixed)
    assert draw(mixed, share, seed) == draw(cases, share, seed)


@given(CASES, SEEDS)
def test_everything_and_nothing(cases, seed):
    assert draw(cases, 0, seed) == []
    customers = {case.customer for case in cases}
    assert len(draw(cases, 100, seed)) == len(customers)


def test_another_seed_is_another_sample():
    cases = [Candidate(number, "1/1", number) for number in range(1000)]
    samples = {tuple(draw(cases, 1, str(seed))) for seed in range(50)}
    assert len(samples) == 50


def test_the_draw_is_fixed_for_ever():
    """Samples that were drawn years ago have to come out the same."""
    cases = [Candidate(number, "1/1", number) for number in range(1, 21)]
    assert draw(cases, 15, "seed") == [7, 16, 18]


def test_each_case_is_drawn_about_as_often_as_any_other():
    cases = [Candidate(number, "1/1", number) for number in range(10)]
    hits = Counter(n for seed in range(2000) for n in draw(cases, 10, str(seed)))
    assert len(hits) == 10
    assert all(140 < count < 260 for count in hits.values()), hits


@given(st.integers(0, 10**5), SHARES)
def test_the_quota_is_rounded_up(size, share):
    wanted = quota(size, share)
    assert 0 <= wanted <= size
    assert wanted >= size * share / 100 - 1e-6
    assert wanted <= ceil(size * share / 100)


PEOPLE = st.lists(st.integers(1, 8), unique=True)
BARRED = st.dictionaries(st.integers(1, 30), st.sets(st.integers(1, 8)))


@given(st.lists(st.integers(1, 30), unique=True), PEOPLE, BARRED, SEEDS)
def test_whoever_calls_is_independent(drawn, people, barred, seed):
    chosen = callers(drawn, people, barred, seed)
    for number, person in chosen.items():
        assert number in drawn and person in people
        assert person not in barred.get(number, ())
    for number in set(drawn) - chosen.keys():
        assert set(people) <= barred.get(number, set())


@given(st.lists(st.integers(1, 30), unique=True), PEOPLE, SEEDS)
def test_the_calls_are_shared_evenly(drawn, people, seed):
    load = Counter(callers(drawn, people, {}, seed).values())
    if people:
        loads = [load[person] for person in people]
        assert max(loads) - min(loads) <= 1
        assert sum(loads) == len(drawn)


@given(st.lists(st.integers(1, 30), unique=True), PEOPLE, BARRED, SEEDS)
def test_the_callers_come_out_the_same_again(drawn, people, barred, seed):
    first = callers(drawn, people, barred, seed)
    assert callers(drawn, people[::-1], barred, seed) == first
