# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.http import Controller, request, route

PAGE = "/key-account/no-offers/<int:number>/<string:token>"


class Offers(Controller):
    """Customers refuse further offers by the link of a message (APP-6, SEC-5)."""

    @route(PAGE, type="http", auth="public", website=True, methods=["GET", "POST"])
    def refuse_offers(self, number, token, **_kw):
        """Ask first: programs that look at mails open every link, but send no form.

        Whoever made up a link learns nothing, not even whether there is such a number.
        """
        recipient = request.env["key.account.announcement.recipient"]._by_refusal_link(
            number, token
        )
        if not recipient:
            raise request.not_found()
        person = recipient.partner_id
        done = request.httprequest.method == "POST"
        if done:
            person._refuse_offers("link")
        views = request.env["ir.ui.view"]
        return views.with_context(lang=person.lang or views.env.lang)._render_template(
            "key_account_service.no_offers_page",
            {"done": done, "company": recipient.company_id},
        )
