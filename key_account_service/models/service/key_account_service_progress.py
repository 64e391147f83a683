# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .key_account_service_term import OUTCOMES


class KeyAccountService(models.Model):
    """Suspending, resuming and ending a service, and letting it run out (FILE-5).

    Each by whoever serves the account, and each with a reason. The forms that ask for
    it call what begins with an underscore.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.service"  # pylint: disable=consider-merging-classes-inherited

    term_id = fields.Many2one(
        "key.account.service.term",
        string="Term That Ends Next",
        compute="_compute_term_id",
    )
    outcome = fields.Selection(OUTCOMES, string="Renewal", compute="_compute_outcome")
    is_expiring = fields.Boolean(
        string="Expiring",
        compute="_compute_is_expiring",
        search="_search_is_expiring",
        help="It ends soon, that is after the first reminder to the customer, and "
        "nobody has decided yet whether it goes on.",
    )

    @api.depends("term_ids.date_until")
    def _compute_term_id(self):
        for service in self:
            service.term_id = service.term_ids.sorted("date_until")[-1:]

    @api.depends("term_ids.decision", "term_ids.asked_at", "term_ids.date_until")
    def _compute_outcome(self):
        for service in self:
            service.outcome = service.term_id.outcome

    @api.depends("term_ids.decision", "date_until")
    def _compute_is_expiring(self):
        today = fields.Date.context_today(self)
        last = self.env["key.account.service.reminder"]._expiring_until(today)
        for service in self:
            until = service.date_until
            near = until and today <= until <= last
            service.is_expiring = bool(near and not service.term_id.decision)

    def _search_is_expiring(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        last = self.env["key.account.service.reminder"]._expiring_until(today)
        undecided = Domain("decision", "=", False) & Domain("date_until", ">=", today)
        expiring = Domain("term_ids", "any", undecided) & Domain(
            "date_until", "<=", last
        )
        return Domain.OR(expiring if asked else ~expiring for asked in value)

    # ------------------------------------------------------------------
    # Buttons: each opens the form that asks for the reason
    # ------------------------------------------------------------------

    def action_suspend(self):
        """Ask why the service is suspended."""
        return self._open_step("suspend", "open")

    def action_resume(self):
        """Ask why the service goes on."""
        return self._open_step("resume", "suspended")

    def action_end(self):
        """Ask on which day the service ends before its time, and why."""
        return self._open_step("end", "coming", "open", "suspended")

    def action_let_end(self):
        """Ask why the service is not renewed."""
        self._check_undecided()
        return self._open_step("let_end", "coming", "open", "suspended", "ended")

    def action_apply_for_renewal(self):
        """Apply for the renewal now, or open the application that there is.

        :raises UserError: where there is nothing to renew, or the product is missing
        """
        self.ensure_one()
        self.check_access("write")
        self._check_undecided()
        if not self.product_id:
            raise UserError(
                self.env._(
                    "%(service)s is on no list of services, so that nobody can apply "
                    "for its renewal. Choose its product first, or enter its new end.",
                    service=self.number,
                )
            )
        term = self.sudo().term_id
        term.lock_for_update()
        if term.asked_at:
            # The former application was rejected or withdrawn.
            term.with_user(SUPERUSER_ID)._apply()
        term._ask("staff")
        term.sudo(False).invalidate_recordset(["application_id"])
        return {
            "type": "ir.actions.act_window",
            "res_model": "key.account.application",
            "res_id": term.sudo(False).application_id.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def _open_step(self, step, *states):
        self.ensure_one()
        self.check_access("write")
        self._check_state(*states)
        labels = self.env["key.account.service.step"]._fields["step"]
        return {
            "type": "ir.actions.act_window",
            "name": dict(labels._description_selection(self.env))[step],
            "res_model": "key.account.service.step",
            "view_mode": "form",
            "target": "new",
            "context": {"default_service_id": self.id, "default_step": step},
        }

    def _check_state(self, *states):
        """:raises UserError: if the service is in none of the states any more"""
        if self.state not in states:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "This cannot be done with %(service)s any more: it is “%(state)s”.",
                    service=self.number,
                    state=labels[self.state],
                )
            )

    def _check_undecided(self):
        """:raises UserError: if there is no end about which to decide"""
        if not self.date_until:
            raise UserError(
                self.env._(
                    "%(service)s has no end: it goes on until it is cancelled.",
                    service=self.number,
                )
            )
        if self.sudo().term_id.decision:
            raise UserError(
                self.env._(
                    "It is decided already what becomes of %(service)s.",
                    service=self.number,
                )
            )

    # ------------------------------------------------------------------
    # What the forms do
    # ------------------------------------------------------------------

    def _suspend(self, reason):
        """The customer does not get the service for a time; its end stays."""
        self._begin_step("open")
        today = fields.Date.context_today(self)
        self.sudo().write({"suspended_on": today, "suspend_reason": reason})

    def _resume(self, reason):
        """The service goes on; why, stands in the history."""
        self._begin_step("suspended")
        # Two entries: the first says why, the second that it is over.
        self.sudo().suspend_reason = reason
        self.sudo().write({"suspended_on": False, "suspend_reason": False})

    def _end(self, day, reason):
        """The service ends for good with a day, today or later.

        :raises UserError: for a day after the one on which it ends anyway
        """
        self._begin_step("coming", "open", "suspended")
        if self.date_until and day > self.date_until:
            raise UserError(
                self.env._(
                    "%(service)s ends on %(day)s anyway. Choose an earlier day.",
                    service=self.number,
                    day=self.date_until,
                )
            )
        self.sudo()._close(max(day, self.date_from), reason)

    def _let_end(self, reason):
        """The service is not renewed: it ends on its last day."""
        self._begin_step("coming", "open", "suspended", "ended")
        self._check_undecided()
        self.sudo()._close(self.date_until, reason)

    def _begin_step(self, *states):
        self.ensure_one()
        self.check_access("write")
        # Two may press at the same moment.
        self.sudo().lock_for_update()
        self._check_state(*states)

    def _close(self, day, reason):
        """End these services with a day; what would renew them is called off."""
        self.write({"date_until": day, "end_reason": reason})
        undecided = self.term_id.filtered(lambda term: not term.decision)
        undecided._decide("ended", reason)
        self.application_line_ids.application_id._call_off_renewals()
