# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from .res_partner_belonging import PLACE

#: What takes a contact, and those below it, into an account or out of it.
MOVING = {"commercial_partner_id", *PLACE}


class ResPartner(models.Model):
    """A contact goes from account to account by leave of those who serve both (SEC-1).

    Its file goes along, and is read by whoever serves the new account. The file of a
    contact that belongs to no account any more still is of the last one. What is asked
    before anything is written is in ``res_partner_belonging``; here, what came of it.
    """

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.partner"

    def write(self, vals):
        if self.env.su:
            return super().write(vals)
        if "active" in vals:
            self.sudo().filtered("key_account_kind")._check_served()
        if not MOVING & vals.keys():
            return super().write(vals)
        # Those below go along.
        family = self._with_all_below()
        before = {contact: contact.key_account_id for contact in family}
        result = super().write(vals)
        moved = family.filtered(lambda one: one.key_account_id != before[one])
        left = self.browse().union(*(before[contact] for contact in moved))
        (moved | left)._check_served()
        return result

    def _with_all_below(self):
        """These contacts and all below them, with all rights."""
        contacts = self.sudo().with_context(active_test=False)
        return contacts.search([("id", "child_of", self.ids)])

    def _key_accounts_at_stake(self):
        """The accounts of these contacts now, and those that their files are of."""
        return self.sudo().key_account_id | self._key_account_files().account_id

    def _key_account_files(self):
        # Whoever moves a contact need not know that there is a file.
        files = self.env["key.account.file"].sudo().with_context(active_test=False)
        return files.search([("partner_id", "in", self.ids)])

    def _is_in_charge(self):
        """Of former accounts as well: whoever was in charge then still is."""
        if not super()._is_in_charge():
            return False
        former = self.sudo().filtered(lambda partner: not partner.key_account_id)
        files = former._key_account_files()
        if files.company_id - self.env.companies:
            return False
        return not files or self._are_own_teams(files.account_id._last_teams())

    def _last_teams(self):
        """The teams of these accounts, or those of whoever served them last."""
        over = self.filtered(lambda account: not account.key_account_kind)
        rows = self.env["key.account.assignment"].sudo()
        rows = rows.search(
            [("account_id", "in", over.ids), ("role", "=", "manager")],
            order="date_from, id",
        )
        last = {row.account_id: row for row in rows}.values()
        teams = self.env["key.account.team"].sudo()
        return (self - over).key_account_team_id.union(
            *(teams._of_user(row.user_id, row.company_id) for row in last)
        )
