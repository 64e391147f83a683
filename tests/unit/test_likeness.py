"""CASE-1, CASE-2: what two texts have in common, and which words one of them holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kas_lib.likeness import found, keywords, likeness, plain

TEXT = st.text(max_size=40)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("No picture in 40 rooms", "no picture, 40 rooms!"),
        ("No picture in room 12", "Still no picture in room 12"),
        ("客房无信号", "客房没有信号"),
        ("四十间客房没有信号", "40间客房没有信号"),
        ("电视黑屏", "电视 黑屏"),
        ("ＴＶ黑屏", "TV黑屏"),
    ],
)
def test_the_same_matter_in_other_words(one, other):
    assert likeness(one, other) >= 0.4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("No picture in 40 rooms", "The invoice is wrong"),
        ("客房无信号", "发票多收费"),
        ("电视黑屏", "申请新装宽带"),
        ("", ""),
        ("!", "?"),
        ("a", "b"),
    ],
)
def test_another_matter(one, other):
    assert likeness(one, other) < 0.3


@given(TEXT, TEXT)
def test_it_is_a_share_and_has_no_order(one, other):
    share = likeness(one, other)
    assert 0 <= share <= 1
    assert share == likeness(other, one)


@given(TEXT)
def test_a_text_is_like_itself_if_it_says_anything(text):
    assert likeness(text, text) == (1 if plain(text) else 0)


def test_words_are_listed_by_commas_of_either_script():
    text = "press,  lawyer；起诉、 媒体\n\n press ,, "
    assert keywords(text) == ["press", "lawyer", "起诉", "媒体"]


@pytest.mark.parametrize(
    ("word", "text", "stands"),
    [
        ("sue", "They sued us", True),
        ("sue", "A tissue of lies", False),
        ("SUE", "sue", True),
        ("起诉", "客户称将起诉我司", True),
        ("起诉", "客户称将投诉我司", False),
        ("whole building", "The WHOLE  building is dark", True),
        ("12315", "他说要打12315", True),
        ("12315", "他说要打 12315", True),
    ],
)
def test_a_word_stands_in_a_text(word, text, stands):
    assert found([word], text) == ([word] if stands else [])


@given(st.lists(TEXT), TEXT)
def test_only_listed_words_are_found_in_their_order(words, text):
    answer = found([word for word in words if plain(word)], text)
    rest = iter(words)
    assert all(word in rest for word in answer)


@given(TEXT.filter(lambda text: keywords(text)))
def test_every_listed_word_is_found_in_the_list_itself(text):
    assert found(keywords(text), text) == keywords(text)
