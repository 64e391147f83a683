# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

#: By which a message says how satisfied its author is.
GIVEN = {"rating_id", "rating_value"}


class HelpdeskTicket(models.Model):
    """How satisfied a customer is, is said on the page of the request only (SEC-3)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "helpdesk.ticket"

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
