# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain

from ..account.key_account_handover_work import OpenWork


class KeyAccountHandover(models.Model):
    # A family of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.handover"

    @api.model
    def _handover_models(self):
        """Visits that are planned or proposed (TEAM-1)."""
        return super()._handover_models() | {
            "key.account.visit": OpenWork(
                "move_visits",
                "key_account_id",
                Domain("state", "in", ("proposed", "planned")),
                ("user_id",),
                "planned_at",
            )
        }
