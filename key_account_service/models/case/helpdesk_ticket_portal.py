# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.tools.misc import babel_locale_parse, get_lang

from ...lib.moment import moment_in_words
from .res_partner import STAFF


class HelpdeskTicket(models.Model):
    """What the customer sees of a case, and what never (SEC-4).

    A portal user may read the case, so each field that is the company's own says so.
    """

    # A concern of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "helpdesk.ticket"

    complaint_level_id = fields.Many2one(groups=STAFF)
    first_contact_user_id = fields.Many2one(groups=STAFF)
    key_account_id = fields.Many2one(groups=STAFF)
    key_account_kind = fields.Selection(groups=STAFF)
    key_account_tier_id = fields.Many2one(groups=STAFF)
    key_account_manager_id = fields.Many2one(groups=STAFF)
    reopen_count = fields.Integer(groups=STAFF)
    deadline_ids = fields.One2many(groups=STAFF)
    deadline_due_at = fields.Datetime(groups=STAFF)
    deadline_warn_at = fields.Datetime(groups=STAFF)
    deadline_state = fields.Selection(groups=STAFF)

    customer_state = fields.Selection(
        [
            ("received", "Received"),
            ("in_progress", "In progress"),
            ("on_hold", "On hold"),
            ("solved", "Solved"),
            ("closed", "Closed"),
            ("cancelled", "Cancelled"),
        ],
        string="State",
        compute="_compute_customer_state",
        compute_sudo=True,
        help="How far the case has come, in words for the customer.",
    )

    @api.depends("stage_id", "first_response_at", "duplicate_id", "active")
    def _compute_customer_state(self):
        for ticket in self:
            ticket.customer_state = ticket._customer_state()

    def _customer_state(self):
        if self._is_void():
            return "cancelled"
        if self.closed:
            return "closed"
        if self.clock_role != "run":
            return {"solved": "solved", "pause": "on_hold"}[self.clock_role]
        begun = self.first_response_at or not self.unattended
        return "in_progress" if begun else "received"

    # ------------------------------------------------------------------
    # What was promised, in words
    # ------------------------------------------------------------------

    def _customer_promises(self):
        """What the customer may rely on, a sentence a promise (CASE-3).

        :return: list of dicts with ``text`` and whether it is ``kept`` or ``late``
        """
        self.ensure_one()
        case = self.sudo()
        if case._is_void():
            return []
        return [*case._answer_in_words(), *case._solution_in_words()]

    def _answer_in_words(self):
        done, due = self.first_response_at, self.respond_by
        time = (done or due) and self._in_words(done or due)
        if done:
            yield self._promise(
                self.env._("We answered: %(time)s", time=time), kept=True
            )
        elif due and due <= fields.Datetime.now():
            words = self.env._("We owe you an answer since: %(time)s", time=time)
            yield self._promise(words, late=True)
        elif due and not self._is_solved_before(due):
            yield self._promise(self.env._("We answer by: %(time)s", time=time))

    def _is_solved_before(self, moment):
        """Whether the solution is due by then: an answer after it promises nothing."""
        due = self.resolve_by
        return bool(due and not self.customer_informed_at and due <= moment)

    def _solution_in_words(self):
        done, due = self.customer_informed_at, self.resolve_by
        time = (done or due) and self._in_words(done or due)
        if done:
            yield self._promise(self.env._("Solved: %(time)s", time=time), kept=True)
        elif due and due <= fields.Datetime.now():
            words = self.env._("We owe you a solution since: %(time)s", time=time)
            yield self._promise(words, late=True)
        elif due:
            yield self._promise(self.env._("We solve it by: %(time)s", time=time))

    @api.model
    def _promise(self, text, kept=False, late=False):
        return {"text": text, "kept": kept, "late": late}

    def _in_words(self, moment, now=None):
        """A moment (UTC) in the customer's zone and the reader's language."""
        locale = babel_locale_parse(get_lang(self.env).code)
        return moment_in_words(moment, self._customer_zone(), locale, now)

    def _customer_zone(self):
        case = self.sudo()
        zone = case.partner_id.tz or case.company_id.partner_id.tz
        return ZoneInfo(zone or self.env.user.tz or "UTC")

    # ------------------------------------------------------------------
    # What the customer may do
    # ------------------------------------------------------------------

    def _customer_close_stages(self):
        """The stages into which the customer may close the own case."""
        self.ensure_one()
        case = self.sudo()
        if case.closed or not case.active:
            return case.stage_id.browse()
        stages = case.team_id.with_company(case.company_id)._get_applicable_stages()
        return stages.filtered("close_from_portal")

    def _customer_attachments(self):
        """What the customer sent, or staff sent to the customer; nothing of a note."""
        case = self.sudo()
        messages = case.message_ids.filtered(
            lambda m: m.subtype_id and not (m.is_internal or m.subtype_id.internal)
        )
        return case.attachment_ids.filtered(
            lambda file: file in messages.attachment_ids or file.create_uid.share
        )
