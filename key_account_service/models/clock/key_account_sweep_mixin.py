# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

BATCH_SIZE = 500
MAX_CONFLICTS = 5
RETRY_AFTER = timedelta(minutes=15)
#: How often the scheduler looks for work, by a clock of its own.
POLL = timedelta(minutes=1)


class KeyAccountSweepMixin(models.AbstractModel):
    """Rows that scheduled actions work off in shares, each exactly once.

    Workers share the rows by row locks: what one has claimed, the others skip. A row
    whose work fails is found by halving the batch, keeps its error for the
    administrator and is tried again a quarter of an hour later; all the others are
    done.
    """

    _name = "key.account.sweep.mixin"
    _description = "Rows Worked Off by a Scheduled Action"

    error = fields.Text(
        readonly=True, copy=False, help="Why the last attempt failed, if it did."
    )
    error_at = fields.Datetime(string="Failed On", readonly=True, copy=False)

    @api.model
    def _sweep_claim(self, where, order, limit=None):
        """Lock and return the rows to work off, first come first served.

        :param SQL where: condition on the table's own columns
        :param SQL order: columns to sort by, best those of an index
        :param int limit: size of the batch, 500 if not given
        """
        self.flush_model()
        # NO KEY: writing a ledger row only needs the key of its deadline to stay.
        query = SQL(
            "SELECT id FROM %s WHERE %s ORDER BY %s LIMIT %s"
            " FOR NO KEY UPDATE SKIP LOCKED",
            SQL.identifier(self._table),
            where,
            order,
            limit or BATCH_SIZE,
        )
        return self.browse(row[0] for row in self.env.execute_query(query))

    @api.model
    def _sweep_by_company(self, column, latest):
        """That a moment or a day has come, where it differs from company to company.

        :param str column: of the table, which has a ``company_id``
        :param latest: function of company and moment (UTC) to the last value that has
        """
        now = fields.Datetime.now()
        # pylint: disable-next=no-search-all
        return SQL(" OR ").join(
            SQL(
                "company_id = %s AND %s <= %s",
                company.id,
                SQL.identifier(column),
                latest(company, now),
            )
            for company in self.env["res.company"].sudo().search([])
        )

    def _sweep_guarded(self, work):
        """Call ``work(records)`` so that a poisoned record stops only itself."""
        if not self:
            return
        try:
            with self.env.cr.savepoint():
                work(self)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception as error:
            if len(self) == 1:
                _logger.warning("%s failed in a sweep", self, exc_info=True)
                self._sweep_poison(error)
                return
            _logger.info(
                "A batch of %s failed and is halved", self._name, exc_info=True
            )
            half = len(self) // 2
            self[:half]._sweep_guarded(work)
            self[half:]._sweep_guarded(work)

    def _sweep_poison(self, error):
        """Keep the error on the row and put off the next attempt."""
        message = str(error) or type(error).__name__
        self.write(
            {
                "error": message,
                "error_at": fields.Datetime.now(),
                **self._sweep_postpone_values(fields.Datetime.now() + RETRY_AFTER),
            }
        )

    def _sweep_postpone_values(self, moment):
        """Hook: the values that make the row due again at ``moment`` (UTC)."""
        return {}

    @api.model
    def _sweep_run(self, work, batch_size=None):
        """Body of a scheduled action: batches until nothing is left or time is up.

        :param work: takes ``limit`` and returns how many rows it worked off
        :param int batch_size: rows a transaction, 500 if not given
        """
        batch_size = batch_size or BATCH_SIZE
        conflicts = 0
        while True:
            try:
                done = work(limit=batch_size)
                # What is written only now can meet a change by others as well.
                self.env.cr.flush()
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                conflicts += 1
                if conflicts > MAX_CONFLICTS:
                    raise
                self.env.cr.rollback()
                continue
            conflicts = 0
            full = done >= batch_size
            seconds_left = self.env["ir.cron"]._commit_progress(
                done, remaining=batch_size if full else 0
            )
            if not (full and seconds_left):
                self._sweep_stay_ready()
                return

    @api.model
    def _sweep_stay_ready(self):
        """Let the scheduler find the running action ready when its interval is over.

        It looks once a minute. An action whose next moment is a second after such a
        look would start nearly a minute late, so it is made ready a look earlier.
        """
        cron = self.env["ir.cron"].browse(self.env.context.get("cron_id")).sudo()
        if cron:
            interval = relativedelta(**{cron.interval_type: cron.interval_number})
            soon = fields.Datetime.now() + timedelta(seconds=1)
            cron._trigger(at=max(soon, soon + interval - POLL))
