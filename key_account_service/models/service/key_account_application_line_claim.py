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

    claim = fields.Char(compute="_compute_claim", store=True)

    _claimed_once = models.UniqueIndex(
        "(claim) WHERE claim IS NOT NULL",
        "Somebody has just submitted the same for this customer. Wait for the "
        "decision, or ask its author to withdraw it.",
    )

    @api.depends(
        "application_id.state",
        "application_id.kind",
        "application_id.partner_id",
        "application_id.key_account_id",
        "product_id",
        "service_id",
    )
    def _compute_claim(self):
        for line in self:
            claim = line._claimed()
            same = line.application_id.line_ids.filtered(
                lambda other, claim=claim: claim and other._claimed() == claim
            )
            # One application may ask for the same more than once.
            line.claim = claim if line == same.sorted("id")[:1] else False

    def _claimed(self):
        """What this line asks for while it is under way, in one word."""
        application = self.application_id
        if application.state not in UNDER_WAY:
            return False
        if application.kind in ABOUT_RUNNING:
            return self.service_id and f"service {self.service_id.id}"
        customer = application.key_account_id or application.partner_id
        return f"{customer.id} product {self.product_id.id}"


class KeyAccountApplication(models.Model):
    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.application"  # pylint: disable=consider-merging-classes-inherited

    def _submit(self):
        result = super()._submit()
        # Now, so that whoever comes second is told so and not somebody later.
        self.sudo().line_ids.flush_recordset(["claim"])
        return result
