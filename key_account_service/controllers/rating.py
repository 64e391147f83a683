# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from werkzeug.exceptions import NotFound

from odoo.http import request, route

from odoo.addons.rating.controllers.main import Rating

from ..models.case.helpdesk_ticket_customer_answer import RATES
from .portal_case import link_ended


class CaseRating(Rating):
    """A customer rates a case by the link of the mail (SAT-1)."""

    @route()
    def action_open_rating(self, token, rate, **kwargs):
        """Ask for the rating; a link that leads nowhere says so."""
        if not self._leads_somewhere(token, rate):
            return link_ended()
        return super().action_open_rating(token, rate, **kwargs)

    @route()
    def action_submit_rating(self, token, rate=0, **kwargs):
        """Take the rating; staff who came by a customer's link are turned away.

        Odoo asks who is there when the page is shown, not when the form is sent.
        """
        posted = request.httprequest.method == "POST"
        if not self._leads_somewhere(token, rate if posted else RATES[0]):
            return link_ended()
        rating, record = self._get_rating_and_record(token)
        if record._name == "helpdesk.ticket" and self._is_somebody_else(rating):
            values = {
                "model_name": request.env["ir.model"]
                ._get(rating.res_model)
                .display_name,
                "name": record.display_name,
                "web_base_url": rating.get_base_url(),
            }
            return request.render("rating.rating_external_page_invalid_partner", values)
        return super().action_submit_rating(token, rate=rate, **kwargs)

    def _leads_somewhere(self, token, rate):
        """Whether there is a rating of this key, and such a rate."""
        try:
            self._get_rating_and_record(token)
        except NotFound:
            return False
        return str(rate) in map(str, RATES)

    @staticmethod
    def _is_somebody_else(rating):
        user = request.env.user
        company = rating.partner_id.commercial_partner_id
        return not user._is_public() and user.commercial_partner_id != company
