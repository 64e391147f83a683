# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

#: What an investigation has to say before it is done.
FINDINGS = ("found", "root", "consequence")


class KeyAccountInvestigation(models.Model):
    """What lay behind a major or special case, and what follows from it (CASE-7).

    Such a case is not closed without one that is done; a done one is frozen. It is
    read by those who read the case, and written by those who may write the case.
    """

    _name = "key.account.investigation"
    _inherit = ["key.account.case.part.mixin", "key.account.fact.mixin"]
    _description = "Investigation"
    _order = "id desc"

    name = fields.Char(
        string="Number", default="/", required=True, readonly=True, copy=False
    )
    ticket_id = fields.Many2one(ondelete="restrict")
    company_id = fields.Many2one(
        related="ticket_id.company_id", store=True, precompute=True, index=True
    )
    state = fields.Selection(
        [("draft", "In Progress"), ("done", "Done")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Investigator",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
    )
    investigated_on = fields.Date(
        string="Day of Investigation",
        required=True,
        default=fields.Date.context_today,
    )
    found = fields.Text(string="What Was Found", copy=False)
    root = fields.Text(copy=False, help="Why it could happen.")
    consequence = fields.Text(
        string="Consequences", copy=False, help="What is done so that it stays over."
    )
    done_at = fields.Datetime(string="Done On", readonly=True, copy=False)
    done_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="restrict"
    )

    @api.constrains("investigated_on")
    def _check_investigated_on(self):
        for investigation in self:
            if investigation.investigated_on > fields.Date.context_today(investigation):
                raise UserError(
                    self.env._("An investigation cannot have been made in the future.")
                )

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {"name", "state", "done_at", "done_by_id"}

    @api.model_create_multi
    def create(self, vals_list):
        made = super().create(vals_list)
        numbers = self.env["ir.sequence"].sudo()
        for investigation in made.sudo():
            company = numbers.with_company(investigation.company_id)
            investigation.name = company.next_by_code("key.account.investigation")
        return made

    def write(self, vals):
        self._check_draft()
        result = super().write(vals)
        if "ticket_id" in vals:
            # Nor is it moved to a case that one may not write.
            self.check_access("write")
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        self._check_draft()

    def _check_draft(self):
        """:raises UserError: for an investigation that is done and frozen"""
        if not self.env.su and "done" in self.mapped("state"):
            raise UserError(
                self.env._(
                    "A done investigation is frozen. Begin another one if something "
                    "has to be added."
                )
            )

    def action_done(self):
        """Freeze the investigation; the case may be closed then.

        :raises AccessError: for whoever may not write the case
        :raises UserError: as long as it does not say what was found, why, and what
            follows, or if it is done already
        """
        self.check_access("write")
        self._check_draft()
        for investigation in self:
            if not all((investigation[name] or "").strip() for name in FINDINGS):
                raise UserError(
                    self.env._(
                        "Write down what was found, its root and the consequences "
                        "first: a done investigation is frozen."
                    )
                )
        # Facts about the current user, which nobody states by hand.
        self.sudo().write(
            {
                "state": "done",
                "done_at": fields.Datetime.now(),
                "done_by_id": self.env.uid,
            }
        )
