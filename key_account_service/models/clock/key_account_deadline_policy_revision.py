# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class KeyAccountDeadlinePolicy(models.Model):
    """Earlier terms, to which the deadlines stay bound that were given under them."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline.policy"  # pylint: disable=consider-merging-classes-inherited

    revision_of_id = fields.Many2one(
        "key.account.deadline.policy",
        string="Earlier Terms Of",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )
    deadline_count = fields.Integer(
        string="Running Deadlines", compute="_compute_deadline_count"
    )

    def _revisions(self):
        """Earlier terms of these policies, to which deadlines are still bound."""
        return self.with_context(active_test=False).search(
            [("revision_of_id", "in", self.ids)]
        )

    @api.model
    def _promise_fields(self):
        """Fields that say what is promised; changing one makes a revision."""
        return {
            "amount",
            "unit",
            "clock",
            "tz",
            "start_field_id",
            "warn_share",
            "warn_minutes",
            "urgent",
            "step_ids",
        }

    def _keep_revision(self):
        """Leave the terms as they are to the deadlines that were given under them."""
        Deadline = self.env["key.account.deadline"].sudo()
        for policy in self:
            if Deadline.search_count([("policy_id", "=", policy.id)], limit=1):
                # With all rights: not everybody who edits a policy sees all of it.
                revision = policy.sudo().copy({"active": False})
                revision.revision_of_id = policy
                Deadline._rebind(policy, revision)

    def _root(self):
        """The policy itself, or for earlier terms the policy that replaced them."""
        return self.revision_of_id or self

    def _running_domain(self):
        """Deadlines that run under these policies."""
        return Domain("policy_id", "in", self.ids) & Domain(
            "state", "in", ("running", "paused")
        )

    def _compute_deadline_count(self):
        groups = self.env["key.account.deadline"]._read_group(
            (self | self._revisions())._running_domain(), ["policy_id"], ["__count"]
        )
        counts = Counter()
        for policy, count in groups:
            counts[policy.id] += count
            counts[policy.revision_of_id.id] += count
        for policy in self:
            policy.deadline_count = counts[policy.id]

    def write(self, vals):
        if self._promise_fields() & vals.keys():
            self._keep_revision()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_use(self):
        deadlines = self.env["key.account.deadline"].sudo()
        bound = (self | self._revisions()).ids
        if deadlines.search_count([("policy_id", "in", bound)], limit=1):
            raise UserError(
                self.env._(
                    "Deadlines were given under this policy. Archive it instead of "
                    "deleting it."
                )
            )

    def action_view_deadlines(self):
        """Open the deadlines that run under this policy."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Deadlines"),
            "res_model": "key.account.deadline",
            "view_mode": "list,form",
            "domain": list((self | self._revisions())._running_domain()),
        }
