# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

#: By which a message says how satisfied its author is.
GIVEN = {"rating_id", "rating_value"}


class HelpdeskTicket(models.Model):
    """How satisfied a customer is, is said on the page of the request only (SEC-3)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "helpdesk.ticket"

    rating_status = fields.Selection(copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        cases = super().create(vals_list)
        cases.filtered(lambda case: case.rating_status == "no_rate")._check_may_unrate()
        return cases

    def write(self, vals):
        if "rating_status" in vals:
            self.filtered(
                lambda case: case.rating_status != vals["rating_status"]
            )._check_may_unrate()
        return super().write(vals)

    def _check_may_unrate(self):
        """:raises AccessError: for everybody who could avoid being rated (SAT-1)"""
        if self and not self.env.su and not self._may_decide():
            raise AccessError(
                self.env._(
                    "Only a supervisor decides whether the customer is asked for a "
                    "rating."
                )
            )

    @api.model
    def _case_facts(self):
        return super()._case_facts() | {
            "commercial_partner_id",
            "positive_rate_percentage",
            "rating_ids",
            "rating_last_value",
        }

    def _get_allowed_message_params(self):
        return super()._get_allowed_message_params() - GIVEN

    def message_post(self, **kwargs):
        """A message brings no rating along, whoever posts it; see ``rating_apply``."""
        if not self.env.su:
            kwargs = {name: kwargs[name] for name in kwargs.keys() - GIVEN}
        return super().message_post(**kwargs)

    def _erase_words(self):
        """What the customer said of the case goes, the score and its day stay."""
        result = super()._erase_words()
        ratings = self.env["rating.rating"].sudo()
        ratings = ratings.search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        )
        # Odoo would write the day on which it was rated anew.
        self.env.execute_query(
            SQL(
                "UPDATE rating_rating SET feedback = NULL WHERE id = ANY(%s)"
                " RETURNING id",
                ratings.ids,
            )
        )
        ratings.invalidate_recordset(["feedback"])
        # They keep the title of the case, and follow its number only.
        self.env.add_to_compute(ratings._fields["res_name"], ratings)
        return result
