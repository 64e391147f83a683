# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import clean_context


class KeyAccountCaseTaskAnswer(models.TransientModel):
    """An answer to a task that needs words (TEAM-3).

    It carries the answer as its user; who may give it, the task decides.
    """

    _name = "key.account.case.task.answer"
    _inherit = "key.account.dialog.mixin"
    _description = "Answer of or to a Department"

    task_id = fields.Many2one("key.account.case.task", required=True)
    answer = fields.Selection(
        [
            ("done", "Done"),
            ("refuse", "Refuse"),
            ("pass_on", "Pass on"),
            ("ask_again", "Ask again"),
            ("withdraw", "Withdraw"),
        ],
        default="done",
        required=True,
    )
    department_id = fields.Many2one(
        "key.account.department",
        string="To",
        help="The department whose part it is.",
    )
    words = fields.Text(
        string="What Was Done, or Why",
        required=True,
        help="Stands in the task and in the case.",
    )

    def action_apply(self):
        """Give the answer."""
        self.ensure_one()
        if not (self.words or "").strip():
            raise UserError(self.env._("Say what was done, or why."))
        # What was meant for this form must not reach what is written with it.
        # pylint: disable-next=context-overridden
        task = self.task_id.with_context(clean_context(self.env.context))
        if self.answer == "pass_on":
            if not self.department_id:
                raise UserError(self.env._("Say to which department you pass it on."))
            task._pass_on(self.department_id, self.words)
        elif self.answer == "done":
            task._finish(self.words)
        elif self.answer == "refuse":
            task._refuse(self.words)
        elif self.answer == "ask_again":
            task._ask_again(self.words)
        else:
            task._withdraw(self.words)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
