# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ..models.case.key_account_case_offer import HELPDESK


class KeyAccountCaseOfferMake(models.TransientModel):
    """To whom a case is offered (TEAM-2). It offers as its user."""

    _name = "key.account.case.offer.make"
    _inherit = "key.account.dialog.mixin"
    _description = "Pass On a Case"

    ticket_id = fields.Many2one("helpdesk.ticket", string="Case", required=True)
    to = fields.Selection(
        [("user", "A person"), ("team", "A desk")], default="user", required=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Person",
        domain=lambda self: [
            ("share", "=", False),
            ("all_group_ids", "in", self.env.ref(HELPDESK).ids),
        ],
    )
    team_id = fields.Many2one("helpdesk.ticket.team", string="Desk")
    note = fields.Text(
        string="What to Know",
        help="What was done and said so far, and what the customer waits for.",
    )

    def action_offer(self):
        """Offer the case; it stays with its owner until somebody accepts."""
        self.ensure_one()
        self.env["key.account.case.offer"].create(
            {
                "ticket_id": self.ticket_id.id,
                "user_id": self.to == "user" and self.user_id.id,
                "team_id": self.to == "team" and self.team_id.id,
                "note": self.note,
            }
        )
        return {"type": "ir.actions.client", "tag": "soft_reload"}
