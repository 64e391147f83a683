# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain


class RatingRating(models.Model):
    """What a customer says of a case is read with the case, and given by nobody else.

    Every employee may read, add and change any rating, with the title of what it is
    about and the token by which the customer rates (SEC-1, SEC-3).
    """

    _name = "rating.rating"
    _inherit = ["rating.rating", "key.account.derived.access.mixin"]

    # Whoever knows it rates in the name of the customer; pages ask with all rights.
    access_token = fields.Char(groups=fields.NO_ACCESS)

    @api.model
    def _guarded_models(self):
        """Names of the models whose ratings are ours: cases, and all of our own."""
        ours = [name for name in self.env if name.startswith("key.account.")]
        return ["helpdesk.ticket", *ours]

    @api.model
    def _derived_access_domain(self):
        cases = self.env["helpdesk.ticket"].with_context(active_test=False)
        if not cases.has_access("read"):
            return self._derived_change_domain()
        readable = Domain("res_id", "in", cases._search([]))
        return self._derived_change_domain() | (
            Domain("res_model", "=", cases._name) & readable
        )

    @api.model
    def _derived_change_domain(self):
        return Domain("res_model", "not in", self._guarded_models())

    def write(self, vals):
        result = super().write(vals)
        if not self.env.su and {"res_model_id", "res_model", "res_id"} & vals.keys():
            # Nobody makes a rating of something else one of ours.
            self.check_access("write")
        return result
