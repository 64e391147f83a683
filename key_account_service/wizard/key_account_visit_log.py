# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..models.choices import same_choices_as


class KeyAccountVisitLog(models.TransientModel):
    """A call, or another contact, put on record after it took place (VISIT-3)."""

    _name = "key.account.visit.log"
    _inherit = "key.account.dialog.mixin"
    _description = "Log a Contact"

    partner_id = fields.Many2one("res.partner", string="Person Met", required=True)
    way = fields.Selection(
        selection=same_choices_as("key.account.visit", "way"),
        default="phone",
        required=True,
    )
    visited_at = fields.Datetime(
        string="Took Place", required=True, default=fields.Datetime.now
    )
    content = fields.Text(string="Main Content", required=True)
    needs = fields.Text(string="Customer's Needs")

    def action_log(self):
        """File the contact; it was never planned, so nothing is promised by it.

        :return: the record
        :raises AccessError: for whoever does not serve the account
        :raises UserError: without content, or for a moment to come
        """
        self._once()
        self._check_served()
        if not (self.content or "").strip():
            raise UserError(self.env._("Write down what was talked about."))
        if self.visited_at > fields.Datetime.now():
            raise UserError(
                self.env._("This is still to come. Plan a visit for it instead.")
            )
        # The right was checked; a record that is filed is nobody's to create.
        visit = self.env["key.account.visit"].sudo().create(self._visit_values())
        return {
            "type": "ir.actions.act_window",
            "res_model": visit._name,
            "view_mode": "form",
            "res_id": visit.id,
        }

    def _visit_values(self):
        return {
            "state": "done",
            "partner_id": self.partner_id.id,
            "company_id": (
                self.partner_id.sudo().key_account_id.key_account_company_id
                or self.env.company
            ).id,
            "user_id": self.env.uid,
            "way": self.way,
            "planned_at": self.visited_at,
            "visited_at": self.visited_at,
            "content": self.content,
            "needs": self.needs,
        }

    @api.model
    def _serving_domain(self):
        """The accounts whose contacts the current user may put on record."""
        return self.env["res.partner"]._key_account_proposing_domain()

    def _check_served(self):
        """A contact counts for an account: who serves it, or leads its team, says so.

        :raises AccessError: for everybody else
        """
        self.env["key.account.visit"].check_access("create")
        people = self.env["res.partner"].sudo()
        account = self.partner_id.sudo().key_account_id
        known = Domain("id", "=", account.id) & Domain(self._serving_domain())
        if account and not people.search_count(known, limit=1):
            raise AccessError(
                self.env._(
                    "Only whoever serves a customer, or is in charge of it, puts a "
                    "contact with it on record here. Tell the account manager."
                )
            )
