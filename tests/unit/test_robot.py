"""CASE-5: the messages that WeCom and DingTalk robots take, and what they answer."""

import base64
import doctest
import hashlib
import hmac
import json
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kas_lib import robot

ROW = robot.Row(
    "HT00001", "Solution", "3/3/26, 1:00 AM", "2026-03-02 17:00:00", True, "https://x/1"
)
texts = st.text(max_size=60)
rows = st.lists(st.builds(robot.Row, texts, texts, texts, texts, st.booleans(), texts))


def content(message):
    inner = message[message["msgtype"]]
    return inner["content"] if "content" in inner else inner["text"]


def test_examples_in_docstrings():
    result = doctest.testmod(robot)
    assert result.attempted and not result.failed


def test_wecom_markdown():
    message = robot.payload("wecom", "markdown", "2 deadlines need you", [ROW, ROW])
    assert message["msgtype"] == "markdown"
    lines = message["markdown"]["content"].split("\n\n")
    assert lines == [
        "**2 deadlines need you**",
        *["✖ [HT00001](https://x/1) Solution, 3/3/26, 1:00 AM"] * 2,
    ]


def test_wecom_text():
    message = robot.payload("wecom", "text", "Near", [ROW._replace(missed=False)])
    expected = "Near\n▲ HT00001 Solution, 3/3/26, 1:00 AM https://x/1"
    assert message == {"msgtype": "text", "text": {"content": expected}}


def test_dingtalk_markdown_has_a_title():
    message = robot.payload("dingtalk", "markdown", "Near", [ROW])
    assert message["markdown"]["title"] == "Near"
    assert "[HT00001](https://x/1)" in message["markdown"]["text"]


def test_a_program_gets_all_of_it():
    message = robot.payload("json", "markdown", "Near", [ROW] * 500)
    assert message["subject"] == "Near"
    assert len(message["deadlines"]) == 500
    assert message["deadlines"][0]["due_at"] == "2026-03-02 17:00:00"


@pytest.mark.parametrize("name", ["wecom", "dingtalk"])
@pytest.mark.parametrize("markup", ["markdown", "text"])
def test_what_does_not_fit_is_counted(name, markup):
    message = robot.payload(name, markup, "Many", [ROW] * 2000, "and %d more")
    text = content(message)
    shown = text.count("HT00001")
    assert 10 < shown < 2000
    assert text.endswith(f"and {2000 - shown} more")
    assert len(text.encode()) <= robot.LIMITS[name, markup]


@given(
    subject=st.text(max_size=3000),
    lines=rows,
    markup=st.sampled_from(["markdown", "text"]),
)
def test_no_message_is_longer_than_the_robot_takes(subject, lines, markup):
    message = robot.payload("wecom", markup, subject, lines)
    json.dumps(message)
    assert len(content(message).encode()) <= robot.LIMITS["wecom", markup]


def test_a_number_opens_no_link_of_its_own():
    row = ROW._replace(number="x](https://evil)[y\n# z")
    message = robot.payload("wecom", "markdown", "Near", [row])
    assert "](https://evil)" not in content(message)
    assert content(message).count("\n\n") == 1


def test_dingtalk_signature_as_documented():
    now = datetime(2026, 3, 2, tzinfo=UTC)
    url = robot.signed(
        "https://oapi.dingtalk.com/robot/send?access_token=t", "SECx", now
    )
    query = parse_qs(urlsplit(url).query)
    stamp = query["timestamp"][0]
    expected = hmac.new(b"SECx", f"{stamp}\nSECx".encode(), hashlib.sha256).digest()
    assert stamp == "1772409600000"
    assert base64.b64decode(query["sign"][0]) == expected
    assert query["access_token"] == ["t"]


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"\xff\xfe", b'{"ok": true}', b'{"errcode": "x"}']
)
def test_an_answer_that_is_no_yes_is_a_refusal(body):
    assert robot.refusal("dingtalk", body)
    assert robot.refusal("json", body) is None


@given(st.binary(max_size=200))
def test_no_answer_breaks_the_reader(body):
    robot.refusal("wecom", body)
