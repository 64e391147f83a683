# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import AccessError

from .import_entry import Findings, right


class _Undo(Exception):
    """Takes back what an import wrote."""


class KeyAccountFileImport(models.Model):
    """A run from the workbook to the files: all of it, or nothing (FILE-9)."""

    _inherit = "key.account.file.import"  # pylint: disable=consider-merging-classes-inherited

    def _run(self):
        """Try out or import, with the rights of who asked for it.

        A trial does everything that the import does, and takes it back.
        """
        self.ensure_one()
        job, findings = self._as_owner(), Findings()
        entries = job._entries(findings)
        progress = self._progress(2 * len(entries))
        job._match(entries, findings, progress)
        job._plan(entries, findings)
        if not findings.errors:
            try:
                with self.env.cr.savepoint():
                    job._apply(entries, findings, progress)
                    if self.is_trial or findings.errors:
                        raise _Undo
                    job._log_import(entries)
            except _Undo:
                self.env.invalidate_all()
        job._log_refused(findings)
        told = self._as_told()
        said = [told._finding(*finding) for finding in findings]
        if findings.errors:
            self._finish("refused", said, findings.errors, entries)
        else:
            self._finish("checked" if self.is_trial else "done", said, 0, entries)

    def _as_owner(self):
        """The import in the name of who made it, in its company.

        :raises AccessError: if that person has left
        """
        owner = self.create_uid
        if not owner.active:
            raise AccessError(self.env._("Who asked for the import has left."))
        company = self.company_id
        context = {"lang": owner.lang, "tz": owner.tz, "mail_create_nolog": True}
        context |= {"mail_create_nosubscribe": True, "tracking_disable": self.is_trial}
        context |= {"allowed_company_ids": company.ids}
        # Nothing of the caller's is of use.
        # pylint: disable-next=context-overridden
        return self.with_user(owner).with_context(context).with_company(company)

    def _as_told(self):
        """The import in the language of who made it, whoever runs it."""
        return self.with_context(lang=self.create_uid.lang)

    def _progress(self, total):
        """A function to call with the number of rows that are dealt with."""
        done = 0

        def progress(rows):
            nonlocal done
            done += rows
            self.progress_ids._tell(done, total)

        return progress

    def _log_import(self, entries):
        changed = self.env["key.account.file"].browse(
            entry.file for entry in entries if entry.is_new or entry.is_changed
        )
        reason = self.env._("Import of a workbook")
        self.env["key.account.file.transfer"]._log("import", changed, reason)

    def _log_refused(self, findings):
        """Who tries ID numbers out by workbooks does not go unseen (SEC-2).

        It stands in the log of the files that hold them: of a trial nothing else stays.
        """
        files = self.env["key.account.file"]
        held = files.sudo().with_context(active_test=False)
        held = held.search([("id", "in", list(findings.holders))])
        reason = self.env._("Import of a workbook")
        files.browse(held.ids)._disclosed("refused", reason)

    def _finish(self, state, said, errors=1, entries=()):
        """Write down how it ended; the workbook goes unless it is still to be imported.

        :param said: values of findings
        """
        self.ensure_one()
        values = {
            "state": state,
            "finding_ids": [fields.Command.clear()]
            + [fields.Command.create(finding) for finding in said],
            "error_count": errors,
            "finished_at": fields.Datetime.now(),
            **self._counts(right(entries)),
        }
        if state != "checked":
            values["workbook"] = False
        self._as_told().write(values)

    def _counts(self, entries):
        counts = {"row_count": len(entries), "unchanged_count": 0}
        for kind in ("account", "person"):
            counts |= {f"{kind}_new_count": 0, f"{kind}_changed_count": 0}
        for entry in entries:
            if entry.is_new:
                counts[f"{entry.kind}_new_count"] += 1
            elif entry.is_changed:
                counts[f"{entry.kind}_changed_count"] += 1
            else:
                counts["unchanged_count"] += 1
        return counts
