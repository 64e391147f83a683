# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class KeyAccountVisitPlanAll(models.TransientModel):
    """Draft the visit plans of all account managers of a team at once (VISIT-1)."""

    _name = "key.account.visit.plan.all"
    _inherit = "key.account.dialog.mixin"
    _description = "Visit Plans for All Account Managers"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    team_ids = fields.Many2many(
        "key.account.team",
        string="Teams",
        domain="[('id', 'in', possible_team_ids)]",
        help="Empty: all teams that you lead.",
    )
    possible_team_ids = fields.Many2many(
        "key.account.team", compute="_compute_possible_team_ids"
    )
    date_from = fields.Date(
        string="From", required=True, default=lambda self: self._period()[0]
    )
    date_to = fields.Date(
        string="Until", required=True, default=lambda self: self._period()[1]
    )

    @api.model
    def _period(self):
        return self.env["key.account.visit.plan"]._default_period()

    @api.depends_context("uid")
    @api.depends("company_id")
    def _compute_possible_team_ids(self):
        led = self.env["key.account.team"]._with_led_teams(self.env.user)
        for dialog in self:
            dialog.possible_team_ids = led.filtered_domain(
                Domain("company_id", "=", dialog.company_id.id)
            )

    def action_draft(self):
        """Make the plans; a scheduled action fills them at once.

        :raises UserError: if everybody has a plan already
        """
        self._once()
        teams = self.possible_team_ids
        if self.team_ids:
            teams &= self.team_ids
        # Plans are made by whose they are; who leads the teams may have them drafted.
        plans = (
            self.env["key.account.visit.plan"]
            .sudo()
            ._draft(self.company_id, self.date_from, self.date_to, teams)
        )
        if not plans:
            raise UserError(
                self.env._(
                    "Every account manager of these teams has a plan for these days "
                    "already."
                )
            )
        self.env.ref("key_account_service.ir_cron_visit_plan").sudo()._trigger()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_service.key_account_visit_plan_action"
        )
        return action | {"domain": [("id", "in", plans.ids)], "context": {}}
