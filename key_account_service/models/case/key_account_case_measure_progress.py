# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

TODO = "mail.mail_activity_data_todo"


class KeyAccountCaseMeasure(models.Model):
    """How a measure ends, and who is reminded of it (CASE-4)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.case.measure"

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
        """Tell each supervisor once of the measures that are late."""
        # East of Greenwich a day ends before it does in UTC.
        soon = fields.Date.add(fields.Date.today(), days=1)
        ending = self.sudo().search(
            [
                ("state", "=", "open"),
                ("date_due", "<", soon),
                ("overdue_told_on", "=", False),
            ],
            limit=1000,
        )
        by_company = ending.grouped(lambda measure: measure.ticket_id.company_id)
        for company, measures in by_company.items():
            zone = company.partner_id.tz or "UTC"
            today = fields.Date.context_today(self.with_context(tz=zone))
            late = measures.filtered(lambda one, today=today: one.date_due < today)
            late._tell_supervisor(today)

    def _tell_supervisor(self, today):
        for measure in self:
            case = measure.ticket_id
            above = case._deadline_role_users("supervisor").filtered("active")
            above = above or case._deadline_role_users("company_head")
            if above:
                text = measure._for(above[0]).env._(
                    "Overdue: measure of case %(case)s", case=case.number
                )
                measure._plan(above[0], today, text)
        self.overdue_told_on = today

    def _for(self, user):
        """What is written for somebody else is in that person's language."""
        return self.with_context(lang=user.lang)

    def _plan(self, user, day, summary):
        self.activity_schedule(
            TODO, date_deadline=day, summary=summary, user_id=user.id
        )
