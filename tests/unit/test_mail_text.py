"""CASE-1: texts and headers of mails that keep to no standard."""

from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kas_lib.letter import Letter
from kas_lib.mail_text import mend_texts, mended_headers, one_line, readable

CHARSETS = [
    "gb18030",
    "gbk",
    "gb2312",
    "big5",
    "utf-8",
    "utf-16",
    "us-ascii",
    "x-no",
    "",
]
CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2)


@given(st.binary(max_size=300), st.sampled_from(CHARSETS))
def test_whatever_comes_is_text_that_a_database_takes(payload, charset):
    text = readable(payload, charset)
    assert "\x00" not in text
    text.encode("utf-8")


@given(CHINESE, st.sampled_from(["gb18030", "gbk", "gb2312", "x-gbk", "cp936"]))
def test_chinese_of_the_mainland_whatever_name_it_bears(text, claimed):
    assert readable(text.encode("gb18030"), claimed) == text


@given(CHINESE)
def test_what_claims_nothing_and_is_utf_8(text):
    assert readable(text.encode(), None) == text
    assert readable(text.encode(), "x-unknown") == text


@given(st.binary(max_size=400))
def test_headers_of_rubbish_can_be_read_and_the_rest_is_untouched(raw):
    mended = mended_headers(raw)
    for end in (b"\n\n", b"\r\n\r\n"):
        if end in raw and end not in raw[: raw.index(end)]:
            break
    Letter(raw)
    message_from_bytes(mended, policy=policy.SMTP)


@given(CHINESE, st.sampled_from(["utf-8", "gb18030"]))
def test_a_subject_as_it_is(text, charset):
    raw = b"Subject: " + text.encode(charset) + b"\r\nTo: x@y.example\r\n\r\nbody"
    message = message_from_bytes(mended_headers(raw), policy=policy.SMTP)
    assert message["To"] == "x@y.example"
    if charset == "utf-8":
        assert message["Subject"].replace(" ", "") == text.replace(" ", "")


@given(st.binary(max_size=200), st.sampled_from(CHARSETS))
def test_each_text_can_be_read_after_mending(payload, charset):
    head = f'Content-Type: text/plain; charset="{charset}"\r\n\r\n'.encode()
    message = message_from_bytes(head + payload, policy=policy.SMTP)
    mend_texts(message)
    assert isinstance(message.get_content(), str)


@given(st.text(max_size=300), st.integers(2, 60))
def test_one_line_is_one_line(text, limit):
    line = one_line(text, limit)
    assert len(line) <= limit
    assert len(line.splitlines()) <= 1


@pytest.mark.parametrize("sender", ["", "<>", "Wang <wang@x.example", "a@b@c", "王芳"])
def test_a_sender_that_is_none_does_not_stop_anything(sender):
    found = Letter(f"From: {sender}\r\nTo: x@y.example\r\n\r\nHello".encode())
    assert isinstance(found.sender, str)
    assert found.recipients == ["x@y.example"]
    assert found.number.startswith("<")


def test_a_mail_without_a_number_gets_the_same_each_time():
    raw = b"From: a@b.example\r\nTo: x@y.example\r\n\r\nHello"
    assert Letter(raw).number == Letter(raw).number
    assert Letter(raw).number != Letter(raw + b"!").number


def test_references_of_programs_that_leave_out_the_space():
    raw = b"References: <a@x><b@x>\r\n <c@x>\r\nIn-Reply-To: <d@x>\r\n\r\nHello"
    assert Letter(raw).references == ["<a@x>", "<b@x>", "<c@x>", "<d@x>"]
