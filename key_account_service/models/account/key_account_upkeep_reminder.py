# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import SQL

from ...lib.upkeep import period_start

PERIOD = "key_account_service.upkeep_reminder_days"


class KeyAccountUpkeepReminder(models.Model):
    """That somebody was told how many account files to look after (FILE-8).

    Once a period, a week as shipped. It is a row first and a message then: whatever
    stops the sending, nobody is told twice, and a day without scheduler is caught up.
    The message holds a number and a link, nothing of a file.
    """

    _name = "key.account.upkeep.reminder"
    _inherit = ["key.account.sweep.mixin", "key.account.proof.mixin"]
    _description = "Reminder to Look After Files"
    _order = "period_start desc, id desc"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users",
        string="Who Was Told",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )
    period_start = fields.Date(required=True, readonly=True)
    file_count = fields.Integer(string="Files", required=True, readonly=True)
    sent_at = fields.Datetime(readonly=True)
    attempt_at = fields.Datetime(
        string="Next Attempt",
        required=True,
        readonly=True,
        default=fields.Datetime.now,
    )

    _once_a_period = models.UniqueIndex(
        "(user_id, company_id, period_start)", "Somebody is told once a period."
    )
    _waiting_idx = models.Index("(attempt_at, id) WHERE sent_at IS NULL")

    @api.model
    def _cron_remind(self):
        """Scheduled action, every hour: whoever was not told in this period is."""
        self._plan()
        self._sweep_run(self._send_due)

    @api.model
    def _plan(self):
        """Note whom to tell in this period who is not noted yet."""
        days = self.env["ir.config_parameter"].sudo().get_param(PERIOD, "7")
        start = period_start(fields.Date.today(), max(int(days), 1))
        known = self._read_group(
            [("period_start", "=", start)], ["user_id", "company_id"]
        )
        self.create(
            [
                {
                    "user_id": user.id,
                    "company_id": company.id,
                    "period_start": start,
                    "file_count": count,
                }
                for (user, company), count in self._counts().items()
                if (user, company) not in known
            ]
        )

    @api.model
    def _counts(self):
        """How many files each person should look after now.

        :return: dict of counts by user and company
        """
        files = self.env["key.account.file"].sudo()
        groups = files._read_group(
            files._to_look_after_domain(), ["account_id", "company_id"], ["__count"]
        )
        now = fields.Datetime.now()
        away = self.env["key.account.duty"]._presence(now).away(now)
        counts = {}
        for account, company, count in groups:
            user = account._key_account_keeper(away)
            if user:
                counts[user, company] = counts.get((user, company), 0) + count
        return counts

    @api.model
    def _send_due(self, limit=None):
        """Send what waits, each in a savepoint of its own; never commits.

        :return: how many reminders were looked at
        """
        due = SQL("sent_at IS NULL AND attempt_at <= %s", fields.Datetime.now())
        reminders = self.sudo()._sweep_claim(due, SQL("attempt_at, id"), limit)
        for reminder in reminders:
            reminder._sweep_guarded(lambda record: record._send())
        return len(reminders)

    def _send(self):
        """Tell one person, in the own language."""
        words = self.with_context(lang=self.user_id.lang)
        self.env["mail.thread"].message_notify(
            partner_ids=self.user_id.partner_id.ids,
            author_id=self.env.ref("base.partner_root").id,
            subject=words.env._(
                "%(count)s account files to look after", count=self.file_count
            ),
            body=words._body(),
            force_send=False,
        )
        self.write({"sent_at": fields.Datetime.now(), "error": False})

    def _body(self):
        told = self.env._(
            "%(count)s account files are stale or incomplete. Look them through, "
            "complete them, and verify what is right.",
            count=self.file_count,
        )
        return Markup('<p>%s</p><p><a href="%s">%s</a></p>') % (
            told,
            f"{self.get_base_url()}/odoo/key-account-upkeep",
            self.env._("Files to look after"),
        )

    def _sweep_postpone_values(self, moment):
        return {**super()._sweep_postpone_values(moment), "attempt_at": moment}
