# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

#: Who stands in for the account manager, and when: those of the account that is kept.
DEPUTY_PERIOD = ("key_account_deputy_from", "key_account_deputy_until")
#: What contacts take over from their account.
FOLLOWING = (
    "key_account_id",
    "key_account_company_id",
    "key_account_tier_id",
    "key_account_manager_id",
    "key_account_deputy_id",
    "key_account_acting_deputy_id",
    "key_account_team_id",
)


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Contacts of key accounts are merged with their files, by those in charge."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        # Merging deletes with all rights: ask before whether the user is in charge.
        partners = self.env["res.partner"].browse(partner_ids)
        if not self.env.su and partners._key_accounts_at_stake():
            partners._check_key_account_right(["key_account_kind"])
        # One history goes on, that of the contact that stays.
        accounts = partners.sudo()
        accounts._close_assignments()
        result = super()._merge(partner_ids, dst_partner, extra_checks=extra_checks)
        accounts.exists()._record_assignments()
        return result

    def _update_foreign_keys(self, src_partners, dst_partner):
        # Odoo deletes what a contact may have only once, and its lines with it.
        self.env["key.account.file"]._merge_contacts(src_partners, dst_partner)
        with self.env["key.account.append.only.mixin"]._merging():
            return super()._update_foreign_keys(src_partners, dst_partner)

    def _update_values(self, src_partners, dst_partner):
        period = {name: dst_partner[name] for name in DEPUTY_PERIOD}
        result = super()._update_values(src_partners, dst_partner)
        if dst_partner.sudo().key_account_kind:
            dst_partner.write(period)
        self._follow_account(dst_partner)
        return result

    def _follow_account(self, kept):
        """Work out again what the merge moved past Odoo, by SQL."""
        partners = self.env["res.partner"].sudo().with_context(active_test=False)
        partners = partners.search([("id", "child_of", kept.ids)])
        files = self.env["key.account.file"].sudo().with_context(active_test=False)
        files = files.search([("partner_id", "in", partners.ids)])
        todo = [
            *((partners - kept, name) for name in FOLLOWING),
            *((files, name) for name in ("account_id", "company_id", "parent_id")),
        ]
        for records, name in todo:
            self.env.add_to_compute(records._fields[name], records)
        self.env.flush_all()
