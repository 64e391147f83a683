# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain


class KeyAccountHandoverLine(models.Model):
    """A piece of open work on the list of a handover, as it was then (TEAM-1).

    Read by whoever may read the handover, written by nobody.
    """

    _name = "key.account.handover.line"
    _inherit = ["key.account.derived.access.mixin", "key.account.proof.mixin"]
    _description = "Open Work of a Handover"
    _order = "handover_id, due_at, due_date, id"

    handover_id = fields.Many2one(
        "key.account.handover",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="handover_id.company_id", store=True)
    account_id = fields.Many2one(
        "res.partner", string="Key Account", readonly=True, ondelete="set null"
    )
    res_model = fields.Char(string="Model", required=True, readonly=True)
    res_id = fields.Integer(string="Record", required=True, readonly=True)
    kind = fields.Char(compute="_compute_kind")
    name = fields.Char(string="Work", required=True, readonly=True)
    due_at = fields.Datetime(string="Due", readonly=True)
    due_date = fields.Date(string="Due On", readonly=True)
    is_late = fields.Boolean(
        string="Late", readonly=True, help="It was overdue when the list was made."
    )
    outcome = fields.Selection(
        [
            ("open", "To be moved"),
            ("moved", "Moved"),
            ("settled", "Settled meanwhile"),
            ("added", "Moved, came in later"),
        ],
        default="open",
        required=True,
        readonly=True,
    )

    @api.depends("res_model")
    def _compute_kind(self):
        """In the words of the reader; those of the model for what has none of ours."""
        models_of = self.env["ir.model"].sudo()._get
        names = {
            model: models_of(model).name for model in set(self.mapped("res_model"))
        }
        names["helpdesk.ticket"] = self.env._("Case")
        for line in self:
            line.kind = names[line.res_model]

    @api.model
    def _derived_access_domain(self):
        return Domain("handover_id", "in", self.env["key.account.handover"]._search([]))

    @api.model
    def _derived_change_domain(self):
        return Domain.FALSE

    @api.model
    def _erase_names(self, records):
        """Replace the titles of works on the lists that are about a person."""
        activities = self.env["mail.activity"].with_context(active_test=False)
        activities = activities.search(
            [("res_model", "=", records._name), ("res_id", "in", records.ids)]
        )
        about = Domain.OR(
            Domain("res_model", "=", works._name) & Domain("res_id", "in", works.ids)
            for works in (records, activities)
        )
        if records._name == "res.partner":
            # Of an activity that is gone its title is left.
            named = Domain.OR(
                Domain("name", "ilike", contact.name)
                for contact in records
                if contact.name
            )
            about |= named & Domain("account_id", "in", records.key_account_id.ids)
        self.search(about).write({"name": self.env._("Erased")})
