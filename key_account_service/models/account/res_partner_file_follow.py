# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class ResPartner(models.Model):
    """What becomes of a file when something becomes of its contact (FILE-8, SEC-1).

    A file is archived and brought back with its contact, and keeps the contact from
    being deleted. How it moves to another account is in ``key.account.file``.
    """

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.partner"

    key_account_file_shown = fields.Boolean(
        string="Account File Open to Me",
        compute="_compute_key_account_file_shown",
        help="Whether the current user may read the account file of the contact, or "
        "start one.",
    )

    @api.depends("key_account_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_key_account_file_shown(self):
        """As the current user, so that nobody learns of a file by it (SEC-1)."""
        shown = self.browse()
        files = self.env["key.account.file"].with_context(active_test=False)
        if files.has_access("read"):
            shown = files.search([("partner_id", "in", self.ids)]).partner_id
            shown |= self._served_contacts()
        for partner in self:
            partner.key_account_file_shown = partner._origin in shown

    def _served_contacts(self):
        """Those among these contacts whose account the current user serves today."""
        # Sudo: the contacts are those of the user, only their accounts are asked for.
        accounts = self.sudo()._search(self._key_account_serving_domain())
        return self.with_context(active_test=False).search(
            [("id", "in", self.ids), ("key_account_id", "in", accounts)]
        )

    def write(self, vals):
        result = super().write(vals)
        if "active" in vals:
            self._archive_files(vals["active"])
        return result

    def _archive_files(self, active):
        # Who archives a contact need not be who serves the account.
        files = self.env["key.account.file"].sudo().with_context(active_test=False)
        files = files.search(
            [("partner_id", "in", self.ids), ("active", "!=", bool(active))]
        )
        files.active = bool(active)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_account_file(self):
        files = self.env["key.account.file"].sudo().with_context(active_test=False)
        file = files.search([("partner_id", "in", self.ids)], limit=1)
        if file:
            raise UserError(
                self.env._(
                    "%(contact)s belongs to a key account and has a file, which must "
                    "not be lost. Archive the contact, or merge it into another one.",
                    contact=file.partner_id.name,
                )
            )

    def action_open_key_account_file(self):
        """Open the account file of this contact, or start it for those who may.

        :raises UserError: for everybody else, in the same words whether there is a file
            or not (SEC-1)
        """
        self.ensure_one()
        self.check_access("read")
        files = self.env["key.account.file"].with_context(active_test=False)
        file = files.has_access("read") and files.search([("partner_id", "=", self.id)])
        if not file and not (files.has_access("create") and self._served_contacts()):
            raise UserError(
                self.env._(
                    "There is no account file here that is open to you. Ask the "
                    "account manager if you need something from it."
                )
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Account File"),
            "res_model": "key.account.file",
            "view_mode": "form",
            "views": [(False, "form")],
            "res_id": file.id,
            "context": {} if file else {"default_partner_id": self.id},
        }
