# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class KeyAccountContactHistory(models.TransientModel):
    """Of which customer and period the contacts are printed (FILE-6)."""

    _name = "key.account.contact.history"
    _inherit = "key.account.period.mixin"
    _description = "Contact History of a Customer"

    # What an account is, is known to all staff; a contact shows its account.
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        domain=[("key_account_id", "!=", False)],
    )
    person_id = fields.Many2one(
        "res.partner",
        string="Only With",
        compute="_compute_person_id",
        store=True,
        readonly=False,
        precompute=True,
        help="Empty: everybody of the customer.",
    )
    date_from = fields.Date(
        default=lambda self: fields.Date.context_today(self) - relativedelta(years=1)
    )
    date_to = fields.Date(default=lambda self: fields.Date.context_today(self))
    with_content = fields.Boolean(
        string="With What Was Said",
        default=True,
        help="Print content, needs and handling, not only when and with whom.",
    )

    @api.depends("partner_id")
    def _compute_person_id(self):
        """The history of a contact of an account starts with that contact."""
        for form in self:
            contact = form.partner_id
            form.person_id = contact != contact.key_account_id and contact

    def action_print(self):
        """Print the history.

        :raises UserError: for a customer who is no key account, or if it would be too
            long
        """
        self.ensure_one()
        self.check_access("read")
        if not self.partner_id.key_account_id:
            raise UserError(
                self.env._(
                    "%(customer)s is no key account. Choose a key account, or a "
                    "contact of one.",
                    customer=self.partner_id.display_name,
                )
            )
        self._lines()
        return self._print("key_account_service.action_report_contact_history")

    def _lines(self):
        """Contacts that the user may read, the newest first."""
        history = self.partner_id.key_account_id._key_account_history(*self._span())
        if self.person_id:
            history = [line for line in history if self.person_id in line["people"]]
        self._check_size(len(history))
        return sorted(history, key=lambda line: line["at"], reverse=True)
