# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class KeyAccountSiteRequest(models.Model):
    """What somebody of a group asks for at our desk, and what became of it (APP-7).

    It is settled there, or it becomes a case or an application; by these it is traced
    to its result, and by its receipts to the money and the devices.
    """

    _name = "key.account.site.request"
    _inherit = "key.account.site.part.mixin"
    _description = "Request at the On-Premises Desk"
    _order = "day_id desc, id"
    _rec_name = "what"

    day_id = fields.Many2one(
        "key.account.site.day",
        string="On-Premises Day",
        required=True,
        index=True,
        ondelete="restrict",
    )
    account_id = fields.Many2one(related="day_id.account_id", store=True, index=True)
    company_id = fields.Many2one(related="day_id.company_id", store=True)
    starts_at = fields.Datetime(related="day_id.starts_at", store=True)
    person = fields.Char(string="Who Asks", required=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Contact",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('id', 'child_of', account_id)]",
        help="If the person is among the contacts of the customer.",
    )
    phone = fields.Char()
    kind = fields.Selection(
        [
            ("device", "Buy a device or card"),
            ("payment", "Pay"),
            ("service", "Open or change a service"),
            ("fault", "Fault"),
            ("question", "Question"),
            ("other", "Other"),
        ],
        required=True,
        default="device",
    )
    what = fields.Char(string="Request", required=True)
    state = fields.Selection(
        [
            ("open", "Not handled yet"),
            ("settled", "Settled at the desk"),
            ("case", "Became a case"),
            ("application", "Became an application"),
            ("declined", "Declined"),
        ],
        default="open",
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    result = fields.Char(help="How it was settled, or why it was declined.")
    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        string="Case",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    application_id = fields.Many2one(
        "key.account.application",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    outcome = fields.Char(
        string="What Became of It", compute="_compute_outcome", compute_sudo=True
    )
    receipt_ids = fields.One2many(
        "key.account.receipt", "request_id", string="Receipts"
    )

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {"state", "ticket_id", "application_id"}

    @api.depends("state", "result", "ticket_id.stage_id", "application_id.state")
    def _compute_outcome(self):
        """By number and state only: whoever reads more has to be allowed to."""
        for request in self:
            work, state = request.ticket_id, request.ticket_id.stage_id.name
            number = work.number
            if request.application_id:
                work = request.application_id
                labels = work._fields["state"]._description_selection(self.env)
                number, state = work.name, dict(labels)[work.state]
            request.outcome = f"{number}: {state}" if work else request.result

    @api.constrains("partner_id")
    def _check_partner(self):
        for request in self.sudo():
            person = request.partner_id
            if person and person.commercial_partner_id != request.account_id:
                raise ValidationError(
                    self.env._(
                        "%(person)s is no contact of %(account)s.",
                        person=person.name,
                        account=request.account_id.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_open(self):
        if any(request.state != "open" or request.receipt_ids for request in self):
            raise UserError(
                self.env._("A request that was handled stays on record with its day.")
            )

    def write(self, vals):
        if not self.env.su and vals.keys() - {"result", "phone", "partner_id"}:
            self._check_open()
        return super().write(vals)

    def _check_open(self):
        """:raises UserError: for a request that was handled"""
        for request in self:
            if request.state != "open":
                labels = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "“%(request)s” is handled already: %(state)s.",
                        request=request.what,
                        state=labels[request.state],
                    )
                )

    # ------------------------------------------------------------------
    # What becomes of it
    # ------------------------------------------------------------------

    def action_settle(self):
        """It is settled at the desk.

        :raises UserError: if nobody has said how, or it was handled
        """
        self._end("settled", self.env._("Write down under “Result” how it is settled."))

    def action_decline(self):
        """It cannot be done.

        :raises UserError: if nobody has said why, or it was handled
        """
        self._end("declined", self.env._("Write down under “Result” why not."))

    def _end(self, state, question):
        for request in self:
            request.check_access("write")
            request._check_open()
            if not (request.result or "").strip():
                raise UserError(question)
            request.sudo().state = state

    def action_make_case(self):
        """Make a case of it, with its promises; whoever holds the desk owns it first.

        :raises AccessError: for whoever may take no cases
        :raises UserError: if it was handled
        """
        self.ensure_one()
        self.check_access("write")
        self.sudo().lock_for_update()
        self._check_open()
        case = self.env["helpdesk.ticket"].create(self._case_values())
        self.sudo().write({"state": "case", "ticket_id": case.id})
        return self._open(case)

    def _case_values(self):
        fault = self.kind == "fault"
        return {
            "name": self.what,
            "description": f"{self.person}: {self.what}",
            "partner_id": (self.partner_id or self.account_id).id,
            "case_kind": "maintenance" if fault else "business",
            "company_id": self.company_id.id,
        }

    def action_make_application(self):
        """Make the draft of an application of it, which is then filled in.

        :raises AccessError: for whoever may not apply
        :raises UserError: if it was handled
        """
        self.ensure_one()
        self.check_access("write")
        self.sudo().lock_for_update()
        self._check_open()
        application = self.env["key.account.application"].create(
            {
                "partner_id": self.account_id.id,
                "kind": "more",
                "reason": f"{self.person}: {self.what}",
                "company_id": self.company_id.id,
            }
        )
        self.sudo().write({"state": "application", "application_id": application.id})
        return self._open(application)

    def action_open_work(self):
        """Open the case or the application, for those who may read it."""
        self.ensure_one()
        self.check_access("read")
        return self._open(self.application_id or self.ticket_id)

    @api.model
    def _open(self, work):
        work.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": work._name,
            "res_id": work.id,
            "views": [(False, "form")],
        }

    def action_receipt(self):
        """Begin the receipt for money or devices of this request."""
        self.ensure_one()
        action = self.day_id.action_receipt()
        context = {
            "default_request_id": self.id,
            "default_person": self.person,
        }
        return {**action, "context": action["context"] | context}
