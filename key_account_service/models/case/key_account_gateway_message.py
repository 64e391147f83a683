# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import email_normalize, plaintext2html

from ...lib import telephone
from ...lib.mail_text import one_line

#: Letters that are kept: of a text, and of everything else.
LONGEST, LONGEST_FACT = 10_000, 200
#: Words of a text that make the title of a case.
FIRST_WORDS = 60


class KeyAccountGatewayMessage(models.Model):
    """A message that came in by a gateway, and what became of it (CASE-1).

    Facts of the gateway: nobody writes them by hand. Times are UTC.
    """

    _name = "key.account.gateway.message"
    _inherit = "key.account.received.mixin"
    _description = "Message Received"
    _order = "id desc"
    _rec_name = "sender"

    gateway_id = fields.Many2one(
        "key.account.gateway", required=True, readonly=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="gateway_id.company_id", store=True)
    received_at = fields.Datetime(
        string="Received", required=True, readonly=True, default=fields.Datetime.now
    )
    sender = fields.Char(required=True, readonly=True)
    sender_sign = fields.Char(
        string="Sender without Punctuation", readonly=True, index="btree_not_null"
    )
    sender_name = fields.Char(readonly=True)
    number = fields.Char(
        string="Number of the Message", readonly=True, help="As the provider gave it."
    )
    text = fields.Text(readonly=True)
    state = fields.Selection(
        [
            ("waiting", "To be looked at"),
            ("new", "Began a case"),
            ("joined", "Joined a case"),
            ("ignored", "Ignored"),
        ],
        required=True,
        readonly=True,
        default="waiting",
    )

    _number_uniq = models.UniqueIndex("(gateway_id, number) WHERE number IS NOT NULL")
    _received_idx = models.Index("(gateway_id, received_at)")

    # ------------------------------------------------------------------
    # Coming in
    # ------------------------------------------------------------------

    @api.model
    def _take_in(self, gateway, sender, text, number="", name="", person=None):
        """Take in a message: it joins a case, begins one, or waits for a person.

        Called with all rights by whoever has the address of the gateway.

        :param sender: telephone number or e-mail address as it came
        :param number: of the message; one that was here before changes nothing
        :param person: the contact who is logged in, if one is
        :return: the message, also if it was here before
        """
        number = one_line(number, LONGEST_FACT) or False
        sign = self._sign(sender, gateway.company_id)
        self._alone(gateway, number, sign)
        known = self._known(gateway, number)
        if known:
            return known
        message = self.create(
            {
                "gateway_id": gateway.id,
                "sender": one_line(sender, LONGEST_FACT) or "?",
                "sender_sign": sign,
                "sender_name": one_line(name, LONGEST_FACT),
                "number": number,
                "text": text.replace("\x00", "").strip()[:LONGEST],
            }
        )
        message._find_place(person or message._person())
        return message

    @api.model
    def _alone(self, gateway, number, sign):
        """Of two calls at once the second starts over, and finds what the first made.

        Those are calls with one number, or of one sender, whose case is one.
        """
        for name, value in (("number", number), ("sender", sign)):
            if value:
                claimed = f"gateway-{gateway.id}-{name}-{value}"
                self.env["key.account.mail.reference"]._claim(claimed)

    @api.model
    def _known(self, gateway, number):
        if not number:
            return self.browse()
        domain = [("gateway_id", "=", gateway.id), ("number", "=", number)]
        return self.search(domain, limit=1)

    @api.model
    def _sign(self, sender, company):
        """A sender as it is compared: an address, or the digits one dials."""
        email = email_normalize(sender or "")
        if email:
            return email
        digits = telephone.dialled(sender or "", company.country_id.phone_code)
        return min(digits, key=len, default=False)

    def _person(self):
        """The contact of a key account with this number or address, if it is clear.

        What a page says of its writer nobody has looked at: a person decides.
        """
        contacts = self.env["res.partner"]
        if not self.sender_sign or self.gateway_id.kind == "page":
            return contacts
        if "@" in self.sender_sign:
            return contacts._find_by_address(self.sender_sign, self.company_id)
        return contacts._find_by_phone(self.sender_sign, self.company_id)

    def _find_place(self, person):
        """Into the open case of the person, into a new one, or to whoever decides."""
        case = self._open_case(person)
        if case:
            self._join(case, person)
        elif self._is_flooding():
            self._tell_desk()
        else:
            self._begin(person)

    def _open_case(self, person):
        """The newest open case of the contact, or to which the sender wrote before."""
        if person:
            domain = [
                ("partner_id", "=", person.id),
                ("closed", "=", False),
                ("company_id", "=", self.company_id.id),
            ]
            return self.env["helpdesk.ticket"].search(domain, order="id desc", limit=1)
        if self.gateway_id.kind == "page" or not self.sender_sign:
            return self.env["helpdesk.ticket"]
        domain = [
            ("sender_sign", "=", self.sender_sign),
            ("gateway_id", "=", self.gateway_id.id),
            ("ticket_id.closed", "=", False),
        ]
        return self.search(domain, limit=1).ticket_id

    def _is_flooding(self):
        """Whether more comes in than people write."""
        gateway = self.gateway_id
        since = fields.Datetime.now() - timedelta(minutes=gateway.minutes)
        domain = [("gateway_id", "=", gateway.id), ("received_at", ">", since)]
        sent = [*domain, ("sender_sign", "=", self.sender_sign)]
        many = gateway.most and self.search_count(sent) > gateway.most
        together = gateway.most_together
        return many or (together and self.search_count(domain) > together)

    def _tell_desk(self):
        """Let somebody look: once a gateway, until all is decided. No content."""
        waiting = [("gateway_id", "=", self.gateway_id.id), ("state", "=", "waiting")]
        if self.search_count([*waiting, ("id", "!=", self.id)], limit=1):
            return
        desk = self.gateway_id.team_id.user_id or self.company_id.key_account_head_id
        if desk:
            self.env["mail.thread"].with_user(SUPERUSER_ID).message_notify(
                partner_ids=desk.partner_id.ids,
                subject=self.env._("Messages wait for a decision"),
                body=self.env._(
                    "Many messages came by “%(gateway)s” in a short time. Look at the "
                    "messages received and decide which become cases.",
                    gateway=self.gateway_id.name,
                ),
            )

    # ------------------------------------------------------------------
    # What becomes of it
    # ------------------------------------------------------------------

    def _join(self, case, person):
        """What the customer writes is read on the case, and is no answer of ours."""
        speaking = case.with_user(SUPERUSER_ID).with_context(
            mail_post_autofollow_author_skip=True
        )
        speaking.message_post(
            body=plaintext2html(self._words()),
            author_id=person.id or False,
            email_from=person.email_formatted or self.sender_name or self.sender,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.write({"state": "joined", "ticket_id": case.id})

    def _begin(self, person):
        cases = self.env["helpdesk.ticket"].with_user(SUPERUSER_ID)
        case = cases.create(self._case_values(person))
        if not person:
            case._propose_person(
                self.sender_name or "", email_normalize(self.sender) or "", False
            )
        self.write({"state": "new", "ticket_id": case.id})

    def _case_values(self, person):
        text = self.text or self.env._("The message has no text.")
        return {
            "name": one_line(text, FIRST_WORDS),
            "description": plaintext2html(self._words()),
            "company_id": self.company_id.id,
            "team_id": self.gateway_id.team_id.id,
            "channel_id": self.gateway_id.channel_id.id,
            "partner_id": person.id,
            "partner_name": person.name or self.sender_name or self.sender,
            "partner_email": person.email or email_normalize(self.sender) or False,
            "received_at": self.received_at,
            # Not of the robot that takes in messages: who has time takes it.
            "user_id": False,
        }

    def _words(self):
        """The text, and where it came from."""
        text = self.text or self.env._("The message has no text.")
        way = self.gateway_id.channel_id.name
        return f"{text}\n\n{way}: {self.sender}"

    # ------------------------------------------------------------------
    # A person decides
    # ------------------------------------------------------------------

    def action_make_case(self):
        """Make the case, as received when the message came.

        :raises UserError: if somebody has decided already
        """
        self.ensure_one()
        self._check_may_decide()
        message = self.sudo()
        person = message._person()
        case = message._open_case(person)
        if case:
            message._join(case, person)
        else:
            message._begin(person)
        message._decided(message.state)
        return self.action_open_case()
