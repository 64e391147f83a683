# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError


class KeyAccountVisit(models.Model):
    """What a customer asks for on a visit becomes a case by the one intake (CASE-1)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.visit"

    reception_ids = fields.One2many(
        "key.account.reception", "visit_id", string="What Became of It", readonly=True
    )

    def action_make_case(self):
        """Open the form of a new case, with what is on record of the visit."""
        self.ensure_one()
        self.check_access("read")
        self.env["helpdesk.ticket.intake"].check_access("create")
        if self.state == "cancelled":
            raise UserError(
                self.env._(
                    "This visit is cancelled: nothing was said on it. Take the case "
                    "by “New Case”."
                )
            )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_service.helpdesk_ticket_intake_action"
        )
        channel = self.env.ref(
            "key_account_service.helpdesk_ticket_channel_visit", False
        )
        now = fields.Datetime.now()
        context = {
            "dialog_size": "extra-large",
            "default_visit_id": self.id,
            "default_partner_id": self.partner_id.id,
            "default_received_at": fields.Datetime.to_string(self.visited_at or now),
            "default_description": self.needs or self.content,
        }
        if channel:
            context["default_channel_id"] = channel.id
        return {**action, "context": context}
