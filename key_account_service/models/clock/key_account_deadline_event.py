# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

from ...lib.ledger import PROMISING, Entry


class KeyAccountDeadlineEvent(models.Model):
    """The ledger: one row a fact, never altered, from which every time follows.

    ``at`` is the moment (UTC) of the fact, ``recorded_at`` that of writing it down: a
    deadline missed at 14:20 was missed at 14:20 even if the sweep came by later.
    """

    _name = "key.account.deadline.event"
    _inherit = ["key.account.derived.access.mixin", "key.account.append.only.mixin"]
    _description = "Deadline Ledger Entry"
    _order = "id"
    _rec_name = "kind"
    _log_access = False

    deadline_id = fields.Many2one(
        "key.account.deadline",
        required=True,
        index=True,
        readonly=True,
        ondelete="restrict",
    )
    kind = fields.Selection(
        [
            ("started", "Started"),
            ("paused", "Paused"),
            ("resumed", "Resumed"),
            ("relevelled", "Promise changed"),
            ("moved", "Moved by hand"),
            ("warned", "Warned"),
            ("missed", "Missed"),
            ("escalated", "Escalated"),
            ("told", "Told at once"),
            ("acknowledged", "Acknowledged"),
            ("met", "Kept"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
    )
    at = fields.Datetime(string="When", required=True, readonly=True)
    recorded_at = fields.Datetime(
        required=True, readonly=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users",
        string="By",
        required=True,
        readonly=True,
        ondelete="restrict",
        default=lambda self: self.env.uid,
    )
    round = fields.Integer(required=True, default=1, readonly=True)
    mark = fields.Char(readonly=True)
    promise_seconds = fields.Integer(
        readonly=True, help="Length of the promise as given by this entry, in seconds."
    )
    by_hand = fields.Boolean(
        readonly=True,
        help="A pause by a person, or its end; others follow from the work.",
    )
    pause_reason_id = fields.Many2one(
        "key.account.pause.reason",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    cap_seconds = fields.Integer(
        string="Longest Hold",
        readonly=True,
        help="Seconds for which the reason may hold this deadline, all its pauses "
        "together, as it was when the pause began. 0: as long as one likes.",
    )
    note = fields.Char(readonly=True)

    def _entry(self):
        """This fact as plain arithmetic sees it."""
        given = timedelta(seconds=self.promise_seconds)
        return Entry(
            self.kind,
            self.at,
            self.mark or "",
            self.round,
            by_hand=self.by_hand,
            reason=self.pause_reason_id.id or 0,
            cap=timedelta(seconds=self.cap_seconds) if self.cap_seconds else None,
            promise=given if self.kind in PROMISING else None,
        )

    def _derived_access_domain(self):
        return Domain("deadline_id", "in", self.env["key.account.deadline"]._search([]))
