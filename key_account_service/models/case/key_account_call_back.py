# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from .key_account_case_note import WAYS

#: States in which the customer is still to be asked.
OPEN = ("to_do", "unreachable")


class KeyAccountCallBack(models.Model):
    """Somebody asks the customer whether all is well, by a deadline (CASE-7, SAT-1).

    After each solution whoever serves the account, after a low rating as well; of a
    sample somebody who had nothing to do with the case. How it is recorded is in
    ``key_account_call_back_progress``, its deadline in ``key_account_call_back_clock``.
    It is read by those who may read the case, and by whoever has to call. What the
    customer said stands here and nowhere else. Times are UTC.
    """

    _name = "key.account.call.back"
    _inherit = ["key.account.case.part.mixin", "key.account.notice.mixin"]
    _description = "Call-Back"
    _order = "id desc"

    name = fields.Char(
        string="Number", default="/", required=True, readonly=True, copy=False
    )
    ticket_id = fields.Many2one(readonly=True, ondelete="restrict")
    kind = fields.Selection(
        [
            ("solution", "After the solution"),
            ("low_rating", "After a low rating"),
            ("sample", "Sample"),
        ],
        required=True,
        readonly=True,
    )
    state = fields.Selection(
        [
            ("to_do", "To Do"),
            ("unreachable", "Unreachable"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        default="to_do",
        required=True,
        readonly=True,
        # Columns in the order in which a call-back passes them.
        group_expand=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Caller",
        index=True,
        ondelete="restrict",
        domain=[("share", "=", False)],
        help="Who has to call. Of a sample somebody who did not work on the case.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="restrict"
    )
    # As on the day on which the call-back was asked for.
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    phone = fields.Char(related="partner_id.phone")
    key_account_id = fields.Many2one(
        "res.partner", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    key_account_tier_id = fields.Many2one(
        "key.account.tier",
        string="Tier",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    complaint_level_id = fields.Many2one(
        "key.account.complaint.level", readonly=True, ondelete="restrict"
    )
    team_id = fields.Many2one("helpdesk.ticket.team", string="Desk", readonly=True)
    sample_id = fields.Many2one(
        "key.account.call.back.sample",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    round = fields.Integer(
        string="Reopened Before",
        readonly=True,
        help="How often the case had been reopened when it was solved this time.",
    )
    requested_at = fields.Datetime(
        string="Asked For",
        required=True,
        readonly=True,
        default=fields.Datetime.now,
    )
    result = fields.Selection(
        [("satisfied", "Satisfied"), ("not_satisfied", "Not satisfied")], readonly=True
    )
    way = fields.Selection(WAYS, readonly=True)
    customer_said = fields.Text(string="What the Customer Says", readonly=True)
    called_at = fields.Datetime(string="Called", readonly=True)
    called_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    cancel_reason = fields.Char(string="Why Called Off", readonly=True)
    released_at = fields.Datetime(string="Given Up", readonly=True)
    released_by_id = fields.Many2one(
        "res.users", string="Given Up By", readonly=True, ondelete="restrict"
    )
    release_reason = fields.Char(string="Why Given Up", readonly=True)
    attempt_ids = fields.One2many(
        "key.account.call.back.attempt",
        "call_back_id",
        string="Attempts",
        readonly=True,
    )
    attempt_count = fields.Integer(
        string="Attempts in Vain", compute="_compute_attempt_count"
    )
    may_record = fields.Boolean(compute="_compute_may_record")

    _one_open = models.UniqueIndex(
        "(ticket_id) WHERE state IN ('to_do', 'unreachable') AND kind <> 'sample'"
        " AND released_at IS NULL",
        "There is a call-back to be made about this case already.",
    )

    _open_idx = models.Index("(user_id, id) WHERE state IN ('to_do', 'unreachable')")

    @api.depends("attempt_ids")
    def _compute_attempt_count(self):
        groups = self.env["key.account.call.back.attempt"]._read_group(
            [("call_back_id", "in", self.ids), ("outcome", "=", "not_reached")],
            ["call_back_id"],
            ["__count"],
        )
        counts = {call.id: count for call, count in groups}
        for call in self:
            call.attempt_count = counts.get(call.id, 0)

    @api.depends_context("uid")
    @api.depends("state", "user_id")
    def _compute_may_record(self):
        for call in self:
            call.may_record = call._is_open() and call._is_caller()

    @api.constrains("user_id")
    def _check_independent(self):
        samples = self.filtered(lambda call: call.kind == "sample" and call.user_id)
        involved = samples.ticket_id._involved_users() if samples else {}
        for call in samples:
            if call.user_id.id in involved[call.ticket_id.id]:
                raise ValidationError(
                    self.env._(
                        "%(user)s had to do with the case of %(call)s and cannot judge "
                        "it. Choose somebody who did not work on it.",
                        user=call.user_id.name,
                        call=call.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        numbers = self.env["ir.sequence"].sudo()
        for vals in vals_list:
            company = numbers.with_company(vals["company_id"])
            vals["name"] = company.next_by_code("key.account.call.back")
        return super().create(vals_list)

    def write(self, vals):
        """A supervisor gives a call-back to somebody else; the rest are facts.

        :raises AccessError: for whoever writes anything else over RPC
        :raises UserError: for a call-back that is not open any more
        """
        if not self.env.su:
            if vals.keys() - {"user_id"}:
                raise AccessError(
                    self.env._(
                        "What is said of a call-back follows from the call. Use "
                        "“Record call-back”."
                    )
                )
            self._check_open()
        return super().write(vals)

    @api.model
    def _derived_access_domain(self):
        return super()._derived_access_domain() | Domain("user_id", "=", self.env.uid)

    def _is_open(self):
        return self.state in OPEN and not self.released_at

    def _is_final(self):
        """Whether nobody has to ask any more: satisfied, or given up."""
        return bool(self.result == "satisfied" or self.released_at)

    def _check_open(self):
        """The customer has not been asked yet.

        :raises UserError: if it is done, given up or called off
        """
        for call in self:
            if not call._is_open():
                labels = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "%(call)s is “%(state)s” already and is not changed any more. "
                        "A new solution brings a new call-back.",
                        call=call.name,
                        state=labels[call.state],
                    )
                )

    def _is_caller(self):
        """Whether the current user may say what the customer answered (CASE-7).

        Of a sample only whoever was chosen; otherwise who serves the account, a
        superior, and for customers who are no key account whoever has the case.
        """
        self.ensure_one()
        user, call = self.env.user, self.sudo()
        if call.kind == "sample":
            return user == call.user_id
        case, account = call.ticket_id, call.key_account_id
        if not account:
            owners = case.user_id | case.first_contact_user_id | call.user_id
            return user in owners | case.team_id.user_id or self._may_decide()
        servants = account._key_account_servants() | case.key_account_manager_id
        return user in servants or self._is_superior()

    def _is_superior(self):
        """Whether the current user is in charge of the account of the case."""
        account = self.sudo().key_account_id.with_env(self.env)
        return self._may_decide() and account._is_in_charge()

    def _cancel(self, reason):
        """Call off; ``reason`` says why, in the company's language."""
        self.sudo().write({"state": "cancelled", "cancel_reason": reason})

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("Call-backs are proof and stay. Archive the case instead.")
        )
