# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain


class ResPartner(models.Model):
    """Whom to call about an account: names, no secrets (TEAM-3, TEAM-6)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.partner"

    key_account_colleague_ids = fields.One2many(
        "key.account.colleague",
        compute="_compute_key_account_colleague_ids",
        string="Functional Team",
        groups="base.group_user",
    )
    key_account_department_contact_ids = fields.One2many(
        "key.account.department.contact",
        compute="_compute_key_account_department_contact_ids",
        string="Contacts in the Departments",
        groups="base.group_user",
    )
    key_account_team_editable = fields.Boolean(
        compute="_compute_key_account_team_editable", groups="base.group_user"
    )

    @api.depends("key_account_id")
    def _compute_key_account_colleague_ids(self):
        """People of an account share its team."""
        found = self.env["key.account.colleague"].search(
            [("account_id", "in", self.key_account_id.ids)]
        )
        teams = found.grouped("account_id")
        for partner in self:
            team = teams.get(partner.key_account_id, found.browse())
            partner.key_account_colleague_ids = team

    @api.depends("key_account_company_id")
    def _compute_key_account_department_contact_ids(self):
        companies = self.key_account_company_id
        found = self.env["key.account.department.contact"].search(
            Domain("department_id.active", "=", True)
            & Domain("company_id", "in", [False, *companies.ids])
        )
        for partner in self:
            company = partner.key_account_company_id
            theirs = found.filtered(
                lambda contact, c=company: c and contact.company_id in (c, c.browse())
            )
            partner.key_account_department_contact_ids = theirs

    @api.depends_context("uid")
    @api.depends("key_account_id")
    def _compute_key_account_team_editable(self):
        colleagues = self.env["key.account.colleague"]
        if not colleagues.has_access("create"):
            self.key_account_team_editable = False
            return
        for partner in self:
            draft = partner.key_account_id.sudo()
            served = self.env.user in draft._key_account_servants()
            partner.key_account_team_editable = draft and (
                served or partner.key_account_id._is_in_charge()
            )

    def action_edit_key_account_team(self):
        """Open the functional team of the account; who may not change it reads it."""
        self.ensure_one()
        account = self.key_account_id
        colleagues = [("account_id", "=", account.id)]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Functional Team"),
            "res_model": "key.account.colleague",
            "view_mode": "list,form",
            "domain": colleagues,
            "context": {"default_account_id": account.id},
        }
