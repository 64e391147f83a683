# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class KeyAccountApplicationReport(models.TransientModel):
    """How an opening went, for the head of the department (APP-2)."""

    _name = "key.account.application.report"
    _inherit = "key.account.dialog.mixin"
    _description = "Report on an Opening"

    application_id = fields.Many2one(
        "key.account.application", required=True, readonly=True
    )
    text = fields.Text(
        string="Report",
        compute="_compute_text",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="Result, the customer's reaction, what is left to do.",
    )

    @api.depends("application_id")
    def _compute_text(self):
        """What is on record; for those who may open the application only."""
        for form in self.with_user(self.env.user):
            application = form.application_id
            if not form.text and application and application.may_open:
                form.text = application._report_draft()
            else:
                form.text = form.text or False

    def action_report(self):
        """Put the report on record and tell the head.

        :raises AccessError: for whoever neither serves nor leads the account
        """
        self._once()
        self.application_id.with_env(self.env)._report_opening(self.text)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
