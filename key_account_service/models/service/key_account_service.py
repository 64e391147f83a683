# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain


class KeyAccountService(models.Model):
    """A service that a customer has from us, and from when to when (FILE-5).

    What was opened, paid or free, and its period. A part of the account file: whoever
    may read that reads it. Days are those of the reader's time zone.
    """

    _name = "key.account.service"
    _inherit = "key.account.file.part.mixin"
    _description = "Service of a Customer"
    _order = "file_id, date_from desc, id desc"

    name = fields.Char(string="Service", required=True, help="Such as a channel pack.")
    is_paid = fields.Boolean(
        string="Paid", default=True, help="Untick it for a free service or a trial."
    )
    date_from = fields.Date(
        string="Opened On", required=True, default=fields.Date.context_today
    )
    date_until = fields.Date(
        string="Ends On", help="The last day of the service; empty: until cancelled."
    )
    note = fields.Char()
    product_id = fields.Many2one(
        "product.product",
        ondelete="restrict",
        index="btree_not_null",
        domain=[("key_account_service_ok", "=", True)],
        help="Empty: a service that is on no list.",
    )
    is_trial = fields.Boolean(string="Free Trial", readonly=True, copy=False)
    application_line_ids = fields.One2many(
        "key.account.application.line", "service_id", string="Applications"
    )
    state = fields.Selection(
        [("coming", "Not open yet"), ("open", "In service"), ("ended", "Ended")],
        compute="_compute_state",
        search="_search_state",
    )

    _period_sane = models.Constraint(
        "CHECK (date_until >= date_from)",
        "A service cannot end before it was opened. Correct its days.",
    )

    @api.depends("date_from", "date_until")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for service in self:
            if service.date_from and service.date_from > today:
                service.state = "coming"
            elif service.date_until and service.date_until < today:
                service.state = "ended"
            else:
                service.state = "open"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        coming = Domain("date_from", ">", today)
        ended = Domain("date_until", "<", today)
        states = {"coming": coming, "ended": ended, "open": ~(coming | ended)}
        return Domain.OR(states[one] for one in value if one in states)


class KeyAccountFile(models.Model):
    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.file"  # pylint: disable=consider-merging-classes-inherited

    service_ids = fields.One2many("key.account.service", "file_id", string="Services")
