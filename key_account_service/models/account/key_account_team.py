# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class KeyAccountTeam(models.Model):
    """Account managers under a supervisor, and where the line goes on from there.

    The leader is the supervisor of the members' accounts, the leader of the parent team
    the department head (CASE-5, SEC-1).
    """

    _name = "key.account.team"
    _inherit = "key.account.reach.mixin"
    _description = "Key Account Team"
    _order = "sequence, name, id"
    _parent_store = True
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    leader_id = fields.Many2one(
        "res.users",
        string="Supervisor",
        required=True,
        index=True,
        domain=[("share", "=", False)],
        check_company=True,
    )
    member_ids = fields.Many2many(
        "res.users",
        "key_account_team_member_rel",
        "team_id",
        "user_id",
        string="Account Managers",
        domain=[("share", "=", False)],
    )
    parent_id = fields.Many2one(
        "key.account.team",
        string="Department",
        index=True,
        ondelete="restrict",
        check_company=True,
        help="The team above; its supervisor is the department head.",
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("key.account.team", "parent_id", string="Teams")

    @api.model
    def _of_user(self, user, company):
        """The team in which a user manages accounts, if any."""
        return self.search(
            [("member_ids", "=", user.id), ("company_id", "=", company.id)], limit=1
        )

    @api.model
    def _with_led_teams(self, user):
        """The teams whose accounts a user decides about."""
        if user.has_group("key_account_service.group_key_account_manager"):
            return self.search([("company_id", "in", self.env.companies.ids)])
        return self.browse(user.sudo().key_account_led_team_ids._with_teams())

    def _with_teams(self):
        """Ids of these teams and of all teams below them."""
        return self.search([("id", "child_of", self.ids)]).ids

    def _leaders(self):
        """Who leads this team and those above it, from the nearest up."""
        leaders, team = self.env["res.users"], self
        while team:
            leaders |= team.leader_id
            team = team.parent_id
        return leaders

    @api.model_create_multi
    def create(self, vals_list):
        self._forget_rights()
        return super().create(vals_list)

    def write(self, vals):
        if {"leader_id", "parent_id", "active", "company_id"} & vals.keys():
            self._forget_rights()
        return super().write(vals)

    def unlink(self):
        self._forget_rights()
        return super().unlink()

    def _forget_rights(self):
        """Record rules name the teams a user leads, and Odoo remembers them."""
        self.env.registry.clear_cache()
