"""Mails whose senders keep to no standard, made readable. Bytes in, bytes out."""

import base64
import re
from email.header import Header
from email.message import Message

#: Names of older or foreign mail programs for what one codec reads, the widest first.
CHARSETS = {
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "chinese": "gb18030",
    "big5": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "unicode-1-1-utf-8": "utf-8",
    "default": "utf-8",
    "unknown-8bit": "utf-8",
    "x-unknown": "utf-8",
}
#: What a text may be that is not in the charset it claims, in the order of trying.
GUESSES = ("utf-8", "gb18030", "big5hkscs")
#: What a database does not take, or a line must not contain.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
SPACE = re.compile(r"\s+")
_WORD = re.compile(rb"=\?([A-Za-z0-9_\-]+)\?", re.ASCII)
_HEADERS_END = re.compile(rb"\r?\n\r?\n")
_FOREIGN = re.compile("[^\x00-\x7f]+(?: +[^\x00-\x7f]+)*")


def readable(payload: bytes, charset: str | None) -> str:
    """The text that is meant, whatever charset the sender claims.

    What no charset explains is kept with marks in place of the broken letters.

    >>> readable("电视没有信号".encode("gbk"), "utf-8")
    '电视没有信号'
    >>> readable("朱镕基".encode("gb18030"), "gb2312")
    '朱镕基'
    """
    claimed = _codec(charset)
    order = [claimed, *GUESSES] if claimed not in (None, "ascii") else GUESSES
    for codec in order:
        try:
            text = payload.decode(codec)
        except (UnicodeError, LookupError):
            continue
        return CONTROL.sub("", text.removeprefix("\ufeff"))
    return CONTROL.sub("", payload.decode("utf-8", "replace"))


def _codec(charset):
    name = (charset or "").strip("\"' ").lower()
    name = CHARSETS.get(name, name)
    if name in ("us-ascii", "ascii", ""):
        return "ascii"
    try:
        "".encode(name)
    except (LookupError, UnicodeError, ValueError):
        return None
    return name


def mended_headers(raw: bytes) -> bytes:
    """The mail with headers that a strict reader understands; the rest untouched.

    Letters written into a header as they are become encoded words, and encoded words
    say the charset that they are really in.
    """
    end = _HEADERS_END.search(raw)
    head, rest = (raw[: end.start()], raw[end.start() :]) if end else (raw, b"")
    head = head.replace(b"\x00", b"")
    head = _WORD.sub(_said_rightly, head)
    if not head.isascii():
        lines = re.split(rb"\r?\n", head)
        head = b"\r\n".join(_encoded(line) for line in lines)
    return head + rest


def _said_rightly(match):
    name = match[1].decode().lower()
    codec = _codec(name)
    if codec == name:
        return match[0]
    return b"=?%s?" % (codec or "utf-8").encode()


def _encoded(line):
    if line.isascii():
        return line
    text = readable(line, None)
    # Encoded words have no meaning between quotes.
    text = re.sub(r'"([^"]*[^\x00-\x7f][^"]*)"', r"\1", text)
    encoded = _FOREIGN.sub(lambda part: Header(part[0], "utf-8").encode("", 75), text)
    return re.sub(r"[\r\n]+", "", encoded).encode("ascii", "replace")


def mend_texts(message: Message) -> None:
    """Let each text of a mail say the charset that it is in, so that it can be read."""
    for part in message.walk():
        if part.get_content_maintype() != "text" or part.is_multipart():
            continue
        if part.get_filename():
            continue
        payload = part.get_payload(decode=True)
        if payload is None or _is_plain(payload, part.get_content_charset()):
            continue
        text = readable(payload, part.get_content_charset())
        kind = part.get_content_type()
        for name in ("Content-Type", "Content-Transfer-Encoding"):
            del part[name]
        part["Content-Type"] = f'{kind}; charset="utf-8"'
        part["Content-Transfer-Encoding"] = "base64"
        part.set_payload(base64.encodebytes(text.encode()).decode())


def _is_plain(payload, charset):
    """Whether a text is what it claims to be, without anything a database refuses."""
    if _codec(charset) not in ("ascii", "utf-8") or b"\x00" in payload:
        return False
    try:
        payload.decode("ascii" if _codec(charset) == "ascii" else "utf-8")
    except UnicodeError:
        return False
    return bool(charset)


def one_line(text: str, limit: int) -> str:
    """A text as one line of at most ``limit`` letters: nothing can be smuggled in.

    >>> one_line("Help\\r\\nBcc: all@x.example", 60)
    'Help Bcc: all@x.example'
    >>> one_line("abcdef", 4)
    'abc…'
    """
    line = SPACE.sub(" ", CONTROL.sub("", text or "")).strip()
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"
