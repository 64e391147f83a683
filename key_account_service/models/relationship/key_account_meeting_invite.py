# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

TEMPLATE = "key_account_service.mail_template_meeting_invitation"


class KeyAccountMeeting(models.Model):
    """The customers on the list are invited by e-mail, each on its own (VISIT-6)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.meeting"

    to_invite_count = fields.Integer(
        string="To Be Invited", compute="_compute_invitations"
    )
    not_invited_count = fields.Integer(
        string="Invitation Not Delivered", compute="_compute_invitations"
    )

    @api.depends_context("uid")
    @api.depends("line_ids.answer", "line_ids.invitation_state")
    def _compute_invitations(self):
        """Of the accounts that the user may see."""
        for meeting in self:
            lines = meeting.line_ids
            meeting.to_invite_count = len(lines._to_invite())
            meeting.not_invited_count = len(
                lines.filtered(lambda line: line.invitation_state == "failed")
            )

    def action_invite(self):
        """Send the invitation to everybody on the list who has none yet.

        :raises UserError: if it is not planned, is over, or everybody is invited
        """
        self._step("planned")
        if self.date_start <= fields.Datetime.now():
            raise UserError(
                self.env._(
                    "%(meeting)s has begun already. Move it first, or write down who "
                    "came.",
                    meeting=self.name,
                )
            )
        lines = self.line_ids._to_invite()
        if not lines:
            raise UserError(
                self.env._(
                    "Everybody on the list is invited. Add a customer, or set an "
                    "answer back to “To be invited”."
                )
            )
        lines._invite()


class KeyAccountMeetingLine(models.Model):
    """The invitation of an account; a failure is seen (VISIT-6)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.meeting.line"

    invitation_state = fields.Selection(
        [("sent", "Sent"), ("failed", "Not delivered")],
        string="Invitation",
        readonly=True,
        copy=False,
    )
    invited_at = fields.Datetime(string="Invited On", readonly=True, copy=False)
    invited_to = fields.Char(readonly=True, copy=False)
    invitation_error = fields.Char(string="Why It Failed", readonly=True, copy=False)
    invitation_message_id = fields.Many2one(
        "mail.message",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "invitation_state",
            "invited_at",
            "invited_to",
            "invitation_error",
            "invitation_message_id",
        }

    def _to_invite(self):
        """Who was not sent an invitation, or did not get it."""
        return self.filtered(
            lambda line: (
                line.answer == "listed"
                or (line.answer == "invited" and line.invitation_state == "failed")
            )
        )

    def _invite(self):
        """Send each of these customers an invitation of its own.

        Nothing of one customer stands in that of another.

        :raises UserError: if the template was deleted
        """
        template = self.env.ref(TEMPLATE, False)
        if not template:
            raise UserError(self.env._("The template of the e-mail was deleted."))
        # Whoever organises need not be allowed to use templates, nor to write the line
        # of a customer whom another serves; that he organises was checked.
        lines = self.sudo()
        reachable = lines.filtered("partner_id.email")
        no_address = self.env._("There is no e-mail address in the contact.")
        (lines - reachable)._note_not_invited(no_address)
        # They come language by language.
        for mail in template.sudo().send_mail_batch(reachable.ids):
            line = reachable.browse(mail.res_id)
            line._note_invited(
                answer="invited",
                invitation_message_id=mail.mail_message_id.id,
                invited_to=line.partner_id.email,
            )

    def _note_invited(self, **facts):
        self.sudo().write(
            {
                "invitation_state": "sent",
                "invited_at": fields.Datetime.now(),
                "invitation_error": False,
                **facts,
            }
        )

    def _note_not_invited(self, reason):
        """Keep visible that the customer has no invitation."""
        self.sudo().write({"invitation_state": "failed", "invitation_error": reason})
