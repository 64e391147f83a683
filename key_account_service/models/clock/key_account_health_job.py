# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_datetime, format_time

from .key_account_health import COUNT_LIMIT

#: What tells whether an action runs.
WATCHED = (
    "code",
    "cron_id",
    "failing_since",
    "is_active",
    "last_run_at",
    "next_run_at",
)

#: Actions that work off the rows of their model one after the other. Others may share
#: the model, but not the queue.
QUEUES = ("model._cron_enforce_due()", "model._cron_deliver()", "model._cron_send()")


class KeyAccountHealthJob(models.Model):
    """One of our scheduled actions, as the administrator needs to see it.

    Odoo notes of each scheduled action when it ran last and when it will run next, so
    nothing is written of our own to know that a sweep came by that found nothing due.
    """

    _name = "key.account.health.job"
    _description = "Scheduled Action of the Deadline Watch"
    _auto = False
    _log_access = False
    _order = "priority, id"
    _depends = {
        "ir.cron": [
            "active",
            "first_failure_date",
            "lastcall",
            "nextcall",
            "priority",
        ],
        "ir.actions.server": ["code", "model_id"],
    }

    cron_id = fields.Many2one("ir.cron", readonly=True)
    priority = fields.Integer(readonly=True)
    code = fields.Char(readonly=True)
    name = fields.Char(compute="_compute_name")
    is_active = fields.Boolean(string="Switched On", readonly=True)
    last_run_at = fields.Datetime(string="Last Sweep", readonly=True)
    next_run_at = fields.Datetime(string="Next Sweep", readonly=True)
    failing_since = fields.Datetime(
        readonly=True, help="Since when each attempt has ended in an error."
    )
    ready_count = fields.Integer(string="Due Now", compute="_compute_backlog")
    lag_minutes = fields.Integer(
        string="Behind",
        compute="_compute_backlog",
        help="Minutes for which the row at the head of the queue has been waiting.",
    )
    state = fields.Selection(
        [
            ("good", "Good"),
            ("late", "Not running"),
            ("failing", "Failing"),
            ("off", "Switched off"),
        ],
        compute="_compute_state",
    )

    @property
    def _table_query(self):
        """Our scheduled actions, and copies of them made by the administrator."""
        return SQL(
            """
            SELECT cron.id, cron.id AS cron_id, cron.priority, action.code,
                   cron.active AS is_active,
                   COALESCE(cron.lastcall, cron.create_date) AS last_run_at,
                   cron.nextcall AS next_run_at,
                   cron.first_failure_date AS failing_since
              FROM ir_cron cron
              JOIN ir_act_server action ON action.id = cron.ir_actions_server_id
              JOIN ir_model model ON model.id = action.model_id
             WHERE model.model LIKE 'key.account.%%'
                OR EXISTS (
                    SELECT FROM ir_model_data
                     WHERE model = 'ir.cron' AND module = 'key_account_service'
                       AND res_id = cron.id)
            """
        )

    def _compute_name(self):
        # Scheduled actions are the system administrator's; here only their names.
        for job in self:
            job.name = job.sudo().cron_id.name

    def _compute_backlog(self):
        for job in self:
            rows = job._rows()
            ready = rows is not None and rows._sweep_ready_domain()
            job.ready_count = ready and rows.search_count(ready, limit=COUNT_LIMIT)
            since = rows is not None and rows._sweep_waiting_since()
            waiting = fields.Datetime.now() - since if since else timedelta(0)
            job.lag_minutes = max(waiting, timedelta(0)) // timedelta(minutes=1)

    def _rows(self):
        """The rows that an action works off, those of all companies, if it does.

        With all rights: only their number and age are shown.
        """
        if self.code not in QUEUES:
            return None
        cron = self.sudo().cron_id
        rows = self.env[cron.model_name].sudo()
        sweeps = self.env.registry["key.account.sweep.mixin"]
        return rows if isinstance(rows, sweeps) else None

    @api.depends("is_active", "next_run_at", "failing_since")
    def _compute_state(self):
        limit = self._limit()
        busy = self._busy_since(limit)
        for job in self:
            if not job.is_active:
                job.state = "off"
            elif job.failing_since and job.failing_since < limit:
                job.state = "failing"
            elif job.next_run_at < limit and job.cron_id.id not in busy:
                job.state = "late"
            else:
                job.state = "good"

    @api.model
    def _limit(self):
        """What should have happened before this moment (UTC) is late."""
        minutes = self.env["key.account.health"]._patience_minutes()
        return fields.Datetime.now() - timedelta(minutes=minutes)

    def _busy_since(self, moment):
        """Actions that are working off a long queue: Odoo notes only their progress."""
        late = self.filtered(lambda job: job.next_run_at < moment).cron_id.ids
        if not late:
            return set()
        recent = Domain("cron_id", "in", late) & Domain("write_date", ">=", moment)
        progress = self.env["ir.cron.progress"].sudo()
        done = progress.search(recent & Domain("done", ">", 0))
        return set(done.cron_id.ids)

    # ------------------------------------------------------------------
    # What everybody who works with deadlines is warned of
    # ------------------------------------------------------------------

    @api.model
    def _watching(self):
        """What every promise depends on, and what is wrong when nobody does it.

        :return: dict of the code of a scheduled action to a sentence with ``%(time)s``
        """
        return {
            "model._cron_enforce_due()": self.env._(
                "Deadlines are not being watched since %(time)s."
            ),
            "model._cron_deliver()": self.env._(
                "Alarms are not being sent since %(time)s."
            ),
        }

    @api.model
    def _warnings(self):
        """A sentence for each part of the watch that stands still."""
        sentences = self._watching()
        # That the watch stands still is for all who rely on it, the page is not.
        jobs = self.sudo().search_fetch([("code", "in", list(sentences))], WATCHED)
        workers = jobs.grouped("code")
        warnings = [
            sentences[code] % {"time": sharing._standing_since()}
            for code, sharing in workers.items()
            # Copies of an action share its work: one that runs is enough.
            if "good" not in sharing.mapped("state")
        ]
        if len(workers) < len(sentences):
            missing = self.env._(
                "Deadlines are not being watched: a scheduled action was deleted. "
                "Upgrade the module to restore it."
            )
            warnings.append(missing)
        return warnings

    def _standing_since(self):
        """When the last of these actions did its work, as the reader says it."""
        moment = max(
            job.failing_since if job.state == "failing" else job.last_run_at
            for job in self
        )
        local = fields.Datetime.context_timestamp
        if local(self, moment).date() == local(self, fields.Datetime.now()).date():
            return format_time(self.env, moment, time_format="short")
        return format_datetime(self.env, moment, dt_format="short")
