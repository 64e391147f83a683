# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

#: What stays of the file of a person: whose it was, and how it came to its end.
KEPT = {"active", "partner_id", "erased_on", "hold_reason", "hold_until"}
#: What the machine notes of the person; the history does not speak of it.
NOTED = {"error", "error_at", "id_number_key", "id_number_sealed"}


class KeyAccountFile(models.Model):
    """Erasing a file: what goes, what stays, and what is put on record (FILE-8).

    By an administrator, or by a scheduled action where a rule says so.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.file"  # pylint: disable=consider-merging-classes-inherited

    def _erase(self, cause, reason):
        """Erase the personal data of these files, and put on record that it was done.

        :raises UserError: when something stands in the way; then nothing is erased
        """
        files = self.sudo()
        files.lock_for_update()
        obstacles = files._erasure_obstacles()
        if obstacles:
            raise UserError("\n".join(obstacles))
        # A protocol a file: each has its own counts.
        for file in files:
            counts = file._erase_file()
            counts += file.partner_id._erase_personal_data()
            self.env["key.account.erasure"].sudo().create(
                {
                    "file_id": file.id,
                    "company_id": file.company_id.id,
                    "cause": cause,
                    "reason": reason,
                    "counts": "\n".join(f"{label}: {n}" for label, n in counts if n),
                }
            )

    def _erase_file(self):
        """Empty one file and its history; its lines go.

        :return: list of pairs (what, how many)
        """
        counts = []
        for part in self._parts():
            lines = part.with_context(active_test=False).search(
                [("file_id", "=", self.id)]
            )
            counts.append((self._part_label(part), len(lines)))
            lines._erase_part()
        names = {*self._history_fields(self._fields.keys() - KEPT), *NOTED}
        emptied = [name for name in names if not self._fields[name].required]
        today = self.company_id._today_at(fields.Datetime.now())
        self.write({**dict.fromkeys(emptied, False), "erased_on": today})
        self.env.flush_all()
        forgotten = self.env["key.account.file.change"]._empty_words(
            [("file_id", "in", self.ids)]
        )
        return [*counts, (self.env._("Entries of the history"), forgotten)]

    def _erasure_counts(self):
        """What erasing these files would concern, as pairs (what, how many)."""
        here = [("file_id", "in", self.ids)]
        parts = [part.with_context(active_test=False) for part in self._parts()]
        counts = [(self._part_label(part), part.search_count(here)) for part in parts]
        changes = self.env["key.account.file.change"].search_count(here)
        counts.append((self.env._("Entries of the history"), changes))
        return counts + self.partner_id._erasure_counts()

    @api.model
    def _parts(self):
        """The models of the lines of a file."""
        part = self.env.registry["key.account.file.part.mixin"]
        return [
            self.env[name]
            for name, model in self.env.registry.items()
            if issubclass(model, part) and not model._abstract
        ]

    @api.model
    def _part_label(self, part):
        return self.env["ir.model"]._get(part._name).name

    # ------------------------------------------------------------------
    # When the time is over
    # ------------------------------------------------------------------

    @api.model
    def _cron_erase_due(self):
        """Scheduled action, daily: erase what is due where the rules say by itself."""
        self._sweep_run(self._erase_due, batch_size=50)

    @api.model
    def _erase_due(self, limit=None):
        """Erase files that are due, each in a savepoint of its own; never commits.

        :return: how many files were looked at
        """
        now = fields.Datetime.now()
        due = SQL(
            "erase_by_itself AND (%s)"
            " AND (erase_attempt_at IS NULL OR erase_attempt_at <= %s)",
            self._sweep_by_company(
                "erase_after", lambda company, now: company._today_at(now)
            ),
            now,
        )
        files = self.sudo()._sweep_claim(due, SQL("erase_after, id"), limit)
        for file in files:
            file._sweep_guarded(lambda record: record._erase_when_possible())
        return len(files)

    def _erase_when_possible(self):
        obstacles = self._erasure_obstacles()
        if obstacles:
            self._sweep_poison(UserError("\n".join(obstacles)))
        else:
            withdrawn = bool(self._withdrawn_days())
            self._erase("consent" if withdrawn else "retention", False)

    def _sweep_postpone_values(self, moment):
        values = super()._sweep_postpone_values(moment)
        return {**values, "erase_attempt_at": moment}
