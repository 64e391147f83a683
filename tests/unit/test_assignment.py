"""TEAM-6: loads are levelled, and the same question has the same answer."""

from hypothesis import given
from hypothesis import strategies as st

from kas_lib.assignment import Choice, Item, distribute

people = st.integers(min_value=1, max_value=6)
weights = st.integers(min_value=0, max_value=40).map(lambda quarter: quarter / 4)
load_of = st.dictionaries(people, weights, max_size=6)


anybody = st.frozensets(people, max_size=6)


@st.composite
def items(draw, candidates=anybody):
    drawn = draw(st.lists(st.tuples(weights, candidates), max_size=20))
    return [Item(number, *values) for number, values in enumerate(drawn)]


def final_loads(chosen, loads, pieces):
    result = dict(loads)
    for piece in pieces:
        if chosen[piece.id]:
            one = chosen[piece.id].candidate
            result[one] = result.get(one, 0) + piece.weight
    return result


def test_who_has_the_least_to_do_takes_it():
    chosen = distribute([Item(7, 2.0, frozenset({1, 2}))], {1: 3.0, 2: 1.0})
    assert chosen == {7: Choice(2, 1.0, 3.0)}


def test_among_equals_the_lower_id():
    assert distribute([Item(7, 2.0, frozenset({5, 4}))], {})[7].candidate == 4


def test_nobody_can_take_it():
    assert distribute([Item(7, 2.0, frozenset())], {}) == {7: None}


@given(items(), load_of)
def test_everything_goes_to_one_who_may_take_it(pieces, loads):
    chosen = distribute(pieces, loads)
    assert chosen.keys() == {piece.id for piece in pieces}
    for piece in pieces:
        if piece.candidates:
            assert chosen[piece.id].candidate in piece.candidates
        else:
            assert chosen[piece.id] is None


@given(items(), load_of, st.randoms())
def test_the_order_of_the_question_does_not_matter(pieces, loads, random):
    mixed = random.sample(pieces, len(pieces))
    assert distribute(mixed, loads) == distribute(pieces, loads)


@given(items(), load_of)
def test_the_loads_told_are_those_that_come_about(pieces, loads):
    chosen = distribute(pieces, loads)
    for one, load in final_loads(chosen, loads, pieces).items():
        told = [choice.after for choice in chosen.values() if choice]
        mine = [c.after for c in chosen.values() if c and c.candidate == one]
        assert not mine or max(mine) == load, told


@given(items(), load_of)
def test_nobody_gets_more_while_another_who_may_has_less(pieces, loads):
    """Taking away the last piece that somebody got leaves nobody else below."""
    chosen = distribute(pieces, loads)
    final = final_loads(chosen, loads, pieces)
    for piece in pieces:
        choice = chosen[piece.id]
        for other in piece.candidates:
            assert choice.before <= final.get(other, 0)


@given(items(st.just(frozenset({1, 2, 3}))))
def test_from_nothing_loads_differ_by_one_piece_at_most(pieces):
    final = final_loads(distribute(pieces, {}), {1: 0, 2: 0, 3: 0}, pieces)
    heaviest = max((piece.weight for piece in pieces), default=0)
    assert max(final.values()) - min(final.values()) <= heaviest


@given(items(), load_of)
def test_the_question_is_left_alone(pieces, loads):
    before = dict(loads)
    distribute(pieces, loads)
    assert loads == before
