"""What a mail says about who or what wrote it. Plain data, no database."""

import re
from email.message import Message
from email.utils import parseaddr

#: Said by mail systems of what no person wrote (RFC 3834 and its forerunners).
AUTOMATIC_PRECEDENCE = {"bulk", "junk", "list", "auto_reply"}
AUTOMATIC_HEADERS = (
    "X-Auto-Response-Suppress",
    "X-Autoreply",
    "X-Autorespond",
    "X-Autoresponder",
    "X-Auto-Reply-From",
    "X-Mail-Autoreply",
)
#: Not proof by themselves: machines say them, and some people's mails do, too.
WEAK_HEADERS = (
    "X-MS-Exchange-Inbox-Rules-Loop",
    "X-MS-Exchange-Generated-Message-Source",
    "X-FC-MachineGenerated",
    "X-POST-MessageClass",
    "List-Id",
    "List-Unsubscribe",
    "Feedback-ID",
)
MACHINES = {"mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply"}
#: How machines begin a subject. People write so, too: never proof by itself.
AWAY = re.compile(
    r"^\s*((re|aw|回复|答复)\s*[:：]\s*)*"
    r"(out of (the )?office|automatic reply|auto(matic)?[- ]?(reply|response)|"
    r"autoreply|on (vacation|holiday|leave)|vacation|away from|"
    r"自动回复|自动答复|外出|休假|出差|不在办公室|假期)",
    re.IGNORECASE,
)
FORWARD = re.compile(r"^\s*((fwd?|wg|转发|轉寄)\s*[:：]|\[fwd?[:：])", re.IGNORECASE)
#: The line of a forwarded mail that says who wrote it.
WRITER = re.compile(
    r"^[\s>*_]*(?:from|von|发件人|寄件者|寄件人)\s*[*_]*\s*[:：]\s*[*_]*(?P<who>.+?)[*_\s]*$",
    re.IGNORECASE | re.MULTILINE,
)
ADDRESS = re.compile(r"[\w.+'\-]+@[\w\-]+(?:\.[\w\-]+)+")
NUMBER = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{1,5}[-/]?\d{3,12})(?![A-Za-z0-9])")


def is_automatic(message: Message) -> bool:
    """Whether a machine wrote a mail: out of office, receipt, mailing list."""
    submitted = str(message.get("Auto-Submitted", "no")).split(";")[0]
    precedence = str(message.get("Precedence", "")).strip().lower()
    return bool(
        submitted.strip().lower() != "no"
        or precedence in AUTOMATIC_PRECEDENCE
        or any(name in message for name in AUTOMATIC_HEADERS)
        or str(message.get("Return-Path", "")).strip() == "<>"
        # Receipts: “your message was displayed”.
        or message.get_content_type() == "multipart/report"
        or _says_away(message)
    )


def _says_away(message):
    """A subject like a machine's counts only together with another sign of one."""
    if not AWAY.match(str(message.get("Subject", ""))):
        return False
    local = parseaddr(str(message.get("From", "")))[1].partition("@")[0].lower()
    return local in MACHINES or any(name in message for name in WEAK_HEADERS)


def is_forward(subject: str) -> bool:
    """
    >>> is_forward("Fwd: No picture"), is_forward("转发：没有"), is_forward("Forward")
    (True, True, False)
    """
    return bool(FORWARD.match(subject or ""))


def first_writer(text: str) -> tuple[str, str]:
    """Name and address of who wrote the mail that a text forwards; empty if unknown.

    >>> first_writer("FYI\\n---\\nFrom: Wang Fang <wang@hotel.example>\\nSent: today")
    ('Wang Fang', 'wang@hotel.example')
    >>> first_writer("发件人：王芳 [mailto:wang@hotel.example]")
    ('王芳', 'wang@hotel.example')
    """
    for match in WRITER.finditer(text or ""):
        who = match["who"]
        address = ADDRESS.search(who)
        if address:
            name = who[: address.start()].replace("mailto:", "")
            return name.strip(" \t<[(\"'（"), address[0].lower()
    return "", ""


def case_numbers(subject: str) -> list[str]:
    """What in a subject may be the number of a case, in the order of reading.

    >>> case_numbers("Re: [HT00012] No picture, 答复 HT00013")
    ['HT00012', 'HT00013']
    """
    return [number.upper() for number in NUMBER.findall(subject or "")]


def is_vouched(message: Message, server: str, domain: str) -> bool:
    """Whether our own mail server vouches that a mail comes from ``domain``.

    Only the topmost result that bears the server's name counts: the server writes it
    above whatever a sender made up (RFC 8601).

    :param server: the name by which our server signs its results (authserv-id)
    """
    server, domain = server.strip().lower(), domain.lower()
    if not server or not domain:
        return False
    for value in message.get_all("Authentication-Results", []):
        result = re.sub(r"\([^()]*\)", " ", str(value)).lower()
        name, _sep, findings = result.partition(";")
        if name.split()[:1] == [server]:
            return any(_passes(f, domain) for f in findings.split(";"))
    return False


def _passes(finding, domain):
    """Whether one finding (dmarc, dkim or spf) passes for the domain of the sender."""
    words = dict(
        word.split("=", 1) for word in finding.replace("\t", " ").split() if "=" in word
    )
    if words.get("dmarc") == "pass":
        return words.get("header.from", domain) == domain
    if words.get("dkim") == "pass":
        signer = words.get("header.d") or words.get("header.i", "")
        return signer.rpartition("@")[2] == domain
    if words.get("spf") == "pass":
        return words.get("smtp.mailfrom", "").rpartition("@")[2] == domain
    return False
