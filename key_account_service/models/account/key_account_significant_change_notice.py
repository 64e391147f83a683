# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain


class KeyAccountSignificantChangeNotice(models.Model):
    """That somebody was told of a significant change, and took notice (FILE-12)."""

    _name = "key.account.significant.change.notice"
    _inherit = "key.account.told.mixin"
    _description = "Notice of a Significant Change"

    change_id = fields.Many2one(
        "key.account.significant.change",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    acknowledged_at = fields.Datetime(readonly=True)

    _user_uniq = models.Constraint(
        "UNIQUE (change_id, user_id)", "This person was told of the change already."
    )

    @api.model
    def _derived_access_domain(self):
        changes = self.env["key.account.significant.change"]
        return Domain("change_id", "in", changes._search([]))

    def _acknowledge(self):
        """The first time counts."""
        unread = self.filtered(lambda notice: not notice.acknowledged_at)
        unread.write({"acknowledged_at": fields.Datetime.now(), "ask_at": False})
