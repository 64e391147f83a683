"""Names of copies."""

from hypothesis import given
from hypothesis import strategies as st

from kas_lib.numbering import next_name, stem


def test_the_first_free_number_is_taken():
    assert next_name("Gold", set()) == "Gold (2)"
    assert next_name("Gold", {"Gold", "Gold (2)"}) == "Gold (3)"
    assert next_name("金卡", {"金卡 (3)"}) == "金卡 (2)"


def test_the_copy_of_a_copy_counts_on():
    assert next_name("Gold (2)", {"Gold", "Gold (2)"}) == "Gold (3)"
    assert stem("Gold (12)") == "Gold"


def test_other_brackets_are_part_of_the_name():
    for name in ("Gold (new)", "(2)", " (2)", "Gold(2)", "Gold (2) ", ""):
        assert stem(name) == (name if name != " (2)" else " (2)")


@given(st.text(min_size=1), st.integers(1, 30))
def test_however_often_it_is_copied_no_two_are_alike(name, times):
    names = {name}
    for _ in range(times):
        copy = next_name(name, names)
        assert copy not in names
        names.add(copy)
    assert all(stem(copy) == stem(name) for copy in names)
