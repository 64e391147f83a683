"""CASE-6: what names a customer is taken out, also as people write it in Chinese."""

import doctest
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kas_lib import redact
from kas_lib.redact import MARKS

NAMES = ["王芳", "欧阳建国", "Hans Keller", "成都金牛大酒店有限公司", "天府集团"]
NUMBERS = ["8100-0001-2233"]
ADDRESSES = ["一环路北三段1号"]


def clean(text):
    return redact.redact(text, NAMES, NUMBERS, ADDRESSES)


def test_examples_in_docstrings():
    result = doctest.testmod(redact)
    assert result.attempted and not result.failed


@pytest.mark.parametrize(
    "secret",
    [
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "+86 13800138000",
        "+86-138-0013-8000",
        "１３８００１３８０００",
        "138\u200b00138000",
        "028-61237654",
        "（028）61237654",
        "028 6123 7654",
        "028-61237654转201",
        "400-820-8820",
        "61237654",
        "510104198001010014",
        "51010419800101001X",
        "510104 19800101 0014",
        "wang.fang@hotel.example",
        "ｗａｎｇ＠hotel.example",
        "6222 0212 3456 7890 123",
        "8100-0001-2233",
        "810000012233",
        "8100 0001 2233",
        "SC81000001A",
        "王芳",
        "王 芳",
        "王女士",
        "王总",
        "王经理",
        "王某某",
        "李先生",
        "欧阳建国",
        "欧阳书记",
        "建国",
        "Hans Keller",
        "Mr. Keller",
        "KELLER",
        "成都金牛大酒店有限公司",
        "成都金牛大酒店",
        "天府集团",
        "成都市金牛区一环路北三段1号",
        "一环路北三段1号3栋2单元501室",
        "人民南路四段27号",
        "3栋2单元501室",
    ],
)
def test_taken_out_wherever_it_stands(secret):
    for text in (f"客户{secret}，来电反映", f"反映：{secret}", f"Said ({secret}) so."):
        result = clean(text)
        assert secret not in result
        rest = re.sub("|".join(map(re.escape, MARKS.values())), "", result)
        assert not re.search(r"\d{2}|[王芳欧国牛府]|eller|hotel\.|wang", rest), result


@pytest.mark.parametrize(
    "text",
    [
        "更换 12 处氧化接头，40 间房恢复信号",
        "2026-03-02 14:20 到场，15:05 恢复",
        "光功率 -23.5 dBm，频点 474 MHz",
        "费用 1,234.50 元，误收 3 个月",
        "The amplifier of building 3 had failed.",
        "线路老化，雨天渗水导致光缆中断",
    ],
)
def test_what_helps_the_reader_stays(text):
    assert clean(text) == text


def test_a_day_of_birth_goes():
    assert "1980" not in clean("客户生日1980年1月1日")
    assert "1980" not in clean("born 1980-01-01")


def test_marks_in_another_language():
    marks = {**MARKS, "phone": "【电话】"}
    assert redact.redact("请回电13800138000", marks=marks) == "请回电【电话】"


signs = st.text(
    st.sampled_from("0123456789 -王芳建国先生路号栋室@.aKeller光缆中断，0１\u200b\n")
)
mixed = st.lists(
    st.one_of(signs, st.sampled_from([*NAMES, *NUMBERS, *ADDRESSES, "13800138000"])),
    max_size=8,
).map("".join)


@given(mixed)
def test_nothing_known_and_no_long_number_is_left(text):
    result = clean(text)
    for known in (*NAMES, *ADDRESSES):
        assert known not in result
    for row in re.findall(r"\d(?:[ .-]?\d){6,}", result, re.ASCII):
        assert re.search(r"(19|20)\d\d[-.]", row), result


@given(mixed)
def test_a_second_time_changes_nothing(text):
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_any_text_is_taken(text):
    assert isinstance(clean(text), str)


@given(
    st.integers(13000000000, 19999999999).map(str),
    st.text(st.sampled_from("光缆中断，。请回电：a "), max_size=9),
    st.text(st.sampled_from("光缆中断，。请回电：a "), max_size=9),
)
def test_every_mobile_number(number, before, after):
    assert number not in clean(f"{before}{number}{after}")
