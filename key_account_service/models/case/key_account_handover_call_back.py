# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain

from ..account.key_account_handover_work import OpenWork
from .key_account_call_back import OPEN


class KeyAccountHandover(models.Model):
    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.handover"

    @api.model
    def _handover_models(self):
        """Call-backs that are to be made; those of a sample stay with their caller."""
        return super()._handover_models() | {
            "key.account.call.back": OpenWork(
                "move_cases",
                "key_account_id",
                Domain("state", "in", OPEN)
                & Domain("released_at", "=", False)
                & Domain("kind", "!=", "sample"),
                ("user_id",),
                "deadline_due_at",
            )
        }
