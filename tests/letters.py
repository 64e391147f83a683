"""Real mails as bytes, as mail programs and servers send them."""

import base64

from odoo.tools import mute_logger

from common import HOUR, NOON

CUSTOMER = "wang.fang@hotel.example"
SERVER = "mx.branch.example"
VOUCHED = f"Authentication-Results: {SERVER}; dmarc=pass header.from=kas.test"
#: Odoo says at INFO what it does; what it warns of is to be seen.
QUIET = (
    "odoo.addons.mail.models.mail_thread",
    "odoo.addons.key_account_service.models.case.mail_thread",
    "odoo.addons.key_account_service.models.case.key_account_mail_aside",
)


def word(text, charset="utf-8"):
    """A header as an encoded word."""
    return f"=?{charset}?B?{base64.b64encode(text.encode(charset)).decode()}?="


def letter(
    sender=CUSTOMER,
    to="",
    subject="No picture in 40 rooms",
    body="Please help, the guests complain.",
    number="first",
    answers=None,
    extra="",
    charset="utf-8",
    kind="text/plain",
):
    """A mail of one part.

    :param answers: numbers of the mails that it refers to, the nearest last
    :param extra: further header lines
    :param body: text, or bytes as they go over the wire
    """
    lines = [
        f"Return-Path: <{sender.rpartition('<')[2].rstrip('>')}>",
        f"From: {sender}",
        f"To: {to}",
        "Date: Mon, 02 Mar 2026 11:58:00 +0000",
        "MIME-Version: 1.0",
        f'Content-Type: {kind}; charset="{charset}"',
        "Content-Transfer-Encoding: 8bit",
    ]
    if subject is not None:
        lines.append(f"Subject: {subject}")
    if number:
        lines.append(f"Message-Id: {full(number)}")
    if answers:
        lines.append(f"In-Reply-To: {full(answers[-1])}")
        lines.append("References: " + "\r\n ".join(full(name) for name in answers))
    if extra:
        lines = [line for line in lines if not _replaced(line, extra)]
        lines.append(extra)
    if isinstance(body, str):
        body = body.encode(charset)
    head = "\r\n".join(lines).encode("utf-8", "surrogateescape")
    return head + b"\r\n\r\n" + body + b"\r\n"


def _replaced(line, extra):
    name = line.partition(":")[0].lower() + ":"
    return any(row.lower().startswith(name) for row in extra.splitlines())


def full(number):
    return number if number.startswith("<") else f"<{number}@customer.example>"


def with_parts(parts, kind="mixed", **values):
    """A mail of several parts, each a string with its own headers, or bytes."""
    body = b"".join(
        b"--frontier\r\n"
        + (part if isinstance(part, bytes) else part.encode())
        + b"\r\n"
        for part in parts
    )
    plain = letter(body=body + b"--frontier--\r\n", **values)
    return plain.replace(
        b'Content-Type: text/plain; charset="utf-8"',
        f'Content-Type: multipart/{kind}; boundary="frontier"'.encode(),
    )


def text_part(text):
    return f"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}"


def file_part(name, content, kind="application/octet-stream"):
    return (
        f'Content-Type: {kind}; name="{name}"\r\n'
        f'Content-Disposition: attachment; filename="{name}"\r\n'
        "Content-Transfer-Encoding: base64\r\n\r\n"
        f"{base64.encodebytes(content).decode()}"
    )


def bounce(number, recipient, to):
    """A delivery status notification about the mail ``number``."""
    report = (
        "Content-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.hotel.example\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    )
    original = (
        "Content-Type: message/rfc822\r\n\r\n"
        f"Message-Id: {number}\r\nSubject: Re: No picture\r\n"
        f"To: {recipient}\r\n\r\nHello"
    )
    mail = with_parts(
        [text_part("Unknown user"), report, original],
        kind="report",
        sender="MAILER-DAEMON@mx.hotel.example",
        to=to,
        subject="Undelivered Mail Returned to Sender",
        number="bounce",
    )
    return mail.replace(b"boundary=", b"report-type=delivery-status; boundary=", 1)


class PostMixin:
    """The gateway of a desk, for classes of tests that have a branch."""

    def post(self, source=None, moment=NOON + HOUR, **values):
        """Feed a mail to the gateway as a mail server would; its case, or none."""
        if source is None:
            source = letter(**{"to": self.address(), **values})
        thread = self.env["mail.thread"].with_user(self.env.ref("base.user_root"))
        with self.at(moment), mute_logger(*QUIET):
            found = thread.message_process(None, source)
        self.env.invalidate_all()
        return self.env["helpdesk.ticket"].browse(found or [])

    def address(self):
        return self.desk.alias_id.display_name

    def asides(self):
        return self.env["key.account.mail.aside"].search([], order="id")

    def cases(self):
        """All cases of the desk, archived ones too."""
        cases = self.env["helpdesk.ticket"].with_context(active_test=False)
        return cases.search([("team_id", "=", self.desk.id)])

    def close(self, case, moment):
        """A case that is solved and closed at ``moment``, by whoever may."""
        with self.at(moment):
            case.case_kind = "enquiry"
            case.stage_id = self.stage("solved")
            case._note_contact(moment)
            case.stage_id = self.stage("done")
        self.assertTrue(case.closed)
