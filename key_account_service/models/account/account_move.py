# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class AccountMove(models.Model):
    """What a customer still owes, found among all that was ever invoiced (FILE-7)."""

    _inherit = "account.move"

    _key_account_unpaid_idx = models.Index(
        "(partner_id, invoice_date_due)"
        " WHERE state = 'posted' AND payment_state IN ('not_paid', 'partial')"
    )
