# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from .key_account_application_check import UNDER_WAY
from .key_account_application_terms import ABOUT_RUNNING


class KeyAccountApplicationLine(models.Model):
    """The same is under way once for a customer, whoever submits first (APP-1).

    Of two who submit in the same second neither sees the other's application, so that
    the database itself decides: by what a line claims, from submitting until it is
    opened.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.application.line"  # pylint: disable=consider-merging-classes-inherited

    claim = fields.Char(
        readonly=True,
        copy=False,
        help="What is asked for and for whom, while nobody else may ask for the same.",
    )

    _claimed_once = models.UniqueIndex(
        "(claim) WHERE claim IS NOT NULL",
        "Somebody has just submitted the same for this customer. Wait for the "
        "decision, or ask its author to withdraw it.",
    )

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {"claim"}

    def _take_claims(self):
        """Once for each thing: an application may ask for the same in two lines."""
        claims = {line._claimed(): line for line in self.sorted("id", reverse=True)}
        for claim, line in claims.items():
            line.claim = claim
        # Now, so that whoever comes second is told so and not somebody later.
        self.flush_recordset(["claim"])

    def _claimed(self):
        """What this line asks for, and for whom, in one word."""
        application = self.application_id
        if application.kind in ABOUT_RUNNING:
            return f"service {self.service_id.id}"
        customer = application.key_account_id or application.partner_id
        return f"{customer.id} product {self.product_id.id}"


class KeyAccountApplication(models.Model):
    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.application"  # pylint: disable=consider-merging-classes-inherited

    def _submit(self):
        result = super()._submit()
        self.sudo().line_ids._take_claims()
        return result

    def write(self, vals):
        result = super().write(vals)
        if "state" in vals and vals["state"] not in UNDER_WAY:
            self.sudo().line_ids.filtered("claim").claim = False
        return result
