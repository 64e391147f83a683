# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class FsmOrderCloseWizard(models.TransientModel):
    """Field service's form for closing names only what its user may read (SEC-3)."""

    _name = "fsm.order.close.wizard"
    _inherit = ["fsm.order.close.wizard", "key.account.case.link.mixin"]
