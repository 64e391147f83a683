# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class FsmOrder(models.Model):
    """An order of an application: the crew installs what was approved (APP-2)."""

    _inherit = "fsm.order"

    application_id = fields.Many2one(
        "key.account.application",
        string="Application",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
