# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

#: How a customer is met; the form that logs a contact offers the same.
WAYS = [
    ("phone", "Phone"),
    ("counter", "At the counter"),
    ("on_site", "On site"),
    ("sms", "SMS"),
    ("email", "E-mail"),
    ("other", "Other"),
]
#: What a talk was for: soothe and record come first (CASE-4).
KINDS = [
    ("calmed", "Calmed"),
    ("recorded", "Recorded"),
    ("asked", "Asked"),
    ("told", "Told"),
]


class KeyAccountCaseNote(models.Model):
    """What the customer said and was told about a case, and when (CASE-4).

    One line a contact: a logged call or meeting, or a message of staff that reached the
    customer. It is written by the system when that happens and never changed by hand.
    Times are UTC.
    """

    _name = "key.account.case.note"
    _inherit = ["key.account.case.part.mixin", "key.account.proof.mixin"]
    _description = "Contact about a Case"
    _order = "at, id"
    _rec_name = "ticket_id"

    at = fields.Datetime(
        string="When", required=True, readonly=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users",
        string="By",
        required=True,
        readonly=True,
        ondelete="restrict",
        default=lambda self: self.env.uid,
    )
    kind = fields.Selection(
        KINDS, string="What Was Done", default="told", required=True, readonly=True
    )
    way = fields.Selection(WAYS, default="phone", required=True, readonly=True)
    customer_said = fields.Text(string="What the Customer Said", readonly=True)
    we_said = fields.Text(string="What We Said", readonly=True)
    is_first = fields.Boolean(string="First Answer", readonly=True)
    is_solution = fields.Boolean(string="Solution Told", readonly=True)
    message_id = fields.Many2one(
        "mail.message", readonly=True, index="btree_not_null", ondelete="set null"
    )
    key_account_id = fields.Many2one(
        related="ticket_id.key_account_id", string="Key Account", related_sudo=False
    )
