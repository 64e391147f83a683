# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class KeyAccountVisit(models.Model):
    """A visit counts for an account: who serves it, or leads its team, plans it.

    Somebody else who is to pay it is named as its visitor. Otherwise a colleague could
    make the table of visits believe that an account was met (VISIT-1).
    """

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.visit"

    @api.model_create_multi
    def create(self, vals_list):
        visits = super().create(vals_list)
        visits._check_served()
        return visits

    def write(self, vals):
        before = {visit: visit.sudo().key_account_id for visit in self}
        result = super().write(vals)
        if {"partner_id", "company_id"} & vals.keys():
            moved = self.filtered(lambda one: one.sudo().key_account_id != before[one])
            moved._check_served()
        return result

    def _check_served(self):
        """:raises AccessError: for whoever has nothing to do with an account"""
        accounts = self.sudo().key_account_id
        if self.env.su or not accounts:
            return
        partners = self.env["res.partner"]
        served = partners.sudo().search(
            Domain("id", "in", accounts.ids)
            & Domain(partners._key_account_proposing_domain())
        )
        if accounts - served:
            raise AccessError(
                self.env._(
                    "Only whoever serves a customer, or is in charge of it, plans a "
                    "visit to it. Ask the account manager to name you as the visitor."
                )
            )
