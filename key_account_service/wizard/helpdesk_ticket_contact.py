# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_datetime

from ..models.case.key_account_case_note import KINDS, WAYS


class HelpdeskTicketContact(models.TransientModel):
    """A call, a meeting or another contact with the customer, put on record.

    It keeps the promise of a first response; if the case is solved with it, also that
    of the solution (CASE-3, CASE-4).
    """

    _name = "helpdesk.ticket.contact"
    _inherit = "key.account.dialog.mixin"
    _description = "Contact with the Customer"

    ticket_id = fields.Many2one("helpdesk.ticket", required=True, readonly=True)
    kind = fields.Selection(
        KINDS,
        string="What Was Done",
        default="told",
        required=True,
        help="First calm the customer and record what it is about, then ask and tell.",
    )
    way = fields.Selection(WAYS, default="phone", required=True)
    contacted_at = fields.Datetime(
        string="When", default=fields.Datetime.now, required=True
    )
    customer_said = fields.Text(string="What the Customer Said")
    summary = fields.Text(
        string="What We Said", required=True, help="What the customer was told."
    )
    solved = fields.Boolean(
        string="The case is solved and the customer knows",
        help="Moves the case to “Solved” and stops the clock of the solution.",
    )

    @api.constrains("contacted_at", "ticket_id")
    def _check_contacted_at(self):
        for contact in self:
            received = contact.ticket_id.received_at
            if contact.contacted_at > fields.Datetime.now():
                raise ValidationError(
                    self.env._("A contact in the future has not happened yet.")
                )
            if received and contact.contacted_at < received:
                raise ValidationError(
                    self.env._("The contact cannot be older than the case itself.")
                )

    def action_log(self):
        """Put the contact on record and keep the promises it keeps."""
        self.ensure_one()
        ticket = self.ticket_id
        ticket.check_access("write")
        self._once()
        if self.solved and ticket.customer_informed_at:
            raise UserError(
                self.env._(
                    "Somebody else has told the customer already. Reload the case to "
                    "see when and how."
                )
            )
        if self.solved and not ticket.solved_at:
            ticket.stage_id = self._solved_stage()
            # It was solved when the customer was told so, not when that was typed in.
            ticket.sudo().solved_at = self.contacted_at
        contact = ticket._record_contact(
            self.contacted_at,
            kind=self.kind,
            way=self.way,
            customer_said=self.customer_said,
            we_said=self.summary,
        )
        contact.message_id = ticket.message_post(
            body=self._body(),
            subtype_xmlid="key_account_service.mt_customer_contact",
        )
        return {"type": "ir.actions.act_window_close"}

    def _solved_stage(self):
        """The first stage of the team that means solved, best one still open.

        :raises UserError: if the administrator has left none
        """
        stages = self.ticket_id.team_id._get_applicable_stages()
        solved = stages.filtered(lambda stage: stage.clock_role == "solved")
        if not solved:
            raise UserError(
                self.env._(
                    "The team has no stage that means “Solved”. Ask an administrator "
                    "to set the clock of a stage to it."
                )
            )
        return solved.filtered(lambda stage: not stage.closed)[:1] or solved[:1]

    def _body(self):
        labels = [
            dict(self._fields[name]._description_selection(self.env))[self[name]]
            for name in ("kind", "way")
        ]
        when = format_datetime(self.env, self.contacted_at, dt_format="short")
        body = Markup("<p><b>%s</b></p>") % " · ".join([*labels, when])
        if self.customer_said:
            body += Markup("<p><i>%s</i></p>") % self.customer_said
        return body + Markup("<p>%s</p>") % self.summary
