# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.http import request, route

from odoo.addons.rating.controllers.main import Rating


class CaseRating(Rating):
    """A customer rates a case by the link of the mail (SAT-1)."""

    @route()
    def action_submit_rating(self, token, rate=0, **kwargs):
        """Take the rating; staff who came by a customer's link are turned away.

        Odoo asks who is there when the page is shown, not when the form is sent.
        """
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

    @staticmethod
    def _is_somebody_else(rating):
        user = request.env.user
        company = rating.partner_id.commercial_partner_id
        return not user._is_public() and user.commercial_partner_id != company
