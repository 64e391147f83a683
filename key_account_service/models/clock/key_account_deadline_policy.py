# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from ast import literal_eval
from collections import Counter
from datetime import timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models, tools
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.base.models.res_partner import _tz_get

from ...lib.clock import ContinuousClock
from ...lib.promise import promise_from, promise_length
from ...lib.schedule import Step, Terms
from ...lib.watch import Watch


class KeyAccountDeadlinePolicy(models.Model):
    """What is promised, for which work, and who learns when it is not kept.

    The policy with the lowest sequence that fits a piece of work applies; among those
    of the same sequence the one that is due first (CASE-3). A policy that deadlines
    already use is never altered under them: what they were promised moves to an
    archived revision, to which they stay bound.
    """

    _name = "key.account.deadline.policy"
    _inherit = "key.account.reach.mixin"
    _description = "Deadline Policy"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(
        default=10,
        help="The fitting policy with the lowest number applies. Among equal numbers, "
        "the one that is due first.",
    )
    company_id = fields.Many2one(
        "res.company", help="Empty: the policy applies in every company."
    )
    model_id = fields.Many2one(
        "ir.model",
        string="Work",
        required=True,
        ondelete="cascade",
        domain=lambda self: [("model", "in", self._work_models())],
        help="The kind of work that carries the promise.",
    )
    res_model = fields.Char(
        related="model_id.model", string="Work Model", store=True, index=True
    )
    kind = fields.Selection(
        [("respond", "First response"), ("resolve", "Solution")],
        string="Promise",
        required=True,
    )
    domain = fields.Char(
        string="Further Conditions",
        default="[]",
        help="Only work that fits these conditions; empty: all.",
    )
    amount = fields.Float(
        string="Time Limit", required=True, help="How much time the promise grants."
    )
    unit = fields.Selection(
        [
            ("minutes", "Minutes"),
            ("hours", "Hours"),
            ("days", "Days of 24 hours"),
            ("end_of_day", "End of the n-th day"),
        ],
        default="hours",
        required=True,
        help="“End of the n-th day” ends at midnight in the time zone of the policy; 0 "
        "is the day on which the promise starts. By working hours it is the end of "
        "work on the n-th working day after that.",
    )
    clock = fields.Selection(
        [("continuous", "Around the clock (24×7)"), ("calendar", "Working hours")],
        default="continuous",
        required=True,
        help="Which time counts.",
    )
    tz = fields.Selection(
        _tz_get,
        string="Time Zone",
        help="Zone whose midnights count. Empty: that of the company.",
    )
    start_field_id = fields.Many2one(
        "ir.model.fields",
        string="Starts At",
        ondelete="cascade",
        domain="[('model_id', '=', model_id), ('ttype', '=', 'datetime')]",
        help="The moment from which the promise counts. Empty: when the work was "
        "received.",
    )
    warn_share = fields.Float(
        string="Warn After",
        default=0.8,
        help="Share of the time limit after which the warning is given.",
    )
    warn_minutes = fields.Integer(
        string="Minutes Ahead, at Least",
        default=15,
        help="The warning is given at least this many minutes before the due time.",
    )
    urgent = fields.Boolean(
        help="Alarms of this promise are never held back by quiet hours."
    )
    step_ids = fields.One2many(
        "key.account.escalation.step", "policy_id", string="Escalation", copy=True
    )
    revision_of_id = fields.Many2one(
        "key.account.deadline.policy",
        string="Earlier Terms Of",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )
    deadline_count = fields.Integer(
        string="Running Deadlines", compute="_compute_deadline_count"
    )

    _amount_positive = models.Constraint(
        "CHECK (amount > 0 OR (unit = 'end_of_day' AND amount >= 0))",
        "The time limit must be greater than zero.",
    )
    _warning_sane = models.Constraint(
        "CHECK (warn_share > 0 AND warn_share <= 1 AND warn_minutes >= 0)",
        "Warn after more than 0 % and at most 100 % of the time limit, and not less "
        "than 0 minutes ahead.",
    )

    def _compute_deadline_count(self):
        groups = self.env["key.account.deadline"]._read_group(
            (self | self._revisions())._running_domain(), ["policy_id"], ["__count"]
        )
        counts = Counter()
        for policy, count in groups:
            counts[policy.id] += count
            counts[policy.revision_of_id.id] += count
        for policy in self:
            policy.deadline_count = counts[policy.id]

    def _revisions(self):
        """Earlier terms of these policies, to which deadlines are still bound."""
        return self.with_context(active_test=False).search(
            [("revision_of_id", "in", self.ids)]
        )

    def _running_domain(self):
        """Deadlines that run under these policies."""
        return Domain("policy_id", "in", self.ids) & Domain(
            "state", "in", ("running", "paused")
        )

    @api.constrains("domain", "model_id")
    def _check_domain(self):
        for policy in self:
            try:
                domain = policy._work_domain()
                domain.validate(self.env[policy.res_model])
                # The engine asks with all rights; whoever configures it must not learn
                # by that what is hidden from him, such as what logs a user in.
                self.env[policy.res_model].search_count(domain, limit=1)
            except (ValueError, SyntaxError, TypeError) as error:
                raise ValidationError(
                    self.env._(
                        "The further conditions of the policy %(policy)s cannot be "
                        "understood: %(error)s",
                        policy=policy.name,
                        error=error,
                    )
                ) from error

    @api.constrains("start_field_id", "model_id")
    def _check_start_field(self):
        for policy in self:
            field = policy.sudo().start_field_id
            if field and (
                field.model_id != policy.model_id or field.ttype != "datetime"
            ):
                raise ValidationError(
                    self.env._(
                        "“%(field)s” is no moment of the work of the policy "
                        "“%(policy)s”. Choose one, or leave it empty.",
                        field=field.field_description,
                        policy=policy.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        if self._promise_fields() & vals.keys():
            self._keep_revision()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_use(self):
        deadlines = self.env["key.account.deadline"].sudo()
        bound = (self | self._revisions()).ids
        if deadlines.search_count([("policy_id", "in", bound)], limit=1):
            raise UserError(
                self.env._(
                    "Deadlines were given under this policy. Archive it instead of "
                    "deleting it."
                )
            )

    def action_view_deadlines(self):
        """Open the deadlines that run under this policy."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Deadlines"),
            "res_model": "key.account.deadline",
            "view_mode": "list,form",
            "domain": list((self | self._revisions())._running_domain()),
        }

    @api.model
    def _work_models(self):
        """Names of the models that carry deadlines."""
        return [
            name
            for name, model in self.env.items()
            if "deadline_ids" in model._fields and not model._abstract
        ]

    @api.model
    def _promise_fields(self):
        """Fields that say what is promised; changing one makes a revision."""
        return {
            "amount",
            "unit",
            "clock",
            "tz",
            "start_field_id",
            "warn_share",
            "warn_minutes",
            "urgent",
            "step_ids",
        }

    @api.model
    @tools.ormcache("res_model")
    def _classifiers(self, res_model):
        """Fields of the work on which the choice of a policy depends by configuration.

        They stand in the conditions of policies, or are where a promise starts.
        """
        names = set()
        for policy in self.sudo().search([("res_model", "=", res_model)]):
            names.add(policy.start_field_id.name)
            for condition in policy._work_domain().iter_conditions():
                names.add(condition.field_expr.split(".")[0])
        return frozenset(names - {False})

    def _keep_revision(self):
        """Leave the terms as they are to the deadlines that were given under them."""
        Deadline = self.env["key.account.deadline"].sudo()
        for policy in self:
            if Deadline.search_count([("policy_id", "=", policy.id)], limit=1):
                # With all rights: not everybody who edits a policy sees all of it.
                revision = policy.sudo().copy({"active": False})
                revision.revision_of_id = policy
                Deadline._rebind(policy, revision)

    def _root(self):
        """The policy itself, or for earlier terms the policy that replaced them."""
        return self.revision_of_id or self

    def _work_domain(self):
        """Conditions on the work."""
        return Domain(literal_eval(self.domain or "[]"))

    def _match(self, records, kind):
        """The policy that applies to each record.

        :param records: work of one model
        :param str kind: promise in question
        :return: dict of record id to policy; records without promise are left out
        """
        # Archived policies promise nothing new, whatever the caller wants to see.
        policies = self.with_context(active_test=True).search(
            [("res_model", "=", records._name), ("kind", "=", kind)],
            order="sequence, id",
        )
        found = {}
        for policy in policies:
            for record in policy._applicable(records):
                if policy._beats(found.get(record.id), record):
                    found[record.id] = policy
        return found

    def _applicable(self, records):
        """The records that fit the conditions; families of work add their own."""
        self.ensure_one()
        if self.company_id:
            records = records.filtered(
                lambda r: r._deadline_company() == self.company_id
            )
        return records.filtered_domain(self._work_domain()).filtered(self._start)

    def _beats(self, other, record):
        if not other:
            return True
        if other.sequence != self.sequence:
            return False
        return self._due(record) < other._due(record)

    def _start(self, record):
        """Moment (UTC) from which the promise counts for a record, empty if unknown."""
        field = self.sudo().start_field_id.name
        return record[field] if field else record._deadline_received_at()

    def _due(self, record):
        start = self._start(record)
        return self._clock().add(start, self._promise_to(record, start))

    def _promise(self, start, company):
        """Length of the promise that ``company`` gives at ``start`` (UTC)."""
        zone = ZoneInfo(self.tz or company.partner_id.tz or "UTC")
        return promise_length(start, self.amount, self.unit, zone, self._clock())

    def _promise_to(self, work, start, company=None):
        """Length of the promise to a piece of work, as the work decides it.

        :param start: moment (naive UTC) from which it is watched
        :param company: that gives it, if it is not the work's own
        """
        counted = work._deadline_counted_from(self, start)
        granted = self._promise(counted, company or work._deadline_company())
        promise = promise_from(start, counted, granted, self._clock())
        return work._deadline_length(promise, start, self._clock())

    def _clock(self):
        """The clock by which used-up time is measured."""
        return ContinuousClock()

    def _give(self, work, status, terms):
        """The promise to a piece of work, counted from the start of the policy.

        :param status: what the work says of it already
        :param terms: gives the terms of a policy for the length of a promise
        :return: the watch over it, and the values of its deadline
        """
        now = fields.Datetime.now()
        start = self._start(work)
        promise = self._promise_to(work, start)
        watch = Watch(terms(self, promise), self._clock())
        # What was kept before it was recorded was not missed in between.
        watch.start(start, min(status.at or now, now))
        watch.follow(status, now)
        times = self.env["key.account.deadline"]._watch_values(watch, now)
        return watch, {
            **{name: value for name, value in times.items() if value},
            "res_model": work._name,
            "res_id": work.id,
            "policy_id": self.id,
            "promise_seconds": promise.total_seconds(),
            "started_at": start,
        }

    def _terms(self, promise):
        """The terms of a promise of the given length, for :mod:`..lib.schedule`."""
        return Terms(
            promise=promise,
            warn_share=self.warn_share,
            warn_before=timedelta(minutes=self.warn_minutes),
            steps=tuple(
                Step(step.mark, step.anchor, step._offset()) for step in self.step_ids
            ),
        )
