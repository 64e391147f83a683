# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class KeyAccountPauseReason(models.Model):
    """A reason for which the clock of a case may stand still (CASE-4)."""

    _name = "key.account.pause.reason"
    _description = "Pause Reason"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    customer_text = fields.Char(
        string="Words for the Customer",
        translate=True,
        help="What the customer reads after “On hold”. Empty: only that we wait.",
    )

    _name_uniq = models.Constraint("UNIQUE (name)", "This reason exists already.")

    @api.model
    def _customer_text_of(self, note):
        """Words for the customer of a pause that the ledger noted by its name.

        The ledger keeps the name in the language of the company; one that is unknown
        by now is told to nobody.
        """
        speaking = self.with_context(
            lang=self.env.company.partner_id.lang, active_test=False
        )
        reason = speaking.search([("name", "=", note)], limit=1) if note else self
        return reason.with_env(self.env).customer_text or ""
