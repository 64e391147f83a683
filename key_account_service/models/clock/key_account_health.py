# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

#: Name of the system parameter for ``patience_minutes``.
PATIENCE = "key_account_service.scheduler_patience_minutes"
#: More is not counted: it would only be shown as “many”.
COUNT_LIMIT = 10000


class KeyAccountHealth(models.Model):
    """Whether deadlines are being watched: a page for the administrator (OPS-2).

    There is exactly one row, and nothing of it is stored: what it shows is asked of the
    engine's own tables and of Odoo's scheduler at the moment of looking.
    """

    _name = "key.account.health"
    _description = "Health of the Deadline Watch"
    _auto = False
    _log_access = False

    name = fields.Char(compute="_compute_name")
    warning = fields.Char(compute="_compute_warning")
    job_ids = fields.Many2many(
        "key.account.health.job",
        string="Scheduled Actions",
        compute="_compute_job_ids",
    )
    next_wake_up_at = fields.Datetime(
        string="Next Wake-up",
        compute="_compute_next_wake_up_at",
        help="When the next deadline is to be looked at.",
    )
    failed_deadline_count = fields.Integer(
        string="Failed Deadlines", compute="_compute_failed_counts"
    )
    failed_alarm_count = fields.Integer(
        string="Failed Alarms", compute="_compute_failed_counts"
    )
    failed_mail_count = fields.Integer(
        string="Failed E-mails",
        compute="_compute_failed_mail_count",
        help="E-mails to colleagues and customers that could not be sent.",
    )
    patience_minutes = fields.Integer(
        string="Warn When Behind by",
        compute="_compute_patience_minutes",
        inverse="_inverse_patience_minutes",
        help="Minutes that a scheduled action may be behind before everybody who works "
        "with deadlines is warned.",
    )

    @property
    def _table_query(self):
        return SQL("SELECT 1 AS id")

    def _compute_name(self):
        self.name = self.env._("Health")

    def _compute_warning(self):
        self.warning = " ".join(self.env["key.account.health.job"]._warnings())

    def _compute_job_ids(self):
        # A handful: one a scheduled action. pylint: disable-next=no-search-all
        self.job_ids = self.env["key.account.health.job"].search([])

    def _compute_next_wake_up_at(self):
        # A moment, nothing of a promise: that of all companies.
        self.next_wake_up_at = self.env["key.account.deadline"].sudo()._sweep_next_at()

    def _compute_failed_counts(self):
        self.failed_deadline_count = self._count_failed("key.account.deadline")
        self.failed_alarm_count = self._count_failed("key.account.alarm")

    def _count_failed(self, model):
        """As many as the list shows that opens on a click."""
        failed = self.env[model]
        return failed.search_count(failed._sweep_failed_domain(), limit=COUNT_LIMIT)

    def _compute_failed_mail_count(self):
        # E-mails belong to the system administrator; here they are only counted.
        mails = self.env["mail.mail"].sudo()
        self.failed_mail_count = mails.search_count(
            self._failed_mail_domain(), limit=COUNT_LIMIT
        )

    @api.model
    def _failed_mail_domain(self):
        """Those of our work, and those that belong to no record, as our alarms."""
        models_ = self.env["key.account.deadline.policy"]._work_models()
        return Domain("state", "=", "exception") & Domain(
            "model", "in", [False, *models_]
        )

    def _compute_patience_minutes(self):
        self.patience_minutes = self._patience_minutes()

    def _inverse_patience_minutes(self):
        for health in self:
            if health.patience_minutes < 2:
                raise ValidationError(
                    self.env._(
                        "Scheduled actions run every minute: warn after 2 minutes or "
                        "more."
                    )
                )
            # Of all system parameters the administrator of the service has this one.
            parameters = self.env["ir.config_parameter"].sudo()
            parameters.set_param(PATIENCE, str(health.patience_minutes))

    @api.model
    def _patience_minutes(self):
        value = self.env["ir.config_parameter"].sudo().get_param(PATIENCE, "")
        return int(value) if value.isdecimal() else 5

    # ------------------------------------------------------------------
    # What the administrator does
    # ------------------------------------------------------------------

    def action_view_failed_deadlines(self):
        """Open the deadlines that could not be enforced."""
        return self._view_failed(
            "key.account.deadline", self.env._("Failed Deadlines"), "list,form"
        )

    def action_view_failed_alarms(self):
        """Open the alarms that could not be sent."""
        return self._view_failed(
            "key.account.alarm", self.env._("Failed Alarms"), "list,form"
        )

    def _view_failed(self, model, name, view_mode):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": view_mode,
            "domain": list(self.env[model]._sweep_failed_domain()),
            "context": {"show_error": True},
        }

    def action_retry_deadlines(self):
        """Try again within a minute whatever could not be enforced.

        :raises AccessError: for whoever does not administer the service
        """
        self._retry("key.account.deadline")

    def action_retry_alarms(self):
        """Send again within a minute the alarms that failed.

        :raises AccessError: for whoever does not administer the service
        """
        self._retry("key.account.alarm")

    def _retry(self, model):
        self.check_access("write")
        failed = self.env[model].search(
            self.env[model]._sweep_failed_domain(), limit=COUNT_LIMIT
        )
        if not failed:
            raise UserError(self.env._("Nothing has failed: nothing is to be retried."))
        failed.action_retry()

    # ------------------------------------------------------------------
    # The warning in the corner of the screen
    # ------------------------------------------------------------------

    @api.readonly
    @api.model
    def scheduler_warning(self):
        """What users of deadlines are to be warned of, asked every few minutes.

        :return: dict with ``warning``, empty if all is well, and whether the reader
            ``may_open`` the health page; empty for who has nothing to do with it
        """
        user = self.env.user
        groups = ("officer", "auditor")
        if not any(
            user.has_group(f"key_account_service.group_key_account_{group}")
            for group in groups
        ):
            return {}
        warnings = self.env["key.account.health.job"]._warnings()
        return {
            "warning": " ".join(warnings),
            "may_open": self.has_access("read"),
        }
