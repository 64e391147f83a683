# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class KeyAccountDeadlinePolicy(models.Model):
    """New terms for deadlines that run: only when an administrator asks for it."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline.policy"  # pylint: disable=consider-merging-classes-inherited

    apply_note = fields.Char(
        readonly=True,
        copy=False,
        help="On earlier terms: their open deadlines are being moved to the terms of "
        "today, for this reason.",
    )
    outdated_count = fields.Integer(
        string="Deadlines Under Earlier Terms", compute="_compute_outdated_count"
    )
    is_being_applied = fields.Boolean(compute="_compute_outdated_count")

    def _compute_outdated_count(self):
        revisions = self._revisions()
        Deadline = self.env["key.account.deadline"]
        counts = Counter()
        for revision, count in Deadline._read_group(
            Deadline._outdated_domain(revisions), ["policy_id"], ["__count"]
        ):
            counts[revision.revision_of_id.id] += count
        applying = revisions.filtered("apply_note").revision_of_id
        for policy in self:
            policy.outdated_count = counts[policy.id]
            policy.is_being_applied = policy in applying

    def action_apply_terms(self):
        """Show what the terms of today would mean for deadlines under earlier ones.

        :raises AccessError: for whoever does not administer the service
        :raises UserError: if there are none
        """
        self.ensure_one()
        self._check_apply_right()
        wizard = self.env["key.account.deadline.policy.apply"]._preview(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Apply to Open Deadlines"),
            "res_model": wizard._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    def _check_apply_right(self):
        self.check_access("write")
        if not self.env.user.has_group("key_account_service.group_key_account_manager"):
            raise AccessError(
                self.env._(
                    "Only a key account administrator may change the terms of "
                    "deadlines that run."
                )
            )

    def _request_apply(self, note):
        """Have open deadlines under earlier terms moved to those of today.

        A few at once, many by the scheduled action.

        :param str note: for the ledger, why
        """
        self._check_apply_right()
        Deadline = self.env["key.account.deadline"].sudo()
        revisions = self.sudo()._revisions()
        if not Deadline.search_count(Deadline._outdated_domain(revisions), limit=1):
            raise UserError(
                self.env._("No open deadline runs under earlier terms any more.")
            )
        revisions.apply_note = note
        Deadline._apply_terms()
        # The rest, and what somebody else works on just now.
        self.env.ref("key_account_service.ir_cron_apply_terms").sudo()._trigger()

    @api.model
    def _revisions_to_apply(self):
        """Earlier terms whose deadlines are to be moved to the terms of today."""
        return self.with_context(active_test=False).search(
            [("apply_note", "!=", False), ("revision_of_id", "!=", False)]
        )

    def _finish_applying(self):
        """Forget the order for earlier terms under which nothing runs any more.

        What failed is moved as soon as the sweep has made it run again.
        """
        Deadline = self.env["key.account.deadline"]
        left = Deadline._read_group(Deadline._outdated_domain(self), ["policy_id"])
        (self - self.browse(policy.id for (policy,) in left)).apply_note = False

    @api.model
    def _cron_apply_terms(self):
        """Scheduled action: move deadlines to new terms, as administrators asked."""
        deadlines = self.env["key.account.deadline"]
        deadlines._sweep_run(deadlines._apply_terms)
