# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .key_account_visit_plan import EDITABLE


class KeyAccountVisitPlan(models.Model):
    """Submitting, approving, returning, rejecting, cancelling a plan (VISIT-1)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.visit.plan"

    def action_submit(self):
        """Put the plan before the superiors that the steps of approval name.

        :raises UserError: if there is no visit in it, or nobody could approve it
        """
        for plan in self:
            plan._claim("write")._check_state(*EDITABLE)
            if not plan.sudo()._proposals():
                raise UserError(
                    plan.env._(
                        "There is no visit in this plan yet. Press “Propose visits”."
                    )
                )
            plan._request_approval()
            plan.sudo().activity_ids.unlink()

    def action_withdraw(self):
        """Take the plan back while superiors look at it, to change it."""
        for plan in self:
            plan._claim("write")._check_state("submitted")
            plan._write_facts({"state": "draft"})
            plan._begin_round()
            plan._drop_reminders()

    def action_cancel(self):
        """Drop a plan that nobody has approved, and what it proposes."""
        for plan in self:
            plan._claim("write")._check_state(*EDITABLE)
            plan._close("cancelled")
            plan.sudo()._drop_proposals()

    def _proposals(self):
        """Its visits that nobody has approved yet."""
        return self.env["key.account.visit"].search(
            Domain("plan_id", "in", self.ids) & Domain("state", "=", "proposed")
        )

    def _drop_proposals(self):
        """Proposals of a plan that will not be are no visits."""
        proposed = Domain("plan_id", "in", self.ids) & Domain("state", "=", "proposed")
        self.env["key.account.visit"].sudo().search(proposed).unlink()

    @api.model
    def _line_fields(self):
        return [*super()._line_fields(), "team_id"]

    def _approval_team(self):
        return self.team_id

    def _asker(self):
        return self.user_id

    @api.model
    def _reason_view(self):
        return self.env.ref("key_account_service.comment_wizard_view_form_visit_plan")

    def _approved(self):
        """What was proposed is planned from now on."""
        self._note_decision("approved")
        self.sudo()._proposals().write({"state": "planned"})
        self._drop_reminders()
        self._notify(self.user_id, "_text_approved")

    def _rejected(self):
        self._close("rejected")
        self.sudo()._drop_proposals()
        self._notify(self.user_id, "_text_rejected")

    def _text_approved(self):
        return self.env._("Your visit plan is approved.")

    def _text_rejected(self):
        return self.env._("Your visit plan was rejected.")

    def _text_returned(self):
        return self.env._("Your visit plan was returned for change.")

    def _text_no_step(self):
        return self.env._(
            "No step of approval fits this plan. Ask an administrator to add one under "
            "Configuration → Visit Plan Approvals."
        )

    def action_view_visits(self):
        """Open the visits of the plan in the calendar, to be moved there."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_service.key_account_visit_action_plan"
        )
        first = max(self.date_from, fields.Date.context_today(self))
        return action | {
            "domain": [("plan_id", "=", self.id)],
            "context": {
                "default_user_id": self.user_id.id,
                "initial_date": fields.Date.to_string(first),
                "key_account_show_customer": True,
            },
        }
