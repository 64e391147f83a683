# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

from ..account.res_partner_page import SERVICE


class ResPartner(models.Model):
    """Cases and promises of a key account on its page (FILE-10).

    Figures count what the user may read: an officer's own accounts, a supervisor's
    team. They follow the work, which stays with its account when a contact changes it.
    """

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.partner"

    key_account_promise = fields.Char(
        string="Promise",
        compute="_compute_key_account_promise",
        groups=SERVICE,
        help="What customers of this tier are promised at present.",
    )
    key_account_open_case_count = fields.Integer(
        string="Open Cases", compute="_compute_key_account_cases", groups=SERVICE
    )
    key_account_case_ids = fields.Many2many(
        "helpdesk.ticket",
        string="Most Urgent Cases",
        compute="_compute_key_account_cases",
        groups=SERVICE,
        help="The open cases with the earliest deadlines.",
    )

    @api.depends_context("allowed_company_ids", "lang")
    @api.depends("key_account_tier_id", "key_account_company_id")
    def _compute_key_account_promise(self):
        for company, partners in self.grouped("key_account_company_id").items():
            ours = company & self.env.companies
            for partner in partners:
                tier = partner.key_account_tier_id.with_company(company)
                partner.key_account_promise = tier.promise_summary if ours else False

    @api.depends_context("uid")
    @api.depends("key_account_id")
    def _compute_key_account_cases(self):
        still_open = Domain("closed", "=", False)
        counts = dict(self._key_account_figures("helpdesk.ticket", still_open))
        urgent = self._key_account_first(
            "helpdesk.ticket", still_open, "deadline_due_at, id"
        )
        for partner in self:
            account_id = partner.key_account_id._origin.id
            partner.key_account_open_case_count = counts.get(account_id, 0)
            partner.key_account_case_ids = urgent.get(account_id)

    def _key_account_contacts(self):
        """A case that came in is a contact, on the channel by which it came."""
        contacts = super()._key_account_contacts()
        cases = self._key_account_first(
            "helpdesk.ticket",
            Domain("received_at", "!=", False),
            "received_at DESC, id",
        )
        for account_id, records in cases.items():
            lines = [record._key_account_contact_line() for record in records]
            contacts[account_id] = contacts.get(account_id, []) + lines
        return contacts

    def action_view_key_account_cases(self):
        """Open the cases of the account, those still open first."""
        return self._key_account_action(
            "key_account_service.helpdesk_ticket_action_desk",
            {"search_default_open": 1},
        )

    def action_view_key_account_deadlines(self):
        """Open the cases of the account of which a promise is open, worst first."""
        return self._key_account_action(
            "key_account_service.helpdesk_ticket_action_desk",
            {"search_default_deadline_open": 1},
        )

    def action_view_key_account_missed(self):
        """Open the cases of the account of which a promise is overdue."""
        return self._key_account_action(
            "key_account_service.helpdesk_ticket_action_desk",
            {"search_default_deadline_missed": 1},
        )

    def _key_account_action(self, name, context=None):
        """A list of what belongs to the account of this contact."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(name)
        domain = [("key_account_id", "=", self.key_account_id.id)]
        return {**action, "domain": domain, "context": context or {}}
