# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.models import MAGIC_COLUMNS
from odoo.tools import SQL

from ...lib.completeness import score

#: What may be asked for that stands on the contact, not in its file.
ON_CONTACT = (
    "phone",
    "email",
    "street",
    "city",
    "zip",
    "function",
    "industry_id",
    "key_person_role",
    "child_ids.key_person_role",
)

#: Nothing that somebody enters about the customer.
UPKEEP = {
    "active",
    "erase_attempt_at",
    "erased_on",
    "error",
    "error_at",
    "partner_id",
    "upkeep_outdated",
    "verified_by_id",
    "verified_on",
}


class KeyAccountFile(models.Model):
    """How complete a file is, and what it lacks (FILE-8).

    The score is stored and follows every change of the file, its parts and its contact
    at once. A change of what is asked for concerns all files, so a scheduled action
    works them off.
    """

    _name = "key.account.file"
    _inherit = ["key.account.file", "key.account.sweep.mixin"]

    completeness = fields.Integer(
        string="Completeness (%)",
        compute="_compute_completeness",
        compute_sudo=True,
        store=True,
        aggregator="avg",
        help="Weight of what is known in per cent of all that is asked for.",
    )
    is_incomplete = fields.Boolean(
        string="Incomplete",
        compute="_compute_is_incomplete",
        store=True,
        index=True,
        help="The score is lower than the upkeep rule of the tier wants it.",
    )
    missing_ids = fields.Many2many(
        "key.account.file.criterion",
        string="Still Missing",
        compute="_compute_missing_ids",
        compute_sudo=True,
        search="_search_missing_ids",
    )
    upkeep_outdated = fields.Boolean(
        readonly=True,
        copy=False,
        help="What is asked for has changed; the score is about to be worked out anew.",
    )

    @api.model
    def _completeness_depends(self):
        """All that may be asked for: of the file, of its parts, of its contact."""
        names = [f"partner_id.{name}" for name in ON_CONTACT]
        for name, field in self._fields.items():
            part = field.type == "one2many" and self.env[field.comodel_name]
            if part is not False and "file_id" in part._fields:
                names += [name, *(f"{name}.{own}" for own in _entered(part))]
        return names + [name for name in _entered(self) if name not in UPKEEP]

    @api.depends(
        lambda self: self._completeness_depends(), "partner_id.key_account_kind"
    )
    def _compute_completeness(self):
        for file, (asked, missing) in self._look_for_criteria().items():
            weights = {criterion.id: criterion.weight for criterion in asked}
            file.completeness = score(weights, (asked - missing).ids)

    @api.depends("completeness", "company_id", "partner_id.key_account_tier_id")
    def _compute_is_incomplete(self):
        rules = self.env["key.account.upkeep.rule"]._of_files(self)
        for file in self:
            file.is_incomplete = file.completeness < rules[file].target

    @api.depends(
        lambda self: self._completeness_depends(), "partner_id.key_account_kind"
    )
    def _compute_missing_ids(self):
        for file, (_asked, missing) in self._look_for_criteria().items():
            file.missing_ids = missing

    def _search_missing_ids(self, operator, value):
        if operator != "in":
            return NotImplemented
        criteria = self.env["key.account.file.criterion"].browse(value).exists()
        return Domain.OR(criterion._missing_domain() for criterion in criteria)

    def _look_for_criteria(self):
        """What is asked of each file, and what of it is missing.

        In memory, one look a criterion: a form that is being filled in has no rows.

        :return: dict of pairs (asked, missing) of criteria, by file
        """
        nothing = self.env["key.account.file.criterion"]
        found = {file: (nothing, nothing) for file in self}
        for criterion in nothing.sudo().search([("active", "=", True)]):
            asked = self.filtered(criterion._is_asked_of)
            met = asked.filtered_domain(criterion._condition())
            for file in asked:
                lacks = criterion if file not in met else nothing
                found[file] = (found[file][0] + criterion, found[file][1] + lacks)
        return found

    def _file_kind(self):
        """Whose file it is: that of a VIP, of a group, or of somebody of an account."""
        kind = self.partner_id.sudo().key_account_kind
        if not kind:
            return "person"
        return "group" if kind == "group" else "individual"

    @api.model
    def _work_out_upkeep_anew(self):
        """The configuration has changed: score and due day follow soon."""
        # Whoever configures what is asked for need not be able to read a file.
        files = self.sudo().with_context(active_test=False)
        files.search([("upkeep_outdated", "!=", True)]).upkeep_outdated = True
        cron = self.env.ref("key_account_service.ir_cron_work_out_upkeep", False)
        if cron:
            cron.sudo()._trigger()

    @api.model
    def _cron_work_out_upkeep(self):
        """Scheduled action: follow a changed configuration, in batches."""
        self._sweep_run(self._work_out_upkeep)

    @api.model
    def _work_out_upkeep(self, limit=None):
        """Work out score and due day of files whose configuration changed.

        :return: how many files
        """
        files = self._sweep_claim(SQL("upkeep_outdated"), SQL("id"), limit)
        files._sweep_guarded(lambda records: records._work_out_upkeep_now())
        return len(files)

    def _work_out_upkeep_now(self):
        for name in ("completeness", "is_incomplete", "verify_by"):
            self.env.add_to_compute(self._fields[name], self)
        self.upkeep_outdated = False
        self.env.flush_all()

    def _sweep_postpone_values(self, moment):
        return {**super()._sweep_postpone_values(moment), "upkeep_outdated": False}


def _entered(model):
    """Names of the stored fields that people fill in."""
    return [
        name
        for name, field in model._fields.items()
        if field.store
        and name not in MAGIC_COLUMNS
        and not field.compute
        and field.type not in ("one2many", "binary")
    ]
