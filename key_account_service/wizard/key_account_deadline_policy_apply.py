# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import split_every

#: So many deadlines are shown one by one; all of them are counted.
MAX_LINES = 80
BATCH_SIZE = 1000


class KeyAccountDeadlinePolicyApply(models.TransientModel):
    """What new terms would mean for the deadlines that run under earlier ones.

    The figures are those of the moment at which the dialog was opened.
    """

    _name = "key.account.deadline.policy.apply"
    _description = "Apply New Terms to Open Deadlines"

    policy_id = fields.Many2one(
        "key.account.deadline.policy", required=True, readonly=True
    )
    total = fields.Integer(string="Open Deadlines Under Earlier Terms", readonly=True)
    missed_count = fields.Integer(string="Missed at Once", readonly=True)
    earlier_count = fields.Integer(string="Due Earlier", readonly=True)
    later_count = fields.Integer(string="Due Later", readonly=True)
    same_count = fields.Integer(string="Due as Before", readonly=True)
    paused_count = fields.Integer(string="On Hold", readonly=True)
    agreed_count = fields.Integer(
        string="Agreed by Hand: Left Alone",
        readonly=True,
        help="Deadlines whose due time a supervisor agreed with the customer.",
    )
    line_ids = fields.One2many(
        "key.account.deadline.policy.apply.line", "wizard_id", readonly=True
    )
    reason = fields.Char(
        help="Stands in the ledger of each deadline: why the new terms hold for it."
    )

    @api.model
    def _preview(self, policy):
        """Work out and keep what the terms of today would mean; changes no deadline."""
        # Terms hold for all companies of a policy; only what one may read is listed.
        Deadline = self.env["key.account.deadline"].sudo()
        revisions = policy.sudo()._revisions()
        deadlines = Deadline.search(Deadline._outdated_domain(revisions), order="id")
        readable = self.env["key.account.deadline"].search(
            Domain("id", "in", deadlines.ids), order="due_at, id", limit=MAX_LINES
        )
        counts, lines = Counter(), {}
        for ids in split_every(BATCH_SIZE, deadlines.ids):
            for deadline, plan in Deadline.browse(ids)._preview_terms().items():
                effect = self._effect(deadline, plan)
                counts[effect] += 1
                if deadline.id in readable._ids:
                    lines[deadline.id] = self._line_values(deadline, plan, effect)
        agreed = Domain("policy_id", "in", revisions.ids) & Domain(
            "moved_by_hand", "=", True
        )
        agreed &= Domain("state", "in", ("running", "paused"))
        # What the dialog shows is nobody's to write, so it is written for the user.
        wizard = self.sudo().create(
            {
                "policy_id": policy.id,
                "total": len(deadlines),
                "agreed_count": Deadline.search_count(agreed),
                **{f"{effect}_count": count for effect, count in counts.items()},
                "line_ids": [Command.create(lines[id_]) for id_ in readable.ids],
            }
        )
        return wizard.sudo(False)

    @api.model
    def _effect(self, deadline, plan):
        if deadline.state == "paused":
            return "paused"
        if plan.due_at <= fields.Datetime.now() < deadline.due_at:
            return "missed"
        if plan.due_at == deadline.due_at:
            return "same"
        return "earlier" if plan.due_at < deadline.due_at else "later"

    @api.model
    def _line_values(self, deadline, plan, effect):
        return {
            "deadline_id": deadline.id,
            "old_due_at": deadline.due_at,
            "new_due_at": plan.due_at,
            "effect": effect,
        }

    def action_apply(self):
        """Move the deadlines to the terms of today, many of them in the background.

        :raises AccessError: for whoever does not administer the service
        :raises UserError: without a reason, or if nothing runs under earlier terms any
            more
        """
        self.ensure_one()
        if not (self.reason or "").strip():
            raise UserError(
                self.env._("Say why the new terms hold for open deadlines as well.")
            )
        user = self.env.user.name
        note = self.env._("New terms, applied by %(user)s", user=user)
        self.policy_id._request_apply(f"{note}: {self.reason}")
        return {"type": "ir.actions.client", "tag": "soft_reload"}
