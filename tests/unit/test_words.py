"""CASE-6: the words by which Chinese and other texts are found."""

import doctest

from hypothesis import given
from hypothesis import strategies as st

from kas_lib import words

texts = st.text(
    st.one_of(st.sampled_from("光缆中断客户'\\&|!:* aB３node-"), st.characters())
)


def test_examples_in_docstrings():
    result = doctest.testmod(words)
    assert result.attempted and not result.failed


@given(texts)
def test_no_sign_that_means_something_to_the_database(text):
    for token in words.tokens(text):
        assert token.isalnum() and token
    for query in (words.search_query(text), words.like_query(text)):
        assert query.count("'") % 2 == 0
        inner = query.split("'")[1::2]
        assert all(word.isalnum() for word in inner)


@given(texts, texts, texts)
def test_a_part_is_found_in_the_whole(before, text, after):
    """Whatever was typed in a row of Chinese is found where it stands."""
    whole = set(words.tokens(f"{before} {text} {after}"))
    for part in words.search_query(text).split(" & "):
        word = part.split("'")[1] if part else ""
        assert not word or word in whole


def test_full_width_and_capitals():
    assert words.tokens("ＮＯＤＥ３") == words.tokens("node3") == ["node3"]


def test_one_sign():
    assert words.search_query("断") == "'断'"


def test_what_stands_everywhere_says_nothing():
    assert words.like_query("客户 the 没有 of") == ""


def test_a_long_text_asks_for_so_many_words_at_most():
    text = "".join(chr(0x4E00 + i) for i in range(500))
    assert words.like_query(text).count("|") == 59
