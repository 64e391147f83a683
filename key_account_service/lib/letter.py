"""A mail on its way in: as it came, and what was found out about it."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from email import policy
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses, parseaddr

from .mail_text import mended_headers

RECIPIENTS = ("Delivered-To", "To", "Cc", "Resent-To", "Resent-Cc")
#: Newer references stand last; more than these make a search slow and find no more.
MAX_REFERENCES = 32
#: Letters of a Message-Id; no index takes one of thousands.
MAX_NUMBER = 500


@dataclass(eq=False)
class Letter:
    """One mail; the same object all the way, so that nothing is found out twice.

    :param raw: the mail with headers that can be read, see ``mended_headers``
    :param trusted: whether it came by way of the mail gateway, not of some user
    :param received_at: moment (UTC) of receipt, if that was earlier than now
    """

    raw: bytes
    trusted: bool = True
    #: A person decided that it is a case, whatever the headers say.
    forced: bool = False
    received_at: datetime | None = None
    #: Whether a machine wrote it; whether too many came from its sender.
    automatic: bool = False
    flooding: bool = False
    #: The users of staff that the sender claims to be, and whether that was checked.
    staff: object = None
    vouched: bool = False
    #: Whether what became of it is on record already.
    done: bool = False
    too_large: list = field(default_factory=list)
    subject: str = ""
    headers: Message = field(init=False)

    def __post_init__(self):
        self.raw = mended_headers(self.raw)
        self.headers = BytesHeaderParser(policy=policy.compat32).parsebytes(self.raw)
        written = str(self.headers.get("Message-Id", "")).strip()
        # Of two copies without a number the second is known by its content.
        number = _bounded(written) if written else _made_up(self.raw)
        if number != written:
            self.raw = b"Message-Id: %s\r\n%s" % (number.encode(), self.raw)
            del self.headers["Message-Id"]
            self.headers["Message-Id"] = number

    @property
    def number(self) -> str:
        """The Message-Id."""
        return str(self.headers["Message-Id"]).strip()

    @property
    def sender(self) -> str:
        """Address of the sender in small letters; empty if there is none."""
        return parseaddr(str(self.headers.get("From", "")))[1].strip().lower()

    @property
    def domain(self) -> str:
        return self.sender.rpartition("@")[2]

    @property
    def recipients(self) -> list[str]:
        """Addresses in small letters, in the order in which they are written."""
        values = [str(v) for n in RECIPIENTS for v in self.headers.get_all(n, [])]
        found = (address.strip().lower() for _name, address in getaddresses(values))
        return list(dict.fromkeys(address for address in found if "@" in address))

    @property
    def references(self) -> list[str]:
        """Numbers of the mails to which this one belongs, the nearest last."""
        values = [str(self.headers.get(n, "")) for n in ("References", "In-Reply-To")]
        words = " ".join(values).replace("><", "> <").split()
        numbers = (_bounded(word) for word in words if word.startswith("<"))
        return list(dict.fromkeys(numbers))[-MAX_REFERENCES:]

    @property
    def answered(self) -> str:
        """Number of the mail that this one answers directly; empty if none."""
        return _bounded(str(self.headers.get("In-Reply-To", "")).strip())


def _bounded(number):
    """The number of a mail, or the same shorter one for each that is too long."""
    return (
        number
        if len(number) <= MAX_NUMBER
        else _made_up(number.encode("utf-8", "replace"))
    )


def _made_up(what):
    return f"<{hashlib.sha256(what).hexdigest()[:32]}@numbered.invalid>"
