"""CASE-1: a Chinese name is found by its initials and by its pinyin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kas_lib import chinese_name

NAMES = st.text(st.characters(codec="utf-8"), max_size=20)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("王芳", {"wf", "wangfang"}),
        # The usual reading is that of the words: chóng, not zhòng.
        ("重庆银行", {"cqyh", "chongqingyinhang"}),
        # A surname is read otherwise than the word.
        ("单田芳", {"dtf", "dantianfang", "stf", "shantianfang"}),
        ("曾国藩", {"zgf", "zengguofan", "cgf"}),
        ("仇英", {"qy", "qiuying"}),
        # Full-width letters and digits count as what they are.
        ("金牛Ｈｏｔｅｌ３号", {"jnhh", "jinniuhotel3hao"}),
        ("Jinniu 金牛", {"jjn", "jinniujinniu"}),
    ],
)
def test_a_name_is_found_by(name, words):
    assert words <= set(chinese_name.key(name).split())


@pytest.mark.parametrize("name", ["", "Wang Fang", "Жанна", "한국", "12 34", "  "])
def test_other_scripts_are_found_by_their_letters_already(name):
    assert chinese_name.key(name) == ""


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("wf", "wf"),
        ("WF", "wf"),
        ("ｗｆ", "wf"),
        ("wang fang", "wangfang"),
        ("xi'an", "xian"),
        ("jnh3", "jnh3"),
        ("w", ""),
        ("王f", ""),
        ("135", ""),
        ("a%b", ""),
        ("", ""),
    ],
)
def test_what_is_typed_may_be_pinyin(text, letters):
    assert chinese_name.typed(text) == letters


@given(NAMES)
def test_a_key_is_found_again_by_each_of_its_words(name):
    key = chinese_name.key(name)
    assert key == "" or (key[0] == key[-1] == " " and key.isascii())
    for word in key.split():
        assert f" {word}" in key
        assert word == word.lower()


@given(NAMES)
def test_a_key_is_no_longer_than_it_must(name):
    assert len(chinese_name.key(name).split()) <= 2 * chinese_name.READINGS


@given(NAMES)
def test_typed_letters_hold_no_wildcard(name):
    assert not set(chinese_name.typed(name)) & set("%_\\")
