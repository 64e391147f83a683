# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import plaintext2html


class KeyAccountApplication(models.Model):
    """A customer who is not satisfied with an opening has complained (APP-2, CASE-1).

    Nobody has to think of it: the word makes a complaint with its promises, at once.
    While it is open, what the customer says further is added to it.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.application"  # pylint: disable=consider-merging-classes-inherited

    complaint_ids = fields.One2many(
        "helpdesk.ticket",
        "application_id",
        string="Complaints",
        readonly=True,
        copy=False,
    )
    complaint_count = fields.Integer(
        string="Complaints about It", compute="_compute_complaint_count"
    )
    open_complaint_id = fields.Many2one(
        "helpdesk.ticket",
        compute="_compute_complaint_count",
    )

    @api.depends_context("uid")
    @api.depends("complaint_ids.closed")
    def _compute_complaint_count(self):
        for application in self:
            complaints = application.complaint_ids
            still_open = complaints.filtered(lambda case: not case.closed)
            application.complaint_count = len(complaints)
            application.open_complaint_id = still_open[:1]

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {"complaint_ids"}

    def action_view_complaints(self):
        """Open the complaints about this opening, as far as the user may read them."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Complaints"),
            "res_model": "helpdesk.ticket",
            "view_mode": "list,form",
            "views": [(False, "list"), (False, "form")],
            "domain": [("application_id", "=", self.id)],
        }

    def _complain(self, said, moment):
        """Make a complaint of what the customer is not satisfied with.

        :param str said: the customer's words
        :param moment: when they reached us (UTC); promises count from then
        :return: the complaint, with all rights
        """
        self.ensure_one()
        # Whoever hears of it need not be allowed to take cases.
        cases = self.env["helpdesk.ticket"].sudo()
        known = cases.search(
            [("application_id", "=", self.id), ("closed", "=", False)], limit=1
        )
        if known:
            known.message_post(body=said, subtype_xmlid="mail.mt_note")
            return known
        silent = cases.with_context(mail_create_nosubscribe=True)
        return silent.create(self.sudo()._complaint_values(said, moment))

    def _complaint_values(self, said, moment):
        level, _words = self.env["key.account.complaint.level"]._propose(said)
        values = {
            "name": self.env._(
                "Not satisfied with opening %(number)s", number=self.name
            ),
            "description": plaintext2html(said),
            "partner_id": self.partner_id.id,
            "case_kind": "complaint",
            "company_id": self.company_id.id,
            "received_at": moment,
            "application_id": self.id,
        }
        return {**values, "complaint_level_id": level.id} if level else values

    # ------------------------------------------------------------------
    # Where the customer's word comes from
    # ------------------------------------------------------------------

    def _follow_call(self, outcome, moment, said):
        result = super()._follow_call(outcome, moment, said)
        if outcome == "not_satisfied":
            self._complain(said, moment)
        return result

    def _visit_done(self, order):
        result = super()._visit_done(order)
        if order.install_reaction == "not_satisfied":
            said = order.install_reaction_text or self.env._(
                "The customer was not satisfied with the installation."
            )
            # The crew hears it; the complaint is not the crew's.
            self.with_user(SUPERUSER_ID)._complain(said, fields.Datetime.now())
        return result
