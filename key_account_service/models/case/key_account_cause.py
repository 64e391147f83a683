# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from .key_account_deadline_policy import CASE_KINDS


class KeyAccountCause(models.Model):
    """Why customers complain: a tree, of which cases name the leaves (CASE-6).

    A group of causes is never named itself, so that figures by cause add up. What cases
    name is archived or merged into another cause, and never deleted.
    """

    _name = "key.account.cause"
    _inherit = "key.account.copied.mixin"
    _description = "Cause"
    _parent_store = True
    # Codes begin with that of their group.
    _order = "code, parent_path"
    _rec_names_search = ["name", "code", "parent_id.name"]
    _told_apart_by = "code"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(help="Short and stable: for lists and for other systems.")
    active = fields.Boolean(default=True)
    parent_id = fields.Many2one(
        "key.account.cause", string="Belongs To", index=True, ondelete="restrict"
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("key.account.cause", "parent_id", string="Causes")
    case_kind = fields.Selection(
        CASE_KINDS, string="For Cases of Kind", help="Empty: for every kind."
    )
    is_typical = fields.Boolean(
        string="Typical Problem",
        help="Of typical problems a random sample is called back once more by somebody "
        "independent.",
    )
    merged_into_id = fields.Many2one(
        "key.account.cause",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="Its cases were given this cause.",
    )
    case_count = fields.Integer(string="Cases", compute="_compute_case_count")

    _code_uniq = models.UniqueIndex(
        "(code) WHERE code IS NOT NULL", "Another cause has this code already."
    )

    @api.depends("name", "parent_id.name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        """With the groups it stands in: “Network / Line broken”."""
        for cause in self:
            line, names = cause, []
            while line:
                names.insert(0, line.name or "")
                line = line.parent_id
            cause.display_name = " / ".join(names)

    @api.model
    def _search_display_name(self, operator, value):
        """Some letters find what is in a group as well, a whole name does not.

        An import gives the group of a cause by name, or by what an export printed.
        """
        names = [value] if operator == "=" else value
        if operator not in ("=", "in") or not all(isinstance(n, str) for n in names):
            return super()._search_display_name(operator, value)
        return Domain.OR(self._called(name) for name in names)

    @api.model
    def _called(self, words):
        """Causes of this code, this name, or these groups and name: “A / B”."""
        *groups, name = words.split(" / ")
        domain, above = Domain("name", "=", name), "parent_id"
        for group in reversed(groups):
            domain &= Domain(f"{above}.name", "=", group)
            above += ".parent_id"
        return domain | Domain("code", "=", words) | Domain("name", "=", words)

    @api.depends_context("uid")
    def _compute_case_count(self):
        """Cases that the reader may see, those of the causes below included."""
        counts = Counter()
        for cause, count in self.env["helpdesk.ticket"]._read_group(
            [("cause_id", "child_of", self.ids)], ["cause_id"], ["__count"]
        ):
            for group in cause.parent_path.split("/")[:-1]:
                counts[int(group)] += count
        for cause in self:
            cause.case_count = counts[cause._origin.id]

    @api.constrains("parent_id")
    def _check_parent(self):
        if self._has_cycle():
            raise ValidationError(
                self.env._("A cause cannot belong to itself. Choose another group.")
            )
        for group, count in self.parent_id._cases_by_cause():
            raise ValidationError(
                self.env._(
                    "%(count)s cases name the cause “%(cause)s”, so it cannot become a "
                    "group. Merge it into another cause first, or choose another "
                    "group.",
                    count=count,
                    cause=group.display_name,
                )
            )

    @api.constrains("active", "parent_id")
    def _check_group_active(self):
        for cause in self:
            if cause.active and cause.parent_id and not cause.parent_id.active:
                raise ValidationError(
                    self.env._(
                        "“%(group)s” is archived. Take it back before you use what "
                        "belongs to it.",
                        group=cause.parent_id.display_name,
                    )
                )

    def _cases_by_cause(self):
        """Which of these causes cases name, and how many.

        :return: list of pairs of cause and number
        """
        # Also the cases that the user may not see, and the archived ones.
        cases = self.env["helpdesk.ticket"].sudo().with_context(active_test=False)
        return cases._read_group(
            [("cause_id", "in", self.ids)], ["cause_id"], ["__count"]
        )

    def write(self, vals):
        if vals.get("active", True) is False:
            # A group is archived with all that belongs to it.
            self |= self.search([("id", "child_of", self.ids)])
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        for cause, count in self._cases_by_cause():
            raise UserError(
                self.env._(
                    "%(count)s cases name the cause “%(cause)s”. Archive it, or merge "
                    "it into another one.",
                    count=count,
                    cause=cause.display_name,
                )
            )

    def action_view_cases(self):
        """Open the cases that name this cause, or one below it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "helpdesk.ticket",
            "view_mode": "list,form",
            "domain": [("cause_id", "child_of", self.id)],
            "name": self.env._("Cases"),
        }
