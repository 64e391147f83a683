# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain

from ..account.key_account_handover_work import OpenWork


class KeyAccountHandover(models.Model):
    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.handover"

    @api.model
    def _handover_models(self):
        """What was promised on visits and is not kept yet goes with them (TEAM-1)."""
        return super()._handover_models() | {
            "key.account.visit.promise": OpenWork(
                "move_visits",
                "key_account_id",
                Domain("state", "=", "open"),
                ("user_id",),
                "deadline_due_at",
            )
        }
