"""CASE-3: what the headers of a mail prove, and what they do not."""

from email import message_from_string, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kas_lib.mail_signs import (
    case_numbers,
    first_writer,
    is_automatic,
    is_forward,
    is_vouched,
)

SERVER, DOMAIN = "mx.branch.example", "kas.test"


def mail(*headers):
    return message_from_string(
        "\r\n".join(["From: Wang <wang@hotel.example>", *headers, "", "Hello"]),
        policy=policy.SMTP,
    )


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: auto-replied",
        "AUTO-SUBMITTED: auto-generated; x=y",
        "Precedence: Bulk",
        "X-Autoreply: yes",
        "Return-Path: <>",
        "Content-Type: multipart/report; boundary=x",
    ],
)
def test_a_machine_says_so(header):
    assert is_automatic(mail(header))


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: no",
        "Precedence: first-class",
        "Return-Path: <wang@hotel.example>",
        "List-Unsubscribe: <mailto:x@y.example>",
        "Subject: Out of office TV broken",
        "Subject: 自动回复机坏了",
    ],
)
def test_a_person_is_not_taken_for_a_machine(header):
    assert not is_automatic(mail(header))


def test_a_subject_counts_with_another_sign():
    assert is_automatic(mail("Subject: Automatic reply: x", "List-Id: y"))
    assert is_automatic(mail("Subject: 自动回复：休假", "Feedback-ID: y"))


@pytest.mark.parametrize(
    "result",
    [
        f"{SERVER}; dmarc=pass (p=none) header.from=kas.test",
        f"{SERVER} 1; spf=fail smtp.mailfrom=x@y; dkim=pass header.d=KAS.test",
        f"{SERVER}; dkim=pass header.i=@kas.test",
        f"{SERVER}; spf=pass smtp.mailfrom=officer@kas.test",
    ],
)
def test_our_server_vouches(result):
    assert is_vouched(mail(f"Authentication-Results: {result}"), SERVER, DOMAIN)


@pytest.mark.parametrize(
    "result",
    [
        "mx.evil.example; dmarc=pass header.from=kas.test",
        f"{SERVER}.evil.example; dmarc=pass header.from=kas.test",
        f"x {SERVER}; dmarc=pass",
        f"(; {SERVER}; dmarc=pass) evil; dmarc=fail",
        f"{SERVER}; dmarc=fail header.from=kas.test",
        f"{SERVER}; dmarc=pass header.from=kas.test.evil.example",
        f"{SERVER}; dkim=pass header.d=evil.example",
        f"{SERVER}; dkim=pass header.i=@evil.example",
        f"{SERVER}; spf=pass smtp.mailfrom=officer@evil.example",
        f"{SERVER}; spf=neutral smtp.mailfrom=officer@kas.test",
        f"{SERVER}; none",
        "",
    ],
)
def test_nobody_vouches(result):
    assert not is_vouched(mail(f"Authentication-Results: {result}"), SERVER, DOMAIN)


def test_only_the_topmost_result_of_our_server_counts():
    forged = f"Authentication-Results: {SERVER}; dmarc=pass header.from=kas.test"
    real = f"Authentication-Results: {SERVER}; dmarc=fail header.from=kas.test"
    assert not is_vouched(mail(real, forged), SERVER, DOMAIN)
    assert not is_vouched(mail(forged), "", DOMAIN)


@given(st.text(max_size=200))
def test_any_text_and_subject_is_read(text):
    first_writer(text)
    case_numbers(text)
    is_forward(text)


@given(st.integers(1, 10**9))
def test_the_number_of_a_case_is_found(number):
    name = f"HT{number:05d}"
    for subject in (name, f"Re: [{name}] x", f"答复：【{name}】", f"x({name.lower()})"):
        assert case_numbers(subject) == [name]


def test_what_is_part_of_a_word_is_no_number():
    assert case_numbers("ABCDEFHT00012 HT00012x") == []
