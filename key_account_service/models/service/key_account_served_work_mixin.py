# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountServedWorkMixin(models.AbstractModel):
    """Work for a key account says to the clock whose it is, up the line (CASE-5).

    It names its account in ``account_id`` and its company in ``company_id``. The
    account manager answers for it, whoever does it.
    """

    _name = "key.account.served.work.mixin"
    _inherit = "key.account.deadline.mixin"
    _description = "Promised Work in the Line of an Account"

    def _deadline_doer(self):
        """Hook: who does it, if it is somebody in particular."""
        return self.env["res.users"]

    def _deadline_company(self):
        return self.company_id

    def _deadline_customer(self):
        return self.account_id

    def _may_decide(self):
        return super()._may_decide() and self.account_id._is_in_charge()

    def _deadline_role_users(self, role, moment=None):
        # Who serves an account is known to the system, not to every reader.
        work = self.sudo()
        account, team = work.account_id, work.account_id.key_account_team_id
        deputy = account._key_account_deputy_at(moment or fields.Datetime.now())
        doer = work._deadline_doer()
        manager = account.key_account_manager_id or doer
        users = {
            "responsible": (manager | deputy)[:1],
            "colleague": doer,
            "deputy": deputy,
            "supervisor": team.leader_id,
            "department_head": team.parent_id.leader_id,
            "company_head": work.company_id.key_account_head_id,
        }
        return users.get(role) or super()._deadline_role_users(role, moment)
