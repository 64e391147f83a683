# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain

CASE = "helpdesk.ticket"


class RatingRating(models.Model):
    """What customers think of our cases is for those who may read the case (SEC-3).

    Odoo lets every employee read all ratings, with the name of what was rated, the
    words of the customer and the token by which one rates, and write them as well. A
    rating of a case is written by the customer's own link only, so that it proves
    something.
    """

    _name = "rating.rating"
    _inherit = ["rating.rating", "key.account.derived.access.mixin"]

    @api.model
    def _derived_access_domain(self):
        cases = self.env[CASE].with_context(active_test=False)
        if not cases.has_access("read"):
            return self._of_other_work()
        ours = Domain("res_model", "=", CASE) & Domain(
            "res_id", "in", cases._search([])
        )
        return self._of_other_work() | ours

    @api.model
    def _derived_change_domain(self):
        return self._of_other_work()

    @api.model
    def _of_other_work(self):
        return Domain("res_model", "!=", CASE)
