# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import fields, models
from odoo.tools import html2plaintext

#: Messages of a chat that are written into its case: the last ones.
MOST = 200


class DiscussChannel(models.Model):
    """A chat with a customer becomes a case: the command ``/case`` (CASE-1).

    It works in every chat, and in the live chat where that is installed.
    """

    _inherit = "discuss.channel"

    def execute_command_case(self, **kwargs):
        """Open the form of a new case with what was said in the chat.

        :param body: the command, and a summary of the case if one is given
        """
        self.ensure_one()
        self.check_access("read")
        words = html2plaintext(kwargs.get("body") or "").strip()
        summary = words.removeprefix("/case").strip()
        self.env.user._bus_send_transient_message(self, self._case_answer(summary))

    def _case_answer(self, summary):
        """What the command says to whoever gave it: a link to the form."""
        intakes = self.env["helpdesk.ticket.intake"]
        if not intakes.has_access("create"):
            return self.env._("Only those who work on cases make a case of a chat.")
        intake = intakes.create(self._case_intake(summary))
        return Markup('%s <a href="/odoo/%s/%s">%s</a>') % (
            self.env._("What was said is in the form of a new case:"),
            intake._name,
            intake.id,
            self.env._("open it"),
        )

    def _case_intake(self, summary):
        customer = self._chat_customer()
        guest = self.channel_member_ids.guest_id[:1]
        chat = self.env.ref("key_account_service.helpdesk_ticket_channel_chat", False)
        return {
            "partner_id": customer.id,
            "partner_name": customer.name or guest.name,
            **({"channel_id": chat.id} if chat else {}),
            "name": summary,
            "description": self._chat_words(),
            "received_at": self._chat_began(),
            "is_of_chat": True,
        }

    def _chat_customer(self):
        """Who of the chat is a customer, if it is one person who is known."""
        people = self.with_context(active_test=False).channel_partner_ids
        customers = people.filtered(lambda partner: partner.partner_share)
        known = customers.filtered(lambda partner: partner.active)
        return known if len(known) == 1 else known.browse()

    def _chat_messages(self):
        said = [("model", "=", self._name), ("res_id", "=", self.id)]
        said += [("message_type", "in", ("comment", "email"))]
        messages = self.env["mail.message"].search(said, order="id desc", limit=MOST)
        return messages.sorted("id")

    def _chat_words(self):
        """What was said, a line a message."""
        lines = []
        for message in self._chat_messages():
            who = message.author_id.name or message.author_guest_id.name or ""
            lines.append(f"{who}: {html2plaintext(message.body or '')}".strip())
        return "\n".join(lines)

    def _chat_began(self):
        """When a customer first wrote (UTC); promises count from there (CASE-3)."""
        customer = self._chat_messages().filtered(
            lambda message: message.author_guest_id or message.author_id.partner_share
        )
        return customer[:1].date or fields.Datetime.now()
