# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .key_account_warning_rule import SUBJECTS

#: What the people who see to a warning write themselves.
WORDS = {"acknowledge_note", "measure"}


class KeyAccountWarning(models.Model):
    """That cases repeat: raised before the next one, with the evidence (CASE-8).

    There is one for a rule and a subject as long as it lasts; cases that follow join
    it. Who reads it sees of the evidence the cases that are the own to read. Times are
    UTC.
    """

    _name = "key.account.warning"
    _inherit = ["key.account.proof.mixin", "key.account.notice.mixin"]
    _description = "Early Warning"
    _order = "raised_at DESC, id DESC"
    _check_company_auto = True

    OPEN = ("new", "acknowledged")

    name = fields.Char(string="Number", required=True, readonly=True, copy=False)
    rule_id = fields.Many2one(
        "key.account.warning.rule",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    subject = fields.Selection(SUBJECTS, string="Repeats By", readonly=True)
    subject_key = fields.Char(required=True, readonly=True)
    subject_name = fields.Char(string="What Repeats", compute="_compute_subject_name")
    account_id = fields.Many2one(
        "res.partner", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    cause_id = fields.Many2one(
        "key.account.cause", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )
    case_ids = fields.Many2many(
        "helpdesk.ticket",
        "key_account_warning_case_rel",
        "warning_id",
        "ticket_id",
        string="Evidence",
        readonly=True,
        copy=False,
        help="The cases that you may read.",
    )
    case_count = fields.Integer(string="Cases", readonly=True, aggregator="sum")
    days = fields.Integer(string="Within Days", readonly=True)
    case_limit = fields.Integer(string="Limit", readonly=True)
    first_case_at = fields.Datetime(string="First Case", readonly=True)
    last_case_at = fields.Datetime(string="Last Case", readonly=True)
    raised_at = fields.Datetime(required=True, readonly=True)
    state = fields.Selection(
        [
            ("new", "New"),
            ("acknowledged", "Acknowledged"),
            ("handled", "Handled"),
            ("lapsed", "Lapsed"),
        ],
        required=True,
        readonly=True,
        default="new",
        index=True,
        group_expand=True,
        help="Lapsed: its cases turned out to be void, duplicates or of another cause.",
    )
    acknowledged_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    acknowledged_at = fields.Datetime(readonly=True, copy=False)
    acknowledge_note = fields.Text(
        string="What It Looks Like",
        copy=False,
        help="What is behind it, as you see it.",
    )
    handled_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    handled_at = fields.Datetime(readonly=True, copy=False)
    measure = fields.Text(
        string="Measure Taken",
        copy=False,
        help="What was done so that there is no further case.",
    )
    told_count = fields.Integer(
        readonly=True, help="How many cases there were when people were told last."
    )
    notice_ids = fields.One2many(
        "key.account.warning.notice", "warning_id", string="Told", readonly=True
    )

    _once = models.UniqueIndex(
        "(rule_id, company_id, subject_key) WHERE state IN ('new', 'acknowledged')",
        "There is an open warning of this rule already.",
    )

    @api.depends("account_id", "cause_id", "subject_key")
    @api.depends_context("lang")
    def _compute_subject_name(self):
        for warning in self:
            # The name of a key account is no secret among colleagues.
            known = warning.sudo().account_id or warning.cause_id
            warning.subject_name = known.display_name or warning.subject_key

    @api.depends("name", "subject_name")
    def _compute_display_name(self):
        for warning in self:
            warning.display_name = f"{warning.name} · {warning.subject_name}"

    def write(self, vals):
        if not self.env.su:
            self._check_words(vals)
        return super().write(vals)

    def _check_words(self, vals):
        """:raises AccessError: if more is written than the words of whoever sees to it
        :raises UserError: if the warning is ended
        """
        if vals.keys() - WORDS:
            raise AccessError(
                self.env._("What an early warning says follows from the cases.")
            )
        for warning in self:
            if warning.state not in self.OPEN:
                raise UserError(
                    self.env._("%(warning)s is ended already.", warning=warning.name)
                )

    def action_acknowledge(self):
        """Put on record that the current user has seen it, and what it looks like."""
        self._check_step(("new",), "acknowledge_note")
        self.sudo().write(
            {
                "state": "acknowledged",
                "acknowledged_by_id": self.env.uid,
                "acknowledged_at": fields.Datetime.now(),
            }
        )

    def action_handle(self):
        """Put on record what was done about it; the warning is over."""
        self._check_step(("acknowledged",), "measure")
        self.sudo().write(
            {
                "state": "handled",
                "handled_by_id": self.env.uid,
                "handled_at": fields.Datetime.now(),
            }
        )

    def _check_step(self, states, words):
        """:raises AccessError: for those who only read, or not even that
        :raises UserError: if it is not time for the step, or a word is missing
        """
        self.check_access("write")
        for warning in self:
            if warning.state not in states:
                raise UserError(
                    self.env._(
                        "%(warning)s is “%(state)s”: reload the page and see what is "
                        "to be done.",
                        warning=warning.name,
                        state=dict(
                            self._fields["state"]._description_selection(self.env)
                        )[warning.state],
                    )
                )
            if not (warning[words] or "").strip():
                raise UserError(
                    self.env._(
                        "Write down “%(field)s” of %(warning)s first.",
                        field=self._fields[words]._description_string(self.env),
                        warning=warning.name,
                    )
                )

    def action_view_cases(self):
        """Open the cases of the evidence that the user may read."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "helpdesk.ticket",
            "view_mode": "list,form",
            "domain": [("warning_ids", "in", self.ids)],
            "name": self.env._("Evidence"),
        }

    @api.model
    def _of_cases(self, cases):
        """The open warnings that name one of the cases."""
        cases_domain = Domain("case_ids", "in", cases.ids)
        return self.with_context(active_test=False).search(
            cases_domain & Domain("state", "in", self.OPEN)
        )
