# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class KeyAccountAssignment(models.Model):
    """Who served an account, from when to when (TEAM-1).

    Rows are added and closed by the account itself, whoever writes it; nobody writes or
    deletes them. A deputy has a row for the time in which the deputy really stood in.
    Times are UTC; the end does not belong to the row.
    """

    _name = "key.account.assignment"
    _inherit = "key.account.proof.mixin"
    _description = "Account Assignment"
    _order = "date_from desc, id desc"
    _rec_name = "account_id"

    account_id = fields.Many2one(
        "res.partner",
        string="Key Account",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, readonly=True
    )
    role = fields.Selection(
        [("manager", "Account manager"), ("deputy", "Deputy")],
        required=True,
        readonly=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Person",
        required=True,
        index=True,
        readonly=True,
        ondelete="restrict",
    )
    date_from = fields.Datetime(string="From", required=True, readonly=True)
    date_until = fields.Datetime(
        string="Until", readonly=True, help="Empty: serves the account now."
    )

    _moment_idx = models.Index("(account_id, role, date_from)")
    _open_uniq = models.UniqueIndex("(account_id, role) WHERE date_until IS NULL")

    @api.model
    def _manager_at(self, account, moment):
        """Who was the manager of an account at a moment (naive UTC), if anybody."""
        return self._holders_at(account, moment)[account.id]

    @api.model
    def _holders_at(self, accounts, moment, role="manager"):
        """The same for many accounts by one query.

        :return: dict of id of account to the user, empty where nobody is on record
        """
        rows = self.sudo().search_fetch(
            [
                ("account_id", "in", accounts.ids),
                ("role", "=", role),
                ("date_from", "<=", moment),
                "|",
                ("date_until", "=", False),
                ("date_until", ">", moment),
            ],
            ["account_id", "user_id"],
        )
        nobody = self.env["res.users"]
        users = {row.account_id.id: row.user_id.with_env(self.env) for row in rows}
        return {account.id: users.get(account.id, nobody) for account in accounts}
