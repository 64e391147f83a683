# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

#: Workers meet within seconds.
CLAIM_KEPT = timedelta(days=1)
#: So many are deleted at a time.
BATCH_SIZE = 10_000


class KeyAccountMailReference(models.Model):
    """Which mail belongs to which case: its number, and those it refers to (CASE-1).

    So an answer finds its case also if the mail it answers comes later, or never.
    One row a number; rows of the mail itself also count how many a sender sent.
    """

    _name = "key.account.mail.reference"
    _description = "Number of a Mail"
    _log_access = False
    _rec_name = "message_id"

    message_id = fields.Char(string="Number of the Mail", required=True, readonly=True)
    ticket_id = fields.Many2one(
        "helpdesk.ticket", string="Case", ondelete="cascade", index="btree_not_null"
    )
    sender = fields.Char(readonly=True)
    is_own = fields.Boolean(
        string="Number of the Mail Itself",
        readonly=True,
        help="Not of one to which it refers.",
    )
    received_at = fields.Datetime(string="Received", readonly=True)
    is_claim = fields.Boolean(
        string="Taken In Once",
        readonly=True,
        help="By it two workers that take in the same mail at once notice each other.",
    )

    _message_idx = models.Index("(message_id)")
    _sender_idx = models.Index("(sender, received_at) WHERE is_own")
    _claim_unique = models.UniqueIndex("(message_id) WHERE is_claim")

    @api.model
    def _claim(self, number):
        """Take in a message alone: who else does so at the same moment starts over.

        A lock alone would not do: whoever waited for it still saw the database as it
        was before, without the case of the other one.

        :param number: of the message, different from all others
        :raises SerializationFailure: if another worker took in the same one since
            this transaction began; what came of it is found when it is tried again
        """
        # Waits for whoever holds the row; that a conflict is likely is no error.
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO key_account_mail_reference
                            (message_id, received_at, is_claim)
                     VALUES (%s, %s, TRUE)
                ON CONFLICT (message_id) WHERE is_claim
                  DO UPDATE SET received_at = EXCLUDED.received_at
                """,
                number,
                fields.Datetime.now(),
            ),
            log_exceptions=False,
        )

    @api.autovacuum
    def _gc_claims(self):
        old = fields.Datetime.now() - CLAIM_KEPT
        claims = self.sudo().search(
            [("is_claim", "=", True), ("received_at", "<", old)], limit=BATCH_SIZE
        )
        claims.unlink()
        return len(claims), len(claims) == BATCH_SIZE

    @api.model
    def _note(self, letter, case=None):
        """Put a mail on record, with the case that it belongs to if there is one."""
        values = {
            "ticket_id": case.id if case else False,
            "received_at": fields.Datetime.now(),
        }
        own = {
            **values,
            "message_id": letter.number,
            "sender": letter.sender,
            "is_own": True,
        }
        others = letter.references if case else []
        return self.create(
            [own] + [{**values, "message_id": n} for n in others if n != letter.number]
        )

    @api.model
    def _case_of(self, letter):
        """The case to which the mail, or one that it refers to, belongs."""
        numbers = [letter.number, *letter.references]
        domain = [("message_id", "in", numbers), ("ticket_id", "!=", False)]
        return self.search(domain, order="id", limit=1).ticket_id

    @api.model
    def _count_since(self, sender, minutes):
        """How many mails came from an address in the last ``minutes``."""
        since = fields.Datetime.now() - timedelta(minutes=minutes)
        return self.search_count(
            [
                ("sender", "=", sender),
                ("is_own", "=", True),
                ("received_at", ">", since),
            ]
        )

    @api.model
    def _open_case_of(self, sender, company):
        """The newest open case to which a sender wrote."""
        domain = [
            ("sender", "=", sender),
            ("is_own", "=", True),
            ("ticket_id.closed", "=", False),
            ("ticket_id.company_id", "=", company.id),
        ]
        return self.search(domain, order="id desc", limit=1).ticket_id
