# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class KeyAccountFileCriterion(models.Model):
    """One thing that a complete account file says (FILE-8)."""

    _name = "key.account.file.criterion"
    _inherit = ["key.account.upkeep.setting.mixin", "key.account.reach.mixin"]
    _without_effect = frozenset({"name", "sequence"})
    _description = "Asked for in Account Files"
    _order = "sequence, id"

    name = fields.Char(
        string="If Missing",
        required=True,
        translate=True,
        help="The sentence that is shown while it is missing.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: in all companies."
    )
    weight = fields.Integer(
        required=True, default=1, help="Compared with the weights of all others."
    )
    domain = fields.Char(
        string="Given If",
        required=True,
        default="[]",
        help="The condition under which an account file has it.",
    )
    for_individual = fields.Boolean(string="VIP Individuals")
    for_group = fields.Boolean(string="Group Customers")
    for_person = fields.Boolean(string="People of an Account")
    place = fields.Char(
        compute="_compute_place",
        help="The field of the form to fill in; of the contact if it begins so.",
    )

    _weighs = models.Constraint(
        "CHECK (weight > 0)",
        "A weight is 1 or more. Archive what is not asked for any more.",
    )

    @api.depends("domain")
    def _compute_place(self):
        for criterion in self:
            paths = _paths(criterion._condition())
            path = next(paths, "").split(".")
            on_contact = path[0] == "partner_id"
            criterion.place = ".".join(path[: 2 if on_contact else 1])

    @api.constrains("domain")
    def _check_domain(self):
        """Nothing is asked for whose change the score would not follow."""
        known = set(self.env["key.account.file"]._completeness_depends())
        for criterion in self:
            try:
                paths = list(_paths(criterion._condition()))
            except (SyntaxError, TypeError, ValueError) as error:
                raise ValidationError(
                    self.env._(
                        "This is no condition: %(domain)s", domain=criterion.domain
                    )
                ) from error
            for path in paths:
                if path not in known:
                    raise ValidationError(
                        self.env._(
                            "“%(path)s” cannot be asked for. Choose a field that is "
                            "filled in on the file, on its lines or on the contact.",
                            path=path,
                        )
                    )
            if not paths:
                raise ValidationError(
                    self.env._("Say under which condition a file has it.")
                )

    def _condition(self):
        return Domain(literal_eval(self.domain or "[]"))

    def _is_asked_of(self, file):
        """Whether this is asked for in a file."""
        company = self.company_id
        if company and company != file.company_id:
            return False
        return self[f"for_{file._file_kind()}"]

    def _missing_domain(self):
        """Files that should have this and have not."""
        self.ensure_one()
        # Of a path over lines, "not" would be true of a file without any.
        files = self.env["key.account.file"].sudo().with_context(active_test=False)
        met = files._search(self._condition())
        kinds = {
            "individual": Domain(
                "partner_id.key_account_kind", "in", ("leadership", "business_partner")
            ),
            "group": Domain("partner_id.key_account_kind", "=", "group"),
            "person": Domain("partner_id.key_account_kind", "=", False),
        }
        asked = Domain.OR(kinds[kind] for kind in kinds if self[f"for_{kind}"])
        if self.company_id:
            asked &= Domain("company_id", "=", self.company_id.id)
        return asked & Domain("id", "not in", met)


def _paths(domain, prefix=""):
    """The fields that a condition speaks of, as paths from the file."""
    for condition in domain.iter_conditions():
        path = prefix + condition.field_expr
        if condition.operator in ("any", "not any"):
            yield from _paths(Domain(condition.value), f"{path}.")
        else:
            yield path
