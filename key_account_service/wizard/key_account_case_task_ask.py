# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import clean_context


class KeyAccountCaseTaskAsk(models.TransientModel):
    """Which departments have to act for a case, and what; and its level (CASE-2).

    It asks and changes as its user: who may do so, the case decides.
    """

    _name = "key.account.case.task.ask"
    _inherit = "key.account.dialog.mixin"
    _description = "Ask Departments"

    ticket_id = fields.Many2one("helpdesk.ticket", string="Case", required=True)
    relevel = fields.Boolean(help="Whether the level changes, too.")
    current_level_id = fields.Many2one(
        related="ticket_id.complaint_level_id", string="Level Now"
    )
    level_id = fields.Many2one(
        "key.account.complaint.level",
        string="New Level",
        compute="_compute_level_id",
        store=True,
        readonly=False,
    )
    guidance = fields.Text(
        string="Which Level?",
        compute="_compute_guidance",
        help="What makes a complaint one of each level, and who acts.",
    )
    needs_departments = fields.Boolean(compute="_compute_needs_departments")
    alerts_head = fields.Boolean(related="level_id.alerts_head")
    reason = fields.Char(help="Stands in the case, for everybody who works on it.")
    line_ids = fields.One2many(
        "key.account.case.task.ask.line", "ask_id", string="Departments"
    )

    @api.depends("ticket_id")
    def _compute_level_id(self):
        for ask in self:
            ask.level_id = ask.level_id or ask.ticket_id.complaint_level_id

    @api.depends("relevel")
    def _compute_guidance(self):
        # All of them: there are three. pylint: disable=no-search-all
        levels = self.env["key.account.complaint.level"].search([])
        for ask in self:
            ask.guidance = "\n".join(
                f"{level.name}: {level.guidance or ''}" for level in levels
            )

    @api.depends("level_id", "ticket_id")
    def _compute_needs_departments(self):
        for ask in self:
            asked = ask.ticket_id.sudo().task_ids
            ask.needs_departments = ask.level_id.needs_departments and not asked

    def action_apply(self):
        """Ask the departments, and change the level if that was wanted."""
        self.ensure_one()
        # What was meant for this form must not reach what is written with it.
        # pylint: disable-next=context-overridden
        case = self.ticket_id.with_context(clean_context(self.env.context))
        self._check_complete()
        self._once()
        case._ask([(line.department_id, line.what) for line in self.line_ids])
        if self.relevel and self.level_id != case.complaint_level_id:
            case.write(
                {
                    "complaint_level_id": self.level_id.id,
                    "level_reason": self.reason,
                }
            )
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _check_complete(self):
        """:raises UserError: if there is nothing to do, or something is missing"""
        changes = self.relevel and self.level_id != self.ticket_id.complaint_level_id
        if not changes and not self.line_ids:
            raise UserError(
                self.env._("Choose another level.")
                if self.relevel
                else self.env._("Name at least one department.")
            )
        if changes and not (self.reason or "").strip():
            raise UserError(self.env._("Say why the level changes."))
        if changes and self.needs_departments and not self.line_ids:
            raise UserError(
                self.env._(
                    "For %(level)s other departments have to act: name at least one, "
                    "and what it is asked to do.",
                    level=self.level_id.name,
                )
            )
