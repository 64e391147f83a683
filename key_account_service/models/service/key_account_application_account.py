# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

OFFICER = "key_account_service.group_key_account_officer"


class KeyAccountApplication(models.Model):
    """An approved application makes its customer a key account (APP-1, TIER-1).

    Only those in charge decide who is a key account; here their approval is the
    decision, so whoever applies need not be in charge. The first tier is given
    afterwards, by evaluation or proposal.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.application"  # pylint: disable=consider-merging-classes-inherited

    manager_id = fields.Many2one(
        "res.users",
        string="Account Manager to Be",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain=lambda self: [
            ("share", "=", False),
            ("all_group_ids", "in", self.env.ref(OFFICER).ids),
        ],
        help="Serves the customer, who becomes a key account with the approval.",
    )
    becomes_account = fields.Boolean(
        compute="_compute_becomes_account",
        help="The customer becomes a key account when the application is approved.",
    )
    serving_id = fields.Many2one(
        "res.users",
        string="Served By",
        compute="_compute_serving_id",
        help="The account manager, now or after the approval.",
    )

    @api.depends("partner_id", "key_account_id", "state")
    def _compute_becomes_account(self):
        over = ("rejected", "cancelled")
        for application in self:
            application.becomes_account = (
                bool(application.partner_id)
                and not application.key_account_id
                and application.state not in over
            )

    @api.depends("key_account_id.key_account_manager_id", "manager_id")
    def _compute_serving_id(self):
        for application in self:
            account = application.key_account_id.sudo()
            serving = account.key_account_manager_id or application.manager_id
            application.serving_id = serving

    def _future_account(self):
        """Who becomes the key account: a group as a whole, an individual by itself."""
        customer = self.partner_id.sudo()
        group = self.customer_kind == "group"
        return customer.commercial_partner_id if group else customer

    def _check_account_to_be(self):
        """:raises UserError: if approval could not make the customer a key account"""
        if self.key_account_id:
            return
        account = self.partner_id.sudo().key_account_id
        company = account.key_account_company_id or self.partner_id.sudo().company_id
        if company and company != self.company_id:
            raise UserError(
                self.env._(
                    "%(customer)s is a customer of another company. Apply there.",
                    customer=self.partner_id.display_name,
                )
            )
        if not self.customer_kind or not self.manager_id:
            raise UserError(
                self.env._(
                    "%(customer)s is no key account yet, and becomes one with the "
                    "approval. Say of which kind, and who will be the account manager.",
                    customer=self.partner_id.display_name,
                )
            )
        self._check_manager_to_be()

    def _check_manager_to_be(self):
        manager = self.manager_id.sudo()
        serves = manager.active and manager.has_group(OFFICER)
        if not serves or self.company_id not in manager.company_ids:
            raise UserError(
                self.env._(
                    "%(person)s cannot serve key accounts of this company. Choose "
                    "another account manager.",
                    person=manager.name,
                )
            )

    def _become_key_account(self):
        """Make the customer a key account, with its file, if it is none yet.

        :raises UserError: if it has become one of another company meanwhile
        """
        self.invalidate_recordset(["key_account_id"])
        account = self.partner_id.sudo().key_account_id
        if not account:
            self._check_account_to_be()
            account = self._future_account()
            # Superiors have approved it; none of them need be in charge of contacts.
            account.write(
                {
                    "key_account_kind": self.customer_kind,
                    "key_account_company_id": self.company_id.id,
                    "key_account_manager_id": self.manager_id.id,
                }
            )
        self._check_our_account(account)
        self._write_facts({"key_account_id": account.id})

    def _check_our_account(self, account):
        if account.key_account_company_id != self.company_id:
            raise UserError(
                self.env._(
                    "%(customer)s has become a key account of another company. Reject "
                    "this application.",
                    customer=self.partner_id.display_name,
                )
            )
