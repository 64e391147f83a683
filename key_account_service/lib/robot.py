"""What chat robots want to be told, and what they answer. Plain data, no network."""

import base64
import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote_plus

#: Bytes of UTF-8 that a robot takes in one message, by its documentation.
LIMITS = {
    ("wecom", "markdown"): 4096,
    ("wecom", "text"): 2048,
    ("dingtalk", "markdown"): 20000,
    ("dingtalk", "text"): 20000,
}


class Row(NamedTuple):
    """A deadline of which a chat is told: never content of the work (SEC-3)."""

    number: str
    promise: str
    due: str
    due_at: str
    missed: bool
    url: str


def payload(
    robot: str, markup: str, subject: str, rows: Sequence[Row], more: str = "… +%d"
) -> dict:
    """The JSON body that ``robot`` understands.

    :param robot: ``json`` (everything, for a program), ``wecom`` or ``dingtalk``
    :param markup: ``markdown`` or ``text``; what does not fit into a message is counted
    :param more: last line for rows that do not fit; ``%d`` stands for their number
    """
    if robot == "json":
        return {"subject": subject, "deadlines": [row._asdict() for row in rows]}
    text = _fit(robot, markup, subject, rows, more)
    if markup == "text":
        return {"msgtype": "text", "text": {"content": text}}
    if robot == "dingtalk":
        return {"msgtype": "markdown", "markdown": {"title": subject, "text": text}}
    return {"msgtype": "markdown", "markdown": {"content": text}}


def _fit(robot, markup, subject, rows, more):
    """The text of a message, shortened to what the robot takes."""
    line = _markdown_line if markup == "markdown" else _text_line
    head = f"**{_plain(subject)}**" if markup == "markdown" else subject
    lines = [line(row) for row in rows]
    for count in range(len(lines), -1, -1):
        left = len(lines) - count
        parts = [head, *lines[:count], *([more % left] if left else [])]
        # A single line feed is no new line in DingTalk's markdown.
        text = ("\n\n" if markup == "markdown" else "\n").join(parts)
        if len(text.encode()) <= LIMITS[robot, markup]:
            return text
    return head[:200]


def _markdown_line(row):
    sign = "✖" if row.missed else "▲"
    return f"{sign} [{_plain(row.number)}]({row.url}) {_plain(row.promise)}, {row.due}"


def _text_line(row):
    return (
        f"{'✖' if row.missed else '▲'} {row.number} {row.promise}, {row.due} {row.url}"
    )


def _plain(text):
    """Without the characters that would open a link or an element of markdown."""
    return "".join(" " if letter in "[]<>*`\n\r" else letter for letter in text)


def signed(url: str, secret: str, now: datetime) -> str:
    """The address with DingTalk's time stamp and signature.

    :param now: aware moment; DingTalk refuses one that is more than an hour off

    >>> from datetime import UTC
    >>> url = signed("https://x/send?a=1", "SEC0", datetime(2026, 3, 2, tzinfo=UTC))
    >>> url.rpartition("%")[0]
    'https://x/send?a=1&timestamp=1772409600000&sign=KLbqhesmZu2NREqGtFgPJmhib2RJXqBX92n9JrbDgyc'
    """
    stamp = round(now.timestamp() * 1000)
    digest = hmac.new(
        secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256
    ).digest()
    sign = quote_plus(base64.b64encode(digest))
    return f"{url}{'&' if '?' in url else '?'}timestamp={stamp}&sign={sign}"


def refusal(robot: str, body: bytes) -> str | None:
    """Why the robot did not take the message although its server said OK.

    Robots answer ``{"errcode": 0, "errmsg": "ok"}``; anything else is a refusal. A
    program behind a plain webhook may answer what it likes.

    >>> refusal("wecom", b'{"errcode": 93000, "errmsg": "invalid webhook url"}')
    '93000 invalid webhook url'
    >>> refusal("wecom", b'{"errcode": 0, "errmsg": "ok"}')
    >>> refusal("wecom", b'<html>')
    '<html>'
    """
    if robot == "json":
        return None
    try:
        answer = json.loads(body)
        code = answer["errcode"]
    except (ValueError, TypeError, KeyError):
        return body[:100].decode(errors="replace") or "—"
    if code == 0:
        return None
    return f"{code} {answer.get('errmsg', '')}".strip()[:300]
