# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..account.res_partner_page import SERVICE


class HelpdeskTicket(models.Model):
    """A need that is heard in a case goes into the register in one tap (PLAN-2)."""

    # A family of its own: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    need_ids = fields.One2many(
        "key.account.need",
        "ticket_id",
        string="Needs in the Register",
        readonly=True,
        groups=SERVICE,
    )
    need_count = fields.Integer(
        string="Needs", compute="_compute_need_count", groups=SERVICE
    )

    @api.depends("need_ids")
    def _compute_need_count(self):
        """Those that the user may read."""
        groups = self.env["key.account.need"]._read_group(
            [("ticket_id", "in", self.ids)], ["ticket_id"], ["__count"]
        )
        counts = {case.id: count for case, count in groups}
        for case in self:
            case.need_count = counts.get(case._origin.id, 0)

    def action_note_need(self):
        """Open the form of a need that the customer spoke of in this case.

        :raises UserError: if the customer is no key account
        """
        self.ensure_one()
        self.check_access("read")
        account = self.sudo().key_account_id
        if not account:
            raise UserError(
                self.env._(
                    "Needs are noted of key accounts. The customer of this case is "
                    "none."
                )
            )
        # The sender of a mail may be nobody's contact.
        person = self.partner_id or account
        if person.sudo().key_account_id != account:
            person = account
        heard = (self.company_id or self.env.company)._today_at(fields.Datetime.now())
        return self.env["key.account.need"]._note_action(
            {
                "partner_id": person.id,
                "source": "case",
                "ticket_id": self.id,
                "heard_on": heard,
            }
        )

    def action_view_needs(self):
        """Open the needs of this case, as far as the user may read them."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_service.key_account_need_action"
        )
        return {**action, "domain": [("ticket_id", "=", self.id)], "context": {}}
