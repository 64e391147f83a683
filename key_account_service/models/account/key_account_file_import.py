# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ...lib import workbook_reader

_logger = logging.getLogger(__name__)
#: How long a workbook that nobody imports is kept.
KEEP = timedelta(hours=24)


class KeyAccountFileImport(models.Model):
    """A workbook of accounts and their people, brought in all or not at all (FILE-9).

    It is read and tried out first; only when nothing is wrong it can be imported. Both
    happen in the background, in the name and with the rights of who asked for it. Only
    that person sees the import. The workbook itself is secret: it is no attachment, and
    it is deleted as soon as it is not needed any more.
    """

    _name = "key.account.file.import"
    _description = "Import of Account Files"
    _order = "id DESC"
    _rec_name = "filename"

    workbook = fields.Binary(attachment=False, copy=False)
    filename = fields.Char(string="File Name", readonly=False)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    state = fields.Selection(
        [
            ("draft", "Choose workbook"),
            ("columns", "Check columns"),
            ("waiting", "At work"),
            ("checked", "Nothing is wrong"),
            ("refused", "Errors found"),
            ("done", "Imported"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
    )
    is_trial = fields.Boolean(
        string="Trial", readonly=True, help="Try out only; nothing is kept."
    )
    column_ids = fields.One2many(
        "key.account.file.import.column", "import_id", string="Columns"
    )
    finding_ids = fields.One2many(
        "key.account.file.import.finding", "import_id", string="Findings", readonly=True
    )
    progress_ids = fields.One2many(
        "key.account.file.import.progress", "import_id", string="Steps of Progress"
    )
    progress = fields.Float(compute="_compute_progress", help="In per cent.")
    row_count = fields.Integer(string="Rows", readonly=True)
    error_count = fields.Integer(string="Errors", readonly=True)
    account_new_count = fields.Integer(string="New Accounts", readonly=True)
    account_changed_count = fields.Integer(string="Changed Accounts", readonly=True)
    person_new_count = fields.Integer(string="New People", readonly=True)
    person_changed_count = fields.Integer(string="Changed People", readonly=True)
    unchanged_count = fields.Integer(string="Unchanged", readonly=True)
    finished_at = fields.Datetime(readonly=True)

    def _compute_progress(self):
        """Read in a transaction of its own, while the work goes on in another."""
        for job in self:
            step = job.progress_ids[:1]
            job.progress = 100 * step.done / step.total if step.total else 0

    def action_read(self):
        """Read the headings and propose which column is what."""
        self.ensure_one()
        self._must_be("draft", "columns", "checked", "refused", "done")
        sheets = self._sheets()
        columns = self._proposed_columns(sheets)
        self.write(
            {
                "state": "columns",
                "column_ids": [fields.Command.clear()]
                + [fields.Command.create(values) for values in columns],
                "finding_ids": [fields.Command.clear()],
            }
        )

    def action_check(self):
        """Try the workbook out in the background; nothing is kept of it."""
        self._must_be("columns", "checked")
        self._queue(is_trial=True)

    def action_import(self):
        """Import in the background what was tried out without an error."""
        self._must_be("checked")
        self._queue(is_trial=False)

    def action_again(self):
        """Begin anew with another or a corrected workbook."""
        self._must_be("columns", "checked", "refused", "done")
        self.write({"state": "draft", "workbook": False})

    def _must_be(self, *states):
        """:raises UserError: if an import is in none of the states"""
        for job in self:
            if job.state not in states:
                raise UserError(
                    self.env._(
                        "That cannot be done at this step. Reload the page to see how "
                        "far the import is."
                    )
                )
            if not job.workbook and "draft" not in states:
                raise UserError(self._explain("gone"))

    def _queue(self, is_trial):
        self.finding_ids.unlink()
        self.progress_ids.unlink()
        self.write(
            {
                "state": "waiting",
                "is_trial": is_trial,
                "progress_ids": [fields.Command.create({})],
            }
        )
        # Only Odoo's own user may wake a scheduled action.
        cron = self.env.ref("key_account_service.ir_cron_file_import").sudo()
        cron._trigger()

    def _sheets(self):
        """The sheets of the workbook.

        :raises UserError: with what to do, if it cannot be read
        """
        try:
            content = self.with_context(bin_size=False).workbook
            return workbook_reader.read(content and self._decoded(content) or b"")
        except workbook_reader.WorkbookError as error:
            raise UserError(self._explain(error.code, **error.details)) from error

    @api.model
    def _cron_run(self):
        """Scheduled action: work off what waits, one import a transaction."""
        self.env["key.account.sweep.mixin"]._sweep_run(self._work_off, batch_size=1)

    @api.model
    def _work_off(self, limit=None):
        """Run the imports that wait longest, but those that others run right now.

        :return: how many were run
        """
        waits = [("state", "=", "waiting")]
        locked = self.search(waits, order="id").try_lock_for_update(limit=limit)
        jobs = locked.filtered_domain(waits)
        jobs._run_safely()
        return len(jobs)

    def _run_safely(self):
        """An import that breaks says so and does not stop those behind it.

        One that meets a change by somebody else waits on, to be run again.
        """
        for job in self:
            try:
                with self.env.cr.savepoint():
                    job._run()
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                raise
            # Whatever it was: the one who waits has to learn that it is over.
            except Exception:
                _logger.exception("The import %s of account files failed", job.id)
                said = job._as_told()._finding("broken", {}, {"severity": "error"})
                job._finish("refused", [said])

    @api.autovacuum
    def _gc_workbooks(self):
        """Let no workbook lie about that somebody left at any step."""
        old = fields.Datetime.now() - KEEP
        forgotten = self.search(
            [
                ("state", "in", ("draft", "columns", "checked")),
                ("write_date", "<", old),
                ("workbook", "!=", False),
            ]
        )
        forgotten.write({"state": "draft", "workbook": False})
