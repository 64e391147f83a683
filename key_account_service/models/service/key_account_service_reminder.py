# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

from ...lib.service_term import reached


class KeyAccountServiceReminder(models.Model):
    """A step of telling the customer that a service ends, in good time (APP-5).

    Shipped and editable. Who was told when is a ``key.account.service.notice``.
    """

    _name = "key.account.service.reminder"
    _inherit = "key.account.reach.mixin"
    _description = "Reminder of the End of a Service"
    _order = "days_before desc, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", help="Empty: the step holds in every company."
    )
    days_before = fields.Integer(
        string="Days Before the End",
        required=True,
        default=30,
        help="Customers are told so many days before the last day of the service.",
    )
    tier_ids = fields.Many2many(
        "key.account.tier", string="Tiers", help="Empty: every customer."
    )
    channel = fields.Selection(
        [
            ("preferred", "As the customer prefers"),
            ("email", "E-mail"),
            ("sms", "SMS"),
            ("call", "Call by the account manager"),
        ],
        required=True,
        default="preferred",
        help="Where the customer cannot or does not want to be reached by it, another "
        "way is taken; in the end the account manager calls.",
    )

    _days_sane = models.Constraint(
        "CHECK (days_before BETWEEN 0 AND 365)",
        "Customers are reminded 0 to 365 days before the end.",
    )

    @api.model
    def _expiring_until(self, today):
        """The last day on which a service ends that counts as expiring on a day."""
        # What a step says is no secret, and the same for everybody.
        first = self.sudo().search([], limit=1)
        return fields.Date.add(today, days=first.days_before or 30)

    @api.model
    def _of_company(self, company):
        """The steps that hold in a company."""
        return self.search(Domain("company_id", "in", (company.id, False)))

    def _reached(self, tier, days_left):
        """The step that has come for a customer of a tier, if any."""
        steps = self.filtered(lambda s: not s.tier_ids or tier in s.tier_ids)
        days = reached(steps.mapped("days_before"), days_left)
        return steps.filtered(lambda step: step.days_before == days)[:1]
