# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class KeyAccountVisit(models.Model):
    """What a visit is planned for: the rule that asks for it, and by when (VISIT-1)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.visit"

    state = fields.Selection(
        selection_add=[("proposed", "Proposed"), ("planned",)],
        ondelete={"proposed": "cascade"},
    )
    rule_id = fields.Many2one(
        "key.account.visit.rule",
        string="Asked For By",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The rule of tier and role that asks for this visit; empty: somebody "
        "planned it on his own.",
    )
    due_on = fields.Date(
        readonly=True,
        copy=False,
        help="The day by which the rule wants it: the last contact and the interval.",
    )
    is_changed = fields.Boolean(
        string="Changed by Hand",
        readonly=True,
        copy=False,
        help="Somebody moved or changed it after it was proposed: planning again "
        "leaves it alone.",
    )

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {"rule_id", "due_on", "is_changed"}
