# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from .key_account_case_link_mixin import CASE


class KeyAccountCaseOpenMixin(models.AbstractModel):
    """A record with a button to its case, the one in ``ticket_id`` (SEC-3)."""

    _name = "key.account.case.open.mixin"
    _description = "Opens Its Case"

    def action_open_case(self):
        """Open the case, for those who may read it.

        :raises AccessError: for everybody else
        """
        self.ensure_one()
        self.check_access("read")
        self.ticket_id.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": CASE,
            "res_id": self.ticket_id.id,
            "views": [(False, "form")],
        }
