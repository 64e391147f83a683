# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL


class KeyAccountSignificantChangeNotice(models.Model):
    """Who has not taken notice in time is asked again, and a superior told (FILE-12).

    Each time it goes one step further up the line, until the notice is taken. Whoever
    may not read the change any more is asked nothing; then the superior knows of it
    instead. Times are UTC.
    """

    _name = "key.account.significant.change.notice"
    _inherit = ["key.account.significant.change.notice", "key.account.sweep.mixin"]

    ask_at = fields.Datetime(
        string="Asked Again On",
        readonly=True,
        default=lambda self: self._next_time(),
        help="When the person is asked again unless the notice is taken by then.",
    )
    asked_count = fields.Integer(string="Asked Again", readonly=True)

    _ask_idx = models.Index("(ask_at, id) WHERE ask_at IS NOT NULL")

    @api.model
    def _next_time(self):
        hours = self.env.company.key_account_change_hours
        return fields.Datetime.now() + timedelta(hours=hours)

    @api.model
    def _cron_ask_again(self):
        """Scheduled action: ask whoever has not taken notice in time."""
        self._sweep_run(self._ask_due)

    @api.model
    def _ask_due(self, limit=None):
        """Ask again, each in a savepoint of its own; never commits.

        :return: how many notices were looked at
        """
        due = SQL("ask_at <= %s", fields.Datetime.now())
        notices = self.sudo()._sweep_claim(due, SQL("ask_at, id"), limit)
        for notice in notices:
            notice._sweep_guarded(lambda record: record._ask_again())
        return len(notices)

    def _ask_again(self):
        change = self.change_id
        reads = change._readers(self.user_id)
        if reads:
            change._notify(reads, "_text_waiting")
        line = change._superiors() - self.user_id
        # The last one in the line stays the last.
        superior = line[self.asked_count : self.asked_count + 1] or line[-1:]
        change._notify(superior, "_text_unread")
        again = reads and self.with_company(change.company_id)._next_time()
        self.write(
            {
                "ask_at": again,
                "asked_count": self.asked_count + 1,
                "error": False,
                "error_at": False,
            }
        )

    def _sweep_postpone_values(self, moment):
        return {**super()._sweep_postpone_values(moment), "ask_at": moment}


class KeyAccountSignificantChange(models.Model):
    _inherit = "key.account.significant.change"

    def _text_waiting(self):
        return self.env._(
            "Significant change %(number)s still waits for you: read and acknowledge "
            "it.",
            number=self.sudo().name,
        )

    def _text_unread(self):
        return self.env._(
            "Significant change %(number)s: somebody has not taken notice in time. "
            "See who, and read it yourself.",
            number=self.sudo().name,
        )
