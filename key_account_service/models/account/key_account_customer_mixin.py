# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class KeyAccountCustomerMixin(models.AbstractModel):
    """Done for a customer: whose key account that is, and of which tier on that day.

    The account is one of the company of the record, or none. The tier is taken over
    once and stays, also when the account gets another one, or the record another
    contact of the same account (TIER-7). A model says what ``partner_id`` and
    ``company_id`` mean to it.
    """

    _name = "key.account.customer.mixin"
    _description = "Done for a Customer"

    partner_id = fields.Many2one("res.partner")
    company_id = fields.Many2one("res.company")
    key_account_id = fields.Many2one(
        "res.partner",
        compute="_compute_key_account_id",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    key_account_tier_id = fields.Many2one(
        "key.account.tier",
        string="Tier",
        compute="_compute_key_account_tier_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The tier on the day; a later change leaves it alone.",
    )

    # One method a field: giving one of them must not keep the others from following.

    @api.depends("partner_id", "company_id")
    def _compute_key_account_id(self):
        for record in self:
            # Who serves the contact is known to the system, not to every colleague.
            account = record.partner_id.sudo().key_account_id
            ours = account.key_account_company_id == record.company_id
            record.key_account_id = ours and account

    @api.depends("key_account_id")
    def _compute_key_account_tier_id(self):
        for record in self:
            account = record.key_account_id.sudo()
            record.key_account_tier_id = account.key_account_tier_id

    @api.model
    def _fields_of_account(self):
        """Hook: what a record takes over from its key account, once."""
        return ["key_account_tier_id"]

    def write(self, vals):
        terms = [self._fields[name] for name in self._fields_of_account()]
        with self.env.protecting(terms, self._same_account(vals)):
            return super().write(vals)

    def _same_account(self, vals):
        """The records that stay with their key account when ``vals`` are written."""
        if not vals.get("partner_id") or "company_id" in vals:
            return self.browse()
        contact = self.env["res.partner"].sudo().browse(vals["partner_id"])
        account = contact.key_account_id
        return self.filtered(
            lambda record: account and record.key_account_id == account
        )
