# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import ValidationError


class ResPartner(models.Model):
    """A group customer is an organisation, never a person (FILE-7).

    Its file has key persons, members and equipment where that of a person has an ID
    number and relatives.
    """

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.partner"

    @api.model_create_multi
    def create(self, vals_list):
        # Who says nothing else means an organisation.
        return super().create(
            [
                {"is_company": vals.get("company_type") != "person", **vals}
                if vals.get("key_account_kind") == "group"
                else vals
                for vals in vals_list
            ]
        )

    @api.constrains("key_account_kind", "is_company")
    def _check_group_is_organisation(self):
        for partner in self:
            if partner.key_account_kind == "group" and not partner.is_company:
                raise ValidationError(
                    self.env._(
                        "%(name)s is a person, and a group customer is an "
                        "organisation. Choose one of the kinds of VIP individual, or "
                        "make the contact a company first.",
                        name=partner.name,
                    )
                )
