# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain

from ..account.key_account_handover_work import OpenWork


class KeyAccountHandover(models.Model):
    _inherit = "key.account.handover"

    @api.model
    def _handover_models(self):
        """Open cases; who answers for their deadlines follows (TEAM-1, TEAM-2)."""
        return super()._handover_models() | {
            "helpdesk.ticket": OpenWork(
                "move_cases",
                "key_account_id",
                Domain("closed", "=", False),
                ("key_account_manager_id", "user_id", "first_contact_user_id"),
                "deadline_due_at",
            )
        }
