# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...lib import sample


class KeyAccountCallBackSample(models.Model):
    """How a sample is drawn, and who calls (CASE-7)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.call.back.sample"

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
        record.write({"state": "drawn", "drawn_at": fields.Datetime.now()})

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
        for company in self.env["res.company"].search(
            [("key_account_sample_share", ">", 0)]
        ):
            week = self._last_week(company)
            known = Domain("company_id", "=", company.id)
            record = self.search(known & Domain("week_start", "=", week), limit=1)
            if not record:
                record = self.create({"company_id": company.id, "week_start": week})
            if record.state == "draft":
                record._draw()
