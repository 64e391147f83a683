# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ...lib.upkeep import months_later


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
    # Who may
    # ------------------------------------------------------------------

    def _check_erasure_right(self):
        """:raises AccessError: for everybody but administrators of the service"""
        self.check_access("read")
        if not self.env.user.has_group("key_account_service.group_key_account_manager"):
            raise AccessError(
                self.env._("Only key account administrators erase personal data.")
            )

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
