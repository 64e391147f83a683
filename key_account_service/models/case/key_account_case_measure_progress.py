# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..clock.key_account_sweep_mixin import RETRY_AFTER

TODO = "mail.mail_activity_data_todo"


class KeyAccountCaseMeasure(models.Model):
    """How a measure ends, and who is reminded of it (CASE-4)."""

    _name = "key.account.case.measure"
    _inherit = ["key.account.case.measure", "key.account.sweep.mixin"]

    overdue_told_on = fields.Date(
        readonly=True, copy=False, help="When the supervisor was told that it is late."
    )

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {"overdue_told_on"}

    def action_done(self):
        """Put on record that the measures are carried out, and what came of it."""
        self._end("done", self.env._("Write down the result of “%(measure)s” first."))

    def action_give_up(self):
        """Put on record that the measures are not carried out, and why."""
        self._check_serves()
        self._end(
            "cancelled",
            self.env._("Write down why “%(measure)s” is given up, as its result."),
        )

    def action_take_up(self):
        """Take up measures again that were ended."""
        self._check_serves()
        self.sudo().write(
            {
                "state": "open",
                "done_at": False,
                "done_by_id": False,
                "overdue_told_on": False,
            }
        )
        self._remind()

    def _check_serves(self):
        """:raises AccessError: for those who may not change the case"""
        self.check_access("write")
        self._check_case(set(self.sudo().ticket_id.ids))

    def _check_open(self):
        """:raises UserError: if one of the measures was ended"""
        ended = self.filtered(lambda measure: measure.state != "open")
        if ended and not self.env.su:
            raise UserError(
                self.env._(
                    "“%(measure)s” is ended. Take it up again to change it.",
                    measure=ended[0].name,
                )
            )

    def _end(self, state, missing):
        """:raises UserError: if a measure is ended already, or says no result"""
        if not (self.has_access("write")):
            raise AccessError(
                self.env._("Only who has to do a measure, or serves the case, ends it.")
            )
        self._check_open()
        for measure in self:
            if not (measure.result or "").strip():
                raise UserError(missing % {"measure": measure.name})
        self.sudo().write(
            {
                "state": state,
                "done_at": fields.Datetime.now(),
                "done_by_id": self.env.uid,
            }
        )
        self.sudo().activity_unlink([TODO])

    def _remind(self):
        """Whoever has to do a measure finds it among the own activities."""
        measures = self.sudo().filtered(lambda measure: measure.state == "open")
        measures.activity_unlink([TODO])
        measures.filtered("overdue_told_on").overdue_told_on = False
        for measure in measures:
            text = measure._for(measure.user_id).env._(
                "Measure of case %(case)s", case=measure.ticket_id.number
            )
            measure._plan(measure.user_id, measure.date_due, text)

    @api.model
    def _cron_tell_overdue(self):
        """Scheduled action: tell each supervisor once of the measures that are late."""
        self._sweep_run(self._tell_overdue)

    @api.model
    def _tell_overdue(self, limit=None):
        """Tell of late measures, each in a savepoint of its own; never commits.

        :return: how many measures were looked at
        """
        late = SQL(
            "state = 'open' AND overdue_told_on IS NULL"
            " AND (error_at IS NULL OR error_at <= %s) AND %s",
            fields.Datetime.now() - RETRY_AFTER,
            self._sql_late(),
        )
        measures = self.sudo()._sweep_claim(late, SQL("date_due, id"), limit)
        for measure in measures:
            measure._sweep_guarded(lambda one: one._tell_supervisor())
        return len(measures)

    @api.model
    def _sql_late(self):
        """That the last day is over where the company of the case is."""
        now = fields.Datetime.now()
        # pylint: disable-next=no-search-all
        companies = self.env["res.company"].sudo().search([])
        days = SQL(", ").join(
            SQL("(%s, %s)", company.id, company._today_at(now)) for company in companies
        )
        return SQL(
            "EXISTS (SELECT FROM helpdesk_ticket AS of_case"
            " JOIN (VALUES %s) AS place (company_id, today) USING (company_id)"
            " WHERE of_case.id = %s AND %s < place.today::date)",
            days,
            SQL.identifier(self._table, "ticket_id"),
            SQL.identifier(self._table, "date_due"),
        )

    def _tell_supervisor(self):
        case = self.ticket_id
        today = case.company_id._today_at(fields.Datetime.now())
        above = case._deadline_role_users("supervisor").filtered("active")
        above = above or case._deadline_role_users("company_head")
        if above:
            text = self._for(above[0]).env._(
                "Overdue: measure of case %(case)s", case=case.number
            )
            self._plan(above[0], today, text)
        self.write({"overdue_told_on": today, "error": False, "error_at": False})

    def _for(self, user):
        """What is written for somebody else is in that person's language."""
        return self.with_context(lang=user.lang)

    def _plan(self, user, day, summary):
        self.activity_schedule(
            TODO, date_deadline=day, summary=summary, user_id=user.id
        )
