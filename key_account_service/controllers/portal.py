# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.http import request, route

from odoo.addons.helpdesk_mgmt.controllers.main import HelpdeskTicketController
from odoo.addons.helpdesk_mgmt.controllers.myaccount import CustomerPortalHelpdesk


class CaseController(HelpdeskTicketController):
    """The customer opens a case and closes the own case (CASE-1, SEC-4)."""

    @route(methods=["GET", "POST"])
    def support_ticket_close(self, ticket_id=None, stage_id=None, **kw):
        """Close the own case; a mere link shows it and changes nothing."""
        ticket = self._readable_ticket(ticket_id)
        if not ticket:
            return request.redirect("/my")
        if request.httprequest.method == "POST":
            self._close(ticket, self._id(stage_id))
        return request.redirect(f"/my/ticket/{ticket.id}")

    def _close(self, ticket, stage_id):
        stage = ticket._customer_close_stages().filtered(lambda s: s.id == stage_id)
        if not stage:
            return
        if ticket.partner_id == request.env.user.partner_id:
            ticket.sudo().stage_id = stage
        elif ticket.has_access("write"):
            ticket.stage_id = stage

    def _readable_ticket(self, ticket_id):
        """The case if the record rules show it to the user, otherwise none."""
        domain = [("id", "=", self._id(ticket_id))]
        return request.env["helpdesk.ticket"].search(domain)

    @staticmethod
    def _id(text):
        """An id as it came from outside; 0 if it is none."""
        return int(text) if str(text).isdecimal() and len(str(text)) < 10 else 0

    @route(methods=["POST"])
    def submit_ticket(self, **kw):
        """Open a case; not by a mere link."""
        return super().submit_ticket(**self._on_offer(kw))

    def _on_offer(self, kw):
        """Only a category and a team that the form has offered."""
        offered = {"category": self._get_categories(), "team": self._get_teams() or []}
        return {
            name: value
            for name, value in kw.items()
            if name not in offered
            or self._id(value) in [record.id for record in offered[name]]
        }

    def _get_create_new_ticket_values(self, **kw):
        values = super()._get_create_new_ticket_values(**kw)
        return {**values, "case_kinds": self._case_kinds()}

    def _case_kinds(self):
        field = request.env["helpdesk.ticket"]._fields["case_kind"]
        return field._description_selection(request.env)

    def _prepare_submit_ticket_vals(self, **kw):
        """The same pipeline as every intake; the customer says of which kind it is."""
        kind = kw.get("case_kind")
        known = kind in dict(self._case_kinds())
        return {
            **super()._prepare_submit_ticket_vals(**kw),
            "case_kind": kind if known else "enquiry",
        }


class CasePortal(CustomerPortalHelpdesk):
    """The customer's list of cases and the page of one (SEC-4)."""

    @route()
    def portal_my_tickets(self, sortby=None, groupby=None, **kw):
        """Stages are the company's own: they neither filter nor group here."""
        if sortby not in self._ticket_get_searchbar_sortings():
            sortby = None
        if groupby not in self._ticket_get_searchbar_groupby():
            groupby = None
        response = super().portal_my_tickets(sortby=sortby, groupby=groupby, **kw)
        if response.is_qweb:
            response.qcontext["searchbar_filters"] = {}
        return response

    def _ticket_get_searchbar_sortings(self):
        sortings = super()._ticket_get_searchbar_sortings()
        sortings.pop("update", None)
        self._word(
            sortings, {"date": request.env._("Newest"), "name": request.env._("Title")}
        )
        sortings["stage"] = {
            "label": request.env._("Open first"),
            "order": "closed_date desc nulls first, create_date desc",
            "sequence": 3,
        }
        return sortings

    def _ticket_get_searchbar_groupby(self):
        options = super()._ticket_get_searchbar_groupby()
        options.pop("stage", None)
        self._word(
            options,
            {"none": request.env._("None"), "category": request.env._("Category")},
        )
        return options

    def _ticket_get_searchbar_inputs(self):
        inputs = super()._ticket_get_searchbar_inputs()
        words = {
            "all": request.env._("Search in All"),
            "number": request.env._("Search in Number"),
            "name": request.env._("Search in Title"),
        }
        self._word(inputs, words)
        return inputs

    @staticmethod
    def _word(options, words):
        """Give options our words: those of helpdesk are known in no other language."""
        for name in options.keys() & words.keys():
            options[name]["label"] = words[name]

    def _ticket_get_page_view_values(self, ticket, access_token, **kwargs):
        values = super()._ticket_get_page_view_values(ticket, access_token, **kwargs)
        own = ticket.partner_id == request.env.user.partner_id
        stages = ticket._customer_close_stages()
        return {**values, "closed_stages": stages if own else stages.browse()}
