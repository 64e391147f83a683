# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import secrets

from odoo.http import Controller, request, route

#: Bytes of a call: a message is text.
LARGEST = 100_000
LONGEST_NAME, LONGEST_TEXT = 100, 4_000


class GatewayController(Controller):
    """Where messages come in: from providers, and from people who fill in a form."""

    @route(
        "/key_account_service/message/<string:token>",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,
        save_session=False,
        max_content_length=LARGEST,
    )
    def take_message(self, token, **kw):
        """A provider hands over a message, as a form or as JSON (CASE-1).

        Answers 200 also to a message that was here before, so that it is not sent
        again; 404 for an unknown address, 400 for a message without a sender.
        """
        gateway = request.env["key.account.gateway"]._of_token(token, "provider")
        if not gateway:
            return request.not_found()
        told = self._told(kw)
        facts = {
            name: _plain(told.get(gateway[f"{name}_key"]))
            for name in ("sender", "text", "number", "name")
        }
        if not facts["sender"] or not (facts["text"] or facts["number"]):
            sentence = request.env._("The call names no sender, or holds no message.")
            return request.make_response(sentence, status=400)
        request.env["key.account.gateway.message"].sudo()._take_in(gateway, **facts)
        return request.make_response("OK")

    @staticmethod
    def _told(form):
        """What the call says, whichever way."""
        if request.httprequest.mimetype == "application/json":
            told = request.get_json_data()
            return told if isinstance(told, dict) else {}
        return form

    @route(
        "/key_account_service/write/<string:token>",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        website=True,
        max_content_length=LARGEST,
    )
    def write_message(self, token, **kw):
        """The page on which anybody writes to the service (CASE-1)."""
        gateway = request.env["key.account.gateway"]._of_token(token, "page")
        if not gateway:
            return request.not_found()
        values = {"gateway": gateway, "words": {}, "told": False, "missing": False}
        # A form that is sent twice is one message.
        values["number"] = secrets.token_urlsafe(12)
        if request.httprequest.method == "POST":
            values |= self._take_form(gateway, kw)
        return request.render("key_account_service.gateway_page", values)

    def _take_form(self, gateway, form):
        words = {
            "name": _plain(form.get("name"))[:LONGEST_NAME],
            "sender": _plain(form.get("sender"))[:LONGEST_NAME],
            "text": _plain(form.get("text"))[:LONGEST_TEXT],
        }
        if _plain(form.get("homepage")):
            # People do not see this field; who fills it in is a machine.
            return {"told": True}
        if not words["sender"] or not words["text"]:
            return {"missing": True, "words": words}
        user = request.env.user
        person = user.partner_id.sudo() if user._is_portal() else None
        request.env["key.account.gateway.message"].sudo()._take_in(
            gateway, **words, person=person, number=_plain(form.get("number"))
        )
        return {"told": True}


def _plain(value):
    """A value of a call as text; what is no text or number is none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()
