# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    key_account_led_team_ids = fields.One2many(
        "key.account.team",
        "leader_id",
        string="Key Account Teams Led",
        help="Record rules let a supervisor see the accounts of these teams.",
    )

    def _reads_account_files(self):
        """Whether the account files of the own accounts open for this user."""
        return self.has_group("key_account_service.group_key_account_officer")
