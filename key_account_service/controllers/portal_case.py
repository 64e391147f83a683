# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError, UserError
from odoo.http import content_disposition, request, route

from .attachment import refused_file
from .portal import CaseController, CasePortal

#: Longer words are none that a person types into a page.
LONGEST = 4000
LONGEST_NAME = 100
#: Characters of base64 that a drawn signature has at most: 3/4 of a MB.
LONGEST_DRAWING = 2**20
#: Without these nobody would know what a new case is about.
INTAKE_WORDS = ("subject", "description")
#: Notices about what did not succeed, by the colour of their box.
NOTICES = {"missing": "danger", "choose": "danger", "late": "warning"}


def link_ended():
    """A page for whoever follows a link that opens nothing, or nothing any more.

    The same whether there is such a case or not. A mere login page would leave those
    behind who have no login.
    """
    company = request.env.company.sudo()
    page = "key_account_service.portal_link_ended"
    return request.render(page, {"company": company}, status=404)


class CasePage(CasePortal):
    """The page of one case: what the customer is asked, and by whom it is read."""

    def _document_check_access(self, model_name, document_id, access_token=None):
        """The link of a mail opens the case until some days after its end."""
        document = super()._document_check_access(
            model_name, document_id, access_token=access_token
        )
        if model_name == "helpdesk.ticket" and not document._is_open_by_link():
            document.with_user(request.env.user).check_access("read")
        return document

    @route()
    def portal_my_ticket(self, ticket_id, access_token=None, **kw):
        """Show the case; the keys to its files are made for its readers and end.

        Helpdesk would make one for ever for every file, those of notes too.
        """
        try:
            ticket = self._document_check_access(
                "helpdesk.ticket", ticket_id, access_token=access_token
            )
        except UserError:
            return link_ended()
        values = self._ticket_get_page_view_values(ticket, access_token, **kw)
        return request.render("helpdesk_mgmt.portal_helpdesk_ticket_page", values)

    def _ticket_get_page_view_values(self, ticket, access_token, **kwargs):
        values = super()._ticket_get_page_view_values(ticket, access_token, **kwargs)
        reads = ticket.with_user(request.env.user).has_access("read")
        own = ticket._is_customer(request.env.user)
        for name in ("access_token", "token", "pid", "hash"):
            values.pop(name, None)
        return {
            **values,
            "is_reader": reads,
            "is_customer": own,
            "asks_answer": own and reads and ticket._asks_customer(),
            "asks_rating": not ticket._rated_solution(),
            "asks_signature": own and reads and ticket._asks_signature(),
            "signed_form": own and reads and ticket._customer_form(),
            "case_notice": self._case_notice(kwargs.get("told")),
        }

    def _case_notice(self, told):
        """What was just done: a kind of message and a sentence; None if unknown."""
        words = {
            "sent": request.env._("Thank you. We have your message; see our promise."),
            "confirmed": request.env._("Thank you. We are glad that it is solved."),
            "reopened": request.env._(
                "Thank you for telling us. We go on working on it, see our promise."
            ),
            "signed": request.env._("Thank you. Your signature is kept."),
            "missing": request.env._(
                "Please write what is still wrong, so that we can mend it."
            ),
            "choose": request.env._("Please choose whether it is solved."),
            "late": request.env._(
                "Your answer is here already, or the case has moved on since."
            ),
        }.get(told)
        return words and (NOTICES.get(told, "success"), words)

    # ------------------------------------------------------------------
    # Is it solved?
    # ------------------------------------------------------------------

    @route(
        "/my/ticket/<int:ticket_id>/answer",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_case_answer(self, ticket_id, solved=None, **kw):
        """The customer says whether the solution helped (CASE-7, SAT-1).

        :param solved: ``yes``, with ``rate`` and ``feedback`` if the customer likes, or
            ``no`` with ``missing``, what is still wrong
        """
        ticket = self._own_case(ticket_id)
        if not ticket:
            return request.redirect("/my")
        told = self._take_answer(ticket, solved, kw)
        return request.redirect(f"/my/ticket/{ticket.id}?told={told}")

    def _take_answer(self, ticket, solved, words):
        if solved not in ("yes", "no"):
            return "choose"
        missing = (words.get("missing") or "").strip()[:LONGEST]
        if solved == "no" and not missing:
            return "missing"
        try:
            if solved == "no":
                ticket._customer_denies(missing)
                return "reopened"
            rate = CaseController._id(words.get("rate"))
            feedback = (words.get("feedback") or "").strip()[:LONGEST]
            ticket._customer_confirms(rate, feedback)
        except UserError:
            return "late"
        return "confirmed"

    def _own_case(self, ticket_id):
        """The case if it is that of the user, otherwise none."""
        domain = [("id", "=", ticket_id)]
        domain += [("partner_id", "=", request.env.user.partner_id.id)]
        return request.env["helpdesk.ticket"].search(domain)

    # ------------------------------------------------------------------
    # The signature
    # ------------------------------------------------------------------

    @route(
        "/my/ticket/<int:ticket_id>/sign",
        type="jsonrpc",
        auth="user",
        website=True,
    )
    def portal_case_sign(self, ticket_id, name=None, signature=None, **kw):
        """The customer signs the handling form on the screen, once (CASE-9).

        Called by Odoo's field for signatures, which shows ``error``.
        """
        ticket = self._own_case(ticket_id)
        if not ticket:
            return {"error": request.env._("This case is not yours to sign.")}
        if not isinstance(signature, str) or len(signature) > LONGEST_DRAWING:
            return {"error": request.env._("Please draw your signature.")}
        try:
            ticket._customer_signs(str(name or "")[:LONGEST_NAME], signature)
        except AccessError:
            raise
        except UserError as error:
            return {"error": str(error)}
        return {
            "force_refresh": True,
            "redirect_url": f"/my/ticket/{ticket.id}?told=signed",
        }

    @route(
        "/my/ticket/<int:ticket_id>/form",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
    )
    def portal_case_form(self, ticket_id, **kw):
        """The customer keeps a copy of the handling form that was signed (CASE-9).

        It is the file as it was kept then; nothing is printed anew for a customer.
        """
        form = self._own_case(ticket_id)._customer_form()
        if not form:
            return request.redirect("/my")
        headers = [
            ("Content-Type", "application/pdf"),
            ("Content-Disposition", content_disposition(form.pdf_name)),
            ("Cache-Control", "no-store"),
        ]
        return request.make_response(form._pdf_file(), headers)


class CaseIntake(CaseController):
    """A new case by the portal: its files are looked at before it opens (CASE-1)."""

    @route()
    def submit_ticket(self, **kw):
        """Open the case and say the promise; if something is wrong, ask again."""
        faults = self._intake_faults(kw)
        if faults:
            values = self._get_create_new_ticket_values(**kw)
            values |= {"file_errors": faults, "typed": kw}
            return request.render("helpdesk_mgmt.portal_create_ticket", values)
        response = super().submit_ticket(**kw)
        if response.location and "/my/ticket/" in response.location:
            response.location += "?told=sent"
        return response

    @staticmethod
    def _intake_faults(words):
        """What keeps the case from being opened, as sentences."""
        files = request.httprequest.files.getlist("attachment")
        faults = [refused_file(file) for file in files if file.filename]
        if not all((words.get(name) or "").strip() for name in INTAKE_WORDS):
            faults.append(
                request.env._("Please write a title, and in some words what is wrong.")
            )
        return [fault for fault in faults if fault]

    def _get_create_new_ticket_values(self, **kw):
        limit = request.env.company.sudo().key_account_portal_mb
        values = super()._get_create_new_ticket_values(**kw)
        return {**values, "file_limit": limit, "typed": {}, "file_errors": []}
