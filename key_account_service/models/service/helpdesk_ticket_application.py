# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..case.res_partner import STAFF


class HelpdeskTicket(models.Model):
    """A complaint that came of an opening names the application (APP-2, CASE-1)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    application_id = fields.Many2one(
        "key.account.application",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups=STAFF,
        help="The opening with which the customer is not satisfied.",
    )

    @api.model
    def _case_facts(self):
        return super()._case_facts() | {"application_id"}

    def action_view_application(self):
        """Open the application with which the customer is not satisfied.

        :raises AccessError: for whoever may not read it
        """
        self.ensure_one()
        self.check_access("read")
        self.application_id.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "key.account.application",
            "res_id": self.application_id.id,
            "views": [(False, "form")],
        }
