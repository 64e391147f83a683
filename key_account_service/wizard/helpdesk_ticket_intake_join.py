# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

from ..lib import likeness

#: How one meets the customer, by the last word of the XML id of the channel.
WAYS = {"phone": "phone", "counter": "counter", "visit": "on_site"}


class HelpdeskTicketIntake(models.TransientModel):
    """Who calls again about an open case is added to it: no second case (CASE-1)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "helpdesk.ticket.intake"

    join_case_id = fields.Many2one(
        "helpdesk.ticket",
        string="Add To",
        compute="_compute_join_case_id",
        store=True,
        readonly=False,
        help="The open case that the customer calls about again.",
    )
    like_case_ids = fields.Many2many(
        "helpdesk.ticket",
        "helpdesk_ticket_intake_like_rel",
        "intake_id",
        "ticket_id",
        string="Perhaps the Same Matter",
        compute="_compute_like_case_ids",
    )
    another_matter = fields.Boolean(
        string="It is another matter",
        help="The open case is about something else: record a new one.",
    )

    @api.depends("partner_id")
    def _compute_join_case_id(self):
        """Another customer has other cases."""
        for intake in self:
            chosen = intake.join_case_id
            known = chosen and chosen in intake._open_cases(
                intake.key_account_id or intake.partner_id
            )
            intake.join_case_id = known and chosen

    @api.depends("name", "received_at", "partner_id", "company_id", "join_case_id")
    def _compute_like_case_ids(self):
        for intake in self:
            intake.like_case_ids = intake._like_cases()

    def _like_cases(self):
        """Open cases of the customer that may be about the same matter."""
        company = self.company_id.sudo()
        days, share = company.key_account_like_days, company.key_account_like_percent
        if not self.name or not days or self.join_case_id:
            return self.env["helpdesk.ticket"]
        since = (self.received_at or fields.Datetime.now()) - timedelta(days=days)
        return self._open_cases(self.key_account_id or self.partner_id).filtered(
            lambda case: (
                (case.received_at or case.create_date) >= since
                and 100 * likeness.likeness(case.name or "", self.name) >= share
            )
        )

    def action_create_case(self):
        """Record the case, unless it may be one that is open already."""
        self.ensure_one()
        if self.like_case_ids and not self.another_matter:
            raise UserError(
                self.env._(
                    "%(cases)s may be the same matter: choose it to add what the "
                    "customer says, or tick “It is another matter”.",
                    cases=", ".join(self.like_case_ids.mapped("number")),
                )
            )
        return super().action_create_case()

    def action_join_case(self):
        """Add what the customer says to an open case, and open that.

        The customer who is spoken to has heard from us, which may keep the promise of a
        first response; what only arrives in writing does not, nor is anybody told of a
        solution who asks after it (CASE-3, CASE-4).

        :raises UserError: for a case that is none of the customer's open ones
        """
        self.ensure_one()
        case = self.join_case_id
        if not case or case not in self.open_case_ids:
            raise UserError(
                self.env._("Choose one of the open cases of this customer first.")
            )
        if not self.name and not self.description:
            raise UserError(self.env._("Write down what the customer says."))
        case.check_access("write")
        self._once()
        message = case.message_post(
            body=self._joined_body(),
            subtype_xmlid="key_account_service.mt_customer_contact",
        )
        if self.channel_id.sudo().key_account_spoken and not case.solved_at:
            case._record_contact(
                max(self.received_at, case.received_at),
                kind="recorded",
                way=self._way(),
                customer_said="\n".join(self._joined_words()),
                message_id=message.id,
            )
        return self._open(case)

    def _way(self):
        """The channel in the words of the list of contacts."""
        names = self.channel_id.get_external_id().get(self.channel_id.id, "")
        return WAYS.get(names.rpartition("_")[2], "other")

    def _joined_words(self):
        return [*filter(None, (self.name, self.description, self.partner_phone))]

    def _joined_body(self):
        """What the customer says, by which way and when."""
        when = format_datetime(self.env, self.received_at, dt_format="short")
        lines = Markup("<br/>").join("\n".join(self._joined_words()).splitlines())
        return Markup("<p><b>%s · %s</b></p><p>%s</p>") % (
            self.channel_id.name,
            when,
            lines,
        )
