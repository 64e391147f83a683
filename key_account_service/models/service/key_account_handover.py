# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain

from ..account.key_account_handover_work import OpenWork
from .key_account_application import EDITABLE, IN_WORK


class KeyAccountHandover(models.Model):
    # A family of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.handover"

    @api.model
    def _handover_models(self):
        """Applications that are not finished go with their account (TEAM-1)."""
        return super()._handover_models() | {
            "key.account.application": OpenWork(
                "move_cases",
                "key_account_id",
                Domain("state", "in", (*EDITABLE, "withdrawn", "submitted", *IN_WORK)),
                ("applicant_id",),
                "deadline_due_at",
            )
        }
