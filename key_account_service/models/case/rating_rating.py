# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

CASE = "helpdesk.ticket"


class RatingRating(models.Model):
    """Ratings of cases are the customers', and as confidential as the case (SEC-3).

    Odoo lets every employee read, write and make any rating, and shows its key, with
    which anybody can rate in the customer's name.
    """

    _name = "rating.rating"
    _inherit = ["rating.rating", "key.account.derived.access.mixin"]

    access_token = fields.Char(groups="base.group_system")

    @api.model
    def _derived_access_domain(self):
        others = super()._derived_access_domain() & Domain("res_model", "!=", CASE)
        cases = self.env[CASE].with_context(active_test=False)
        if not cases.has_access("read"):
            return others
        return others | Domain("res_id", "in", cases._search([])) & Domain(
            "res_model", "=", CASE
        )

    @api.model_create_multi
    def create(self, vals_list):
        ratings = super().create(vals_list)
        ratings._check_not_of_case()
        return ratings

    def write(self, vals):
        self._check_not_of_case()
        result = super().write(vals)
        # It may have become one.
        self._check_not_of_case()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_of_case(self):
        self._check_not_of_case()

    def _check_not_of_case(self):
        """:raises AccessError: for everybody but the system, of ratings of cases"""
        if self.env.su:
            return
        if any(rating.res_model == CASE for rating in self.sudo()):
            raise AccessError(
                self.env._(
                    "Only customers give ratings of cases. Ask the customer for one."
                )
            )
