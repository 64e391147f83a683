# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...lib.upkeep import months_later

#: What stays of the file of a person: whose it was, and how it came to its end.
KEPT = {"active", "partner_id", "erased_on", "hold_reason", "hold_until"}
#: What the machine notes of the person; the history does not speak of it.
NOTED = {"error", "error_at", "id_number_key", "id_number_sealed"}


class KeyAccountFile(models.Model):
    """The personal data of a file, and how they come to their end.

    On request, when the time for which they may be kept is over, or when the consent
    they stood on is withdrawn. Figures stay: cases, deadlines, ledger and visits are
    kept, what they say of the person is replaced.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.file"  # pylint: disable=consider-merging-classes-inherited

    consent_ids = fields.One2many("key.account.consent", "file_id")
    hold_reason = fields.Char(
        string="Legal Hold",
        readonly=True,
        copy=False,
        help="Why nothing of this file may be erased.",
    )
    hold_until = fields.Date(
        readonly=True, copy=False, help="The last day of the hold; empty: until lifted."
    )
    erase_after = fields.Date(
        string="Due for Erasure On",
        compute="_compute_erase_after",
        compute_sudo=True,
        store=True,
        index="btree_not_null",
    )
    erase_by_itself = fields.Boolean(
        compute="_compute_erase_after", compute_sudo=True, store=True
    )
    erase_attempt_at = fields.Datetime(readonly=True, copy=False)
    erased_on = fields.Date(readonly=True, copy=False, index="btree_not_null")
    is_due_for_erasure = fields.Boolean(
        string="Due for Erasure",
        compute="_compute_is_due_for_erasure",
        search="_search_is_due_for_erasure",
    )

    @api.model
    def _facts(self):
        return super()._facts() | {"hold_reason", "hold_until", "erased_on"}

    @api.depends(
        "ended_on",
        "erased_on",
        "company_id",
        "partner_id.key_account_kind",
        "consent_ids.withdrawn_on",
        "consent_ids.purpose_id.ends_file",
    )
    def _compute_erase_after(self):
        rules = self.env["key.account.retention.rule"]._of_files(self)
        for file in self:
            rule = rules[file]
            ended = rule and file.ended_on
            days = file._withdrawn_days()
            if ended:
                days.append(months_later(ended, rule.months))
            personal = file._file_kind() != "group" and not file.erased_on
            file.erase_after = personal and min(days, default=False)
            file.erase_by_itself = bool(file.erase_after) and rule.automatic

    def _withdrawn_days(self):
        """Days on which what the whole file stood on was withdrawn, and not renewed."""
        grounds = self.consent_ids.filtered("purpose_id.ends_file")
        standing = grounds.filtered(lambda consent: not consent.withdrawn_on)
        return [] if standing else grounds.mapped("withdrawn_on")

    @api.depends("erase_after")
    def _compute_is_due_for_erasure(self):
        today = fields.Date.context_today(self)
        for file in self:
            file.is_due_for_erasure = bool(
                file.erase_after and file.erase_after <= today
            )

    def _search_is_due_for_erasure(self, operator, value):
        if operator != "in":
            return NotImplemented
        due = Domain("erase_after", "<=", fields.Date.context_today(self))
        return due if True in value else ~due

    def _work_out_upkeep_now(self):
        self.env.add_to_compute(self._fields["erase_after"], self)
        self.env.add_to_compute(self._fields["erase_by_itself"], self)
        return super()._work_out_upkeep_now()

    # ------------------------------------------------------------------
    # What stands in the way
    # ------------------------------------------------------------------

    def _erasure_obstacles(self):
        """Sentences that say why these files cannot be erased now; none if they can."""
        now = fields.Datetime.now()
        obstacles = []
        for file in self:
            today = file.company_id._today_at(now)
            name = file.partner_id.display_name
            if file.erased_on:
                obstacles.append(self.env._("%(name)s: erased already.", name=name))
            elif file._file_kind() == "group":
                obstacles.append(
                    self.env._(
                        "%(name)s is an organisation. Erase the files of its people.",
                        name=name,
                    )
                )
            elif file.hold_reason and (file.hold_until or today) >= today:
                obstacles.append(
                    self.env._(
                        "%(name)s is under a legal hold: %(reason)s",
                        name=name,
                        reason=file.hold_reason,
                    )
                )
        return obstacles + self.partner_id._erasure_obstacles()

    # ------------------------------------------------------------------
    # Erasing
    # ------------------------------------------------------------------

    def _check_erasure_right(self):
        """:raises AccessError: for everybody but administrators of the service"""
        self.check_access("read")
        if not self.env.user.has_group("key_account_service.group_key_account_manager"):
            raise AccessError(
                self.env._("Only key account administrators erase personal data.")
            )

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
        today = fields.Date.context_today(self)
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

    def action_erase(self):
        """Open the form to erase the personal data of these files.

        :raises AccessError: for everybody but administrators of the service
        """
        self._check_erasure_right()
        return self._open_form(
            "key.account.file.erase",
            self.env._("Erase Personal Data"),
            default_file_ids=self.ids,
        )

    def action_hold(self):
        """Open the form of the legal hold.

        :raises AccessError: for everybody but administrators of the service
        """
        self.ensure_one()
        self._check_erasure_right()
        return self._open_form(
            "key.account.file.hold",
            self.env._("Legal Hold"),
            default_file_id=self.id,
            default_reason=self.hold_reason,
            default_until=self.hold_until,
        )

    @api.model
    def _open_form(self, model, name, **context):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": context,
        }

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


class KeyAccountFilePartMixin(models.AbstractModel):
    _inherit = "key.account.file.part.mixin"

    def _erase_part(self):
        """Hook: what becomes of these lines when the person is erased.

        Lines that are proof stay; a model that has to keep something else overrides it.
        """
        if not isinstance(self, self.env.registry["key.account.proof.mixin"]):
            self.unlink()
