# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain


class KeyAccountVisitAddendum(models.Model):
    """A correction of a signed visit: beside the record, never in it (VISIT-4).

    Nobody alters or deletes a row, the database sees to that. When the data of the
    person are erased its words are emptied. The moment is UTC.
    """

    _name = "key.account.visit.addendum"
    _inherit = ["key.account.derived.access.mixin", "key.account.append.only.mixin"]
    _description = "Addendum to a Signed Visit"
    _order = "id"
    _rec_name = "visit_id"
    _log_access = False
    _may_be_emptied = ("words",)

    visit_id = fields.Many2one(
        "key.account.visit",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    at = fields.Datetime(
        string="Added On", required=True, readonly=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users",
        string="Added By",
        required=True,
        readonly=True,
        ondelete="restrict",
        default=lambda self: self.env.uid,
    )
    words = fields.Text(string="Addendum", readonly=True)

    @api.model
    def _derived_access_domain(self):
        visits = self.env["key.account.visit"]
        if not visits.has_access("read"):
            return Domain.FALSE
        return Domain("visit_id", "in", visits._search([]))

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.keys() - {"visit_id", "words"} and not self.env.su:
                raise AccessError(
                    self.env._("Who adds something, and when, is not chosen.")
                )
            self._check_addition(vals)
        return super().create(vals_list)

    @api.model
    def _check_addition(self, vals):
        """:raises AccessError: for whoever may not change the visit
        :raises UserError: without words, or if the visit can be changed itself
        """
        visit = self.env["key.account.visit"].browse(vals.get("visit_id"))
        visit.check_access("write")
        if visit.state != "signed":
            raise UserError(
                self.env._(
                    "%(visit)s is not signed. Put it right in the record itself.",
                    visit=visit.name,
                )
            )
        if not (vals.get("words") or "").strip():
            raise UserError(self.env._("Write down what is to be put right."))


class KeyAccountVisit(models.Model):
    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.visit"

    addendum_ids = fields.One2many(
        "key.account.visit.addendum",
        "visit_id",
        string="Addenda",
        readonly=True,
        copy=False,
    )

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {"addendum_ids"}

    def action_add(self):
        """Open the form of an addendum to a signed record."""
        self.ensure_one()
        self.check_access("write")
        self._check_state("signed")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Addendum"),
            "res_model": "key.account.visit.add",
            "view_mode": "form",
            "target": "new",
            "context": {"default_visit_id": self.id},
        }
