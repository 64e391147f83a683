# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL


class KeyAccountDeadline(models.Model):
    """One promise on one piece of work, watched by the clock.

    ``state`` is the life cycle only; that a promise was missed is a fact beside it,
    ``missed_at``. All times are UTC. The times of a deadline are worked out from its
    ledger and its terms and kept here only so that the database can find what is due.
    Everything but reading is done by the engine itself (CASE-5).
    """

    _name = "key.account.deadline"
    _inherit = [
        "key.account.derived.access.mixin",
        "key.account.sweep.mixin",
        "key.account.proof.mixin",
    ]
    _description = "Deadline"
    _order = "due_at, id"
    _rec_name = "res_name"

    res_model = fields.Char(string="Work Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Work ID", model_field="res_model", required=True, readonly=True
    )
    res_name = fields.Char(
        string="Work",
        readonly=True,
        help="Number of the work, kept when the work is deleted.",
    )
    kind = fields.Selection(
        selection=lambda self: self._selection_kind(),
        string="Promise",
        required=True,
        readonly=True,
    )
    policy_id = fields.Many2one(
        "key.account.deadline.policy",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    promise_seconds = fields.Integer(readonly=True, help="Length of the promise.")
    state = fields.Selection(
        [
            ("running", "Running"),
            ("paused", "On hold"),
            ("met", "Kept"),
            ("cancelled", "Cancelled"),
        ],
        default="running",
        required=True,
        readonly=True,
    )
    started_at = fields.Datetime(readonly=True)
    warn_at = fields.Datetime(string="Warning", readonly=True)
    due_at = fields.Datetime(string="Due", readonly=True)
    first_due_at = fields.Datetime(
        string="First Due",
        readonly=True,
        help="The due time that was promised at the start, before any change.",
    )
    next_event_at = fields.Datetime(
        string="Next Step",
        readonly=True,
        help="When something has to be decided next; while on hold, when the reason of "
        "the hold is used up.",
    )
    missed_at = fields.Datetime(string="Missed", readonly=True)
    met_at = fields.Datetime(string="Kept On", readonly=True)
    late_by = fields.Integer(
        readonly=True, help="Seconds by which the promise was kept too late."
    )
    round = fields.Integer(
        default=1,
        readonly=True,
        help="How often a later due time was given after a warning or a miss, plus 1.",
    )
    urgent = fields.Boolean(related="policy_id.urgent")
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    responsible_id = fields.Many2one("res.users", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    event_ids = fields.One2many(
        "key.account.deadline.event", "deadline_id", string="Ledger", readonly=True
    )
    alarm_ids = fields.One2many(
        "key.account.alarm", "deadline_id", string="Alarms", readonly=True
    )

    _next_event_idx = models.Index(
        "(next_event_at, id) WHERE next_event_at IS NOT NULL"
    )
    # Lists of a million: the next one due first, everybody's or one's own.
    _due_idx = models.Index("(due_at, id)")
    _responsible_idx = models.Index("(responsible_id, due_at, id)")
    _work_uniq = models.UniqueIndex("(res_model, res_id, kind)")

    @api.model
    def _selection_kind(self):
        policy_kind = self.env["key.account.deadline.policy"]._fields["kind"]
        return policy_kind._description_selection(self.env)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._(
                "Deadlines are the proof of what was promised and cannot be deleted. "
                "Cancel the work instead."
            )
        )

    def action_open_work(self):
        """Open the piece of work that carries the promise."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
        }

    def _promise_key(self):
        """What the work knows the promise by: its own id and the kind of promise."""
        return self.res_id, self.kind

    @api.model
    def _derived_access_domain(self):
        """A deadline is read by those who may read its work (SEC-3).

        Those who administer or audit the service also read what has become of promises
        whose work is gone.
        """
        if any(
            self.env.user.has_group(f"key_account_service.group_key_account_{name}")
            for name in ("manager", "auditor")
        ):
            return Domain.TRUE
        policies = self.env["key.account.deadline.policy"]
        return Domain.OR(
            Domain("res_model", "=", name)
            & Domain("res_id", "in", work.with_context(active_test=False)._search([]))
            for name in policies._work_models()
            if (work := self.env[name]).has_access("read")
        )

    @api.model
    def _rebind(self, policy, revision):
        """Bind the deadlines of a policy to its earlier terms, a million as well."""
        self.flush_model(["policy_id"])
        self.env.cr.execute(
            SQL(
                "UPDATE key_account_deadline SET policy_id = %s WHERE policy_id = %s",
                revision.id,
                policy.id,
            )
        )
        self.invalidate_model(["policy_id"])

    def _lock(self):
        """Wait for whoever works on these deadlines; work on what they left.

        A sweep that has just moved one makes this transaction start over, instead of
        both of them writing the same fact.
        """
        if self:
            self.flush_model()
            self.env.cr.execute(
                SQL(
                    "SELECT id FROM key_account_deadline WHERE id IN %s"
                    " ORDER BY id FOR NO KEY UPDATE",
                    tuple(self.ids),
                )
            )
        return self
