# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain

from ..account.key_account_handover_work import OpenWork


class KeyAccountHandover(models.Model):
    # A family of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.handover"

    @api.model
    def _handover_models(self):
        """What the giver noted to do in weekly reviews (TEAM-1, TEAM-4)."""
        return super()._handover_models() | {
            "key.account.weekly.action": OpenWork(
                "move_visits",
                "account_id",
                Domain("state", "=", "open"),
                ("user_id",),
                "deadline_due_at",
            )
        }
