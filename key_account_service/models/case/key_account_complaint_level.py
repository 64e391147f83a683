# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class KeyAccountComplaintLevel(models.Model):
    """How serious a complaint is and who has to act on it (CASE-2).

    Its hours are those of the deadline policies that name it.
    """

    _name = "key.account.complaint.level"
    _inherit = "key.account.copied.mixin"
    _description = "Complaint Level"
    _order = "sequence, id"
    _told_apart_by = "code"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10, help="The higher, the more serious.")
    active = fields.Boolean(default=True)
    color = fields.Integer()
    guidance = fields.Text(
        translate=True, help="What makes a complaint one of this level, and who acts."
    )

    needs_departments = fields.Boolean(
        string="Other Departments Must Act",
        help="A complaint of this level names at least one department, and is not "
        "solved before the departments have done their part.",
    )
    alerts_head = fields.Boolean(
        string="Alert the Head at Once",
        help="The head of department and the head of the company are alarmed as soon "
        "as a complaint is of this level.",
    )

    _code_uniq = models.Constraint("UNIQUE (code)", "Two levels cannot share a code.")

    @api.model
    def _lowest(self):
        """The level of a complaint until somebody sets it."""
        return self.with_context(active_test=True).search([], limit=1)

    @api.model_create_multi
    def create(self, vals_list):
        self._forget_promises()
        return super().create(vals_list)

    def write(self, vals):
        self._forget_promises()
        return super().write(vals)

    def unlink(self):
        self._forget_promises()
        return super().unlink()

    def _forget_promises(self):
        """What a tier promises is said level by level, and remembered."""
        self.env.registry.clear_cache()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_use(self):
        cases = self.env["helpdesk.ticket"].sudo().with_context(active_test=False)
        if cases.search_count([("complaint_level_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "There are cases of this complaint level. Archive it instead of "
                    "deleting it."
                )
            )
