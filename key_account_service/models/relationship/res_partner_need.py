# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

from ..account.res_partner_page import SERVICE


class ResPartner(models.Model):
    """Needs of a key account on its page (FILE-10, PLAN-2)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    key_account_need_count = fields.Integer(
        string="Needs",
        compute="_compute_key_account_needs",
        groups=SERVICE,
        help="Needs to which the customer has no answer yet.",
    )
    key_account_need_ids = fields.Many2many(
        "key.account.need",
        string="Open Needs",
        compute="_compute_key_account_needs",
        groups=SERVICE,
    )

    @api.depends_context("uid")
    @api.depends("key_account_id")
    def _compute_key_account_needs(self):
        still_open = Domain("state", "!=", "told")
        needs = self.env["key.account.need"]
        counts, first = {}, {}
        if self.key_account_id and needs.has_access("read"):
            accounts = Domain("account_id", "in", self.key_account_id._origin.ids)
            found = needs.search(accounts & still_open, order="deadline_due_at, id")
            first = found.grouped(lambda need: need.account_id.id)
            counts = {account: len(of) for account, of in first.items()}
        for partner in self:
            account_id = partner.key_account_id._origin.id
            partner.key_account_need_count = counts.get(account_id, 0)
            partner.key_account_need_ids = first.get(account_id, needs)[:5]

    def _is_former_account(self):
        """Whether nobody serves it any more: it was archived, or is none any more."""
        self.ensure_one()
        return not (self.active and self.key_account_kind)

    def _key_account_superior_of(self, user):
        """The next above a user in the line of this account who can decide something.

        An auditor in the line reads only. Whoever leads a team of the line himself
        passes it to the one above that team.
        """
        line = self.key_account_team_id._leaders()
        line |= self.key_account_company_id.key_account_head_id
        if user in line:
            line = line[line.ids.index(user.id) + 1 :]
        officer = "key_account_service.group_key_account_officer"
        return line.filtered(lambda one: one.active and one.has_group(officer))[:1]

    def action_view_key_account_needs(self):
        """Open the needs of the account."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_service.key_account_need_action"
        )
        account = self.key_account_id
        return {
            **action,
            "domain": [("account_id", "=", account.id)],
            "context": {"default_partner_id": self.id},
        }
