# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

#: What may change who serves an account.
SERVANTS = {
    "key_account_kind",
    "key_account_company_id",
    "key_account_manager_id",
    "key_account_deputy_id",
    "key_account_deputy_from",
    "key_account_deputy_until",
}


class ResPartner(models.Model):
    """An account puts on record who serves it (TEAM-1)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.partner"

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        partners.filtered("key_account_kind")._record_assignments()
        return partners

    def write(self, vals):
        result = super().write(vals)
        if SERVANTS & vals.keys():
            self._record_assignments()
        return result

    def _follow_deputies(self):
        result = super()._follow_deputies()
        self._record_assignments()
        return result

    def _record_assignments(self):
        """Close what has ended and open what has begun, in three queries at most."""
        # Proof is nobody's to write, and is kept of accounts that one gives away.
        accounts = self.sudo()
        servants = accounts._servants()
        rows = accounts._open_assignments()
        lasting = rows.filtered(
            lambda row: (
                servants.get((row.account_id, row.role)) == row.user_id
                and row.company_id == row.account_id.key_account_company_id
            )
        )
        (rows - lasting).write({"date_until": fields.Datetime.now()})
        # The index of open rows is asked at once.
        rows.flush_recordset(["date_until"])
        known = {(row.account_id, row.role) for row in lasting}
        begun = {key: user for key, user in servants.items() if key not in known}
        rows.create([_assignment(*key, user) for key, user in begun.items()])

    def _servants(self):
        """:return: dict of account and role to whoever serves it now"""
        accounts = self.filtered("key_account_kind")
        roles = {
            "manager": "key_account_manager_id",
            "deputy": "key_account_acting_deputy_id",
        }
        return {
            (account, role): account[name]
            for account in accounts
            for role, name in roles.items()
            if account[name]
        }

    def _open_assignments(self):
        return self.env["key.account.assignment"].search(
            [("account_id", "in", self.ids), ("date_until", "=", False)]
        )

    def _close_assignments(self):
        """Nobody serves these accounts any more, as far as the record goes."""
        rows = self.sudo()._open_assignments()
        rows.write({"date_until": fields.Datetime.now()})
        rows.flush_recordset(["date_until"])


def _assignment(account, role, user):
    return {
        "account_id": account.id,
        "company_id": account.key_account_company_id.id,
        "role": role,
        "user_id": user.id,
        "date_from": fields.Datetime.now(),
    }
