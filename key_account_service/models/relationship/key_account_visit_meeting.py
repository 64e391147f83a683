# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class KeyAccountVisit(models.Model):
    """The record of an account's part in a meeting (VISIT-5)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.visit"

    meeting_id = fields.Many2one(
        "key.account.meeting",
        string="At the Meeting",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {"meeting_id"}
