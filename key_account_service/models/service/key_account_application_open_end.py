# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class KeyAccountApplication(models.Model):
    """After the opening: call-back, report to the head, filed (APP-2).

    A customer who is not satisfied keeps the application open, and has complained (see
    ``…_complaint``): what is wrong is put right, by another crew if need be, and the
    customer is called again.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.application"  # pylint: disable=consider-merging-classes-inherited

    call_ids = fields.One2many(
        "key.account.application.call",
        "application_id",
        string="Call-Backs",
        readonly=True,
        copy=False,
    )
    called_back_at = fields.Datetime(
        string="Called Back",
        readonly=True,
        copy=False,
        help="When the customer was first reached after the opening.",
    )
    may_file_unheard = fields.Boolean(compute="_compute_may_file_unheard")
    opening_report = fields.Text(readonly=True, copy=False)
    reported_to_ids = fields.Many2many(
        "res.users",
        "key_account_application_reported_rel",
        readonly=True,
        copy=False,
    )

    @api.depends_context("uid")
    @api.depends("state", "call_ids")
    def _compute_may_file_unheard(self):
        """Whether the current user may file it without the customer's word."""
        for application in self:
            opened = application.state == "opened"
            application.may_file_unheard = opened and application._is_unreachable()

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "call_ids",
            "called_back_at",
            "opening_report",
            "reported_to_ids",
        }

    def action_record_call(self):
        """Open the form in which the call to the customer is written down."""
        return self._opening_form(
            "key.account.application.call.record", self.env._("Record Call-Back")
        )

    def action_report(self):
        """Open the form of the report to the head."""
        return self._opening_form(
            "key.account.application.report", self.env._("Report to the Head")
        )

    def _opening_form(self, model, name):
        self.ensure_one()
        self._openings_in("opened")
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": {"default_application_id": self.id},
        }

    def _record_call(self, outcome, moment, way, said):
        """Put a call on record, as the current user.

        :param moment: when the customer was called (UTC)
        :param said: a customer who is not satisfied says why
        """
        self.ensure_one()
        application = self._openings_in("opened")
        if not application.opened_at <= moment <= fields.Datetime.now():
            raise UserError(
                self.env._("The call lies between the opening and now. Correct “When”.")
            )
        if outcome == "not_satisfied" and not (said or "").strip():
            raise UserError(
                self.env._("Write down what the customer is not satisfied with.")
            )
        application.call_ids.create(
            {
                "application_id": self.id,
                "at": moment,
                "user_id": self.env.uid,
                "way": way,
                "outcome": outcome,
                "note": said,
            }
        )
        application._follow_call(outcome, moment, said)

    def _follow_call(self, outcome, moment, said):
        """What follows from the customer's word; hook for what else does."""
        row = self.step_ids.filtered(lambda row: row.step == "call_back")
        if outcome == "not_satisfied":
            row._take_back()
        elif outcome == "satisfied":
            row._take()
        if outcome != "not_reached" and not self.called_back_at:
            self._write_facts({"called_back_at": moment})

    def _report_opening(self, text):
        """Tell the head of the department how it went, by number and link."""
        self.ensure_one()
        application = self._openings_in("opened")
        if not application._is_unreachable():
            application._check_step("call_back")
        if not (text or "").strip():
            raise UserError(self.env._("Write down how it went."))
        told = application._deadline_told("department_head")
        heads = self.env["res.users"].union(*(one.user for one in told))
        application._write_facts(
            {"opening_report": text, "reported_to_ids": [(6, 0, heads.ids)]}
        )
        application._take_step("report")
        application._notify(heads - self.env.user, "_text_reported")

    def _text_reported(self):
        return self.env._(
            "%(application)s is opened; the account manager reports on it.",
            application=self.sudo().name,
        )

    def _report_draft(self):
        """What is on record of the opening, to begin the report with."""
        self.ensure_one()
        order = self.sudo().fsm_order_ids.filtered(
            lambda order: order.repair_state == "done"
        )[-1:]
        lines = [", ".join(self.line_ids.mapped("product_id.display_name"))]
        if order:
            lines += [
                order.repair_work_done,
                self.env._(
                    "The customer's reaction: %(reaction)s",
                    reaction=order._selection_word("install_reaction"),
                ),
                order.install_reaction_text,
            ]
            if order.repair_rating:
                lines.append(
                    self.env._(
                        "Rating of the crew: %(rating)s of 5",
                        rating=order.repair_rating,
                    )
                )
        lines += [call.note for call in self.call_ids if call.outcome == "satisfied"]
        return "\n".join(line for line in lines if line)

    def action_file(self):
        """File it with the key-customer department: all is done (APP-2).

        A customer whom nobody reaches does not hold it up for ever: after as many
        attempts in vain as call-backs have, a superior may file it all the same.
        """
        for application in self._openings_in("opened"):
            if not application._is_unreachable():
                application._check_step("call_back")
                application._check_step("report")
            if running := application._running_orders():
                raise UserError(
                    self.env._(
                        "A crew is still to come: %(orders)s.",
                        orders=", ".join(running.mapped("name")),
                    )
                )
            application._take_step("file")
            application._write_facts(
                {"state": "filed", "filed_at": fields.Datetime.now()}
            )

    def _is_unreachable(self):
        """Whether the current user, a superior, may go without the customer's word."""
        calls = self.call_ids
        in_vain = calls and all(call.outcome == "not_reached" for call in calls)
        granted = self.company_id.key_account_call_attempts or 1
        enough = in_vain and len(calls) >= granted
        return bool(enough and self.key_account_id._is_in_charge())
