# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountDeadlinePolicy(models.Model):
    """Promises about going through one's accounts (TEAM-4)."""

    # A family of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.deadline.policy"

    kind = fields.Selection(
        selection_add=[
            ("weekly", "Weekly review"),
            ("weekly_action", "Action of a weekly review"),
        ],
        ondelete={"weekly": "cascade", "weekly_action": "cascade"},
    )
