# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...lib import sample
from ..clock.key_account_sweep_mixin import RETRY_AFTER


class KeyAccountCallBackSample(models.Model):
    """How a sample is drawn, and who calls (CASE-7)."""

    _name = "key.account.call.back.sample"
    _inherit = ["key.account.call.back.sample", "key.account.sweep.mixin"]

    def action_preview(self):
        """Show which cases there are, and which of them the seed would draw.

        :raises AccessError: for everybody but administrators of the service
        :raises UserError: for a sample that is drawn
        """
        self.check_access("write")
        for record in self:
            record._fill()

    def action_draw(self):
        """Draw the sample and ask for its call-backs.

        :raises AccessError: for everybody but administrators of the service
        :raises UserError: for a sample that is drawn
        """
        self.check_access("write")
        for record in self:
            record._draw()

    def _fill(self):
        """Put the cases of the week on the list, with those the seed draws."""
        record = self.sudo()
        record.lock_for_update()
        if record.state == "drawn":
            raise UserError(self.env._("The sample of this week is drawn already."))
        record.line_ids.unlink()
        record.line_ids.create(
            [record._line_values(case) for case in record._population()]
        )
        drawn = set(record._draw_again())
        record.line_ids.filtered(lambda line: line.number in drawn).is_drawn = True

    def _line_values(self, case):
        return {
            "sample_id": self.id,
            "ticket_id": case.id,
            "number": case.id,
            "stratum": f"{case.complaint_level_id.code or ''}/{case.team_id.id or 0}",
            "complaint_level_id": case.complaint_level_id.id,
            "team_id": case.team_id.id,
            # Whoever is no contact of ours is a customer of the own.
            "customer": case.commercial_partner_id.id or -case.id,
        }

    def _draw(self):
        self._fill()
        record = self.sudo()
        cases = record.line_ids.filtered("is_drawn").ticket_id
        caller = record._callers(cases)
        values = [
            {
                **case._call_back_values(
                    "sample", self.env["res.users"].browse(caller.get(case.id))
                ),
                "sample_id": record.id,
            }
            for case in cases
        ]
        self.env["key.account.call.back"].sudo().create(values)
        drawn = {"state": "drawn", "drawn_at": fields.Datetime.now()}
        record.write({**drawn, "error": False, "error_at": False})

    def _callers(self, cases):
        """Who calls about which case: dict of case id to user id."""
        people = self.company_id.key_account_sample_caller_ids.filtered("active")
        if not people:
            group = self.env.ref("key_account_service.group_key_account_officer")
            people = group.all_user_ids.filtered(
                lambda u: u.active and self.company_id in u.company_ids
            )
        barred = cases._involved_users() if cases else {}
        order = self._draw_again()
        return sample.callers(order, sorted(people.ids), barred, self.seed)

    @api.model
    def _cron_draw(self):
        """Draw the sample of the week that is over, once, for each company."""
        self._sweep_run(self._draw_due)

    @api.model
    def _draw_due(self, limit=None):
        """Draw what is due, each company in a savepoint of its own; never commits.

        :return: how many samples were looked at
        """
        companies = self.env["res.company"].search(
            [("key_account_sample_share", ">", 0)]
        )
        week = {company: self._last_week(company) for company in companies}
        self._prepare(week)
        due = SQL(" OR ").join(
            SQL("company_id = %s AND week_start = %s", company.id, monday)
            for company, monday in week.items()
        )
        where = SQL(
            "state = 'draft' AND (%s) AND (error_at IS NULL OR error_at <= %s)",
            due if week else SQL("FALSE"),
            fields.Datetime.now() - RETRY_AFTER,
        )
        samples = self.sudo()._sweep_claim(where, SQL("id"), limit)
        for record in samples:
            record._sweep_guarded(lambda one: one._draw())
        return len(samples)

    @api.model
    def _prepare(self, week):
        """Make the samples that are not there yet.

        :param week: dict of company to its Monday
        """
        known = self.search_fetch(
            Domain("week_start", "in", list(week.values())),
            ["company_id", "week_start"],
        )
        there = {(record.company_id, record.week_start) for record in known}
        self.create(
            [
                {"company_id": company.id, "week_start": monday}
                for company, monday in week.items()
                if (company, monday) not in there
            ]
        )
