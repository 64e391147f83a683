# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

from ..account.res_partner_page import SERVICE
from .key_account_application import EDITABLE, IN_WORK

OPEN = (*EDITABLE, "submitted", *IN_WORK)


class ResPartner(models.Model):
    """Applications of a key account on its page (FILE-10, APP-1)."""

    # A family of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.partner"

    key_account_application_count = fields.Integer(
        string="Applications",
        compute="_compute_key_account_applications",
        groups=SERVICE,
        help="VIP service applications that are not finished.",
    )
    key_account_application_ids = fields.Many2many(
        "key.account.application",
        string="Applications Under Way",
        compute="_compute_key_account_applications",
        groups=SERVICE,
    )

    @api.depends_context("uid")
    @api.depends("key_account_id")
    def _compute_key_account_applications(self):
        still_open = Domain("state", "in", OPEN)
        model = "key.account.application"
        counts = dict(self._key_account_figures(model, still_open))
        first = self._key_account_first(model, still_open, "deadline_due_at, id")
        for partner in self:
            account_id = partner.key_account_id._origin.id
            partner.key_account_application_count = counts.get(account_id, 0)
            partner.key_account_application_ids = first.get(account_id)

    def action_view_key_account_applications(self):
        """Open the applications of the account, those under way first."""
        action = self._key_account_action(
            "key_account_service.key_account_application_action",
            {"search_default_open": 1},
        )
        action["context"]["default_partner_id"] = self.id
        return action
