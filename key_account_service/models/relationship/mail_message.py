# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class MailMessage(models.Model):
    """What was said about visits, plans, meetings and needs is proof (VISIT-1 to 6)."""

    # A family of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "mail.message"

    @api.model
    def _proof_models(self):
        return super()._proof_models() | {
            "key.account.meeting",
            "key.account.need",
            "key.account.visit",
            "key.account.visit.plan",
            "key.account.weekly.action",
        }
