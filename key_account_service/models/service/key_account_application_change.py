# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from .key_account_application import EDITABLE

#: What is approved, beside services and equipment, which ask by themselves.
CONTENT = {
    "kind",
    "company_id",
    "department_id",
    "partner_id",
    "customer_kind",
    "manager_id",
    "is_network_customer",
    "contribution",
    "reason",
    "attachment_ids",
    "contact",
    "phone",
    "street",
    "city",
    "zip",
    "flat",
}


class KeyAccountApplication(models.Model):
    """What superiors look at, or have decided about, stays as it is (APP-1)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.application"  # pylint: disable=consider-merging-classes-inherited

    can_change = fields.Boolean(compute="_compute_can_change")

    @api.depends_context("uid")
    @api.depends("state", "author_ids", "key_account_id")
    def _compute_can_change(self):
        mine = self._origin._filtered_access("write")
        for application in self:
            ours = not application._origin or application._origin in mine
            application.can_change = ours and application.state in EDITABLE

    @api.model_create_multi
    def create(self, vals_list):
        applications = super().create(vals_list)
        applications._own_documents()
        return applications

    def write(self, vals):
        changed = not self.env.su and CONTENT & vals.keys()
        if changed:
            self._check_editable()
        result = super().write(vals)
        if changed:
            # Nobody moves an application to where he could not have written it.
            self.check_access("write")
            self._own_documents()
        if changed or (not self.env.su and {"line_ids", "equipment_ids"} & vals.keys()):
            self._note_authors()
        return result

    def _note_authors(self):
        """Whoever changes an application does not approve it afterwards."""
        for application in self.sudo():
            if self.env.user not in application.author_ids:
                application.author_ids |= self.env.user

    def _check_editable(self):
        """:raises UserError: for what superiors look at, or have decided about"""
        for application in self:
            if application.state not in EDITABLE:
                raise UserError(
                    self.env._(
                        "%(application)s was submitted: what superiors look at stays "
                        "as it is. Withdraw it to change it.",
                        application=application.name,
                    )
                )

    def _own_documents(self):
        """Documents uploaded for an application are read by whoever reads that.

        :raises UserError: for documents of something else, whose readers are others
        """
        if self.env.su:
            return
        for application in self:
            place = {"res_model": self._name, "res_id": application.id}
            for document in application.attachment_ids:
                if not document.res_id:
                    document.write(place)
                elif {name: document[name] for name in place} != place:
                    raise UserError(
                        self.env._(
                            "“%(document)s” belongs to something else. Upload it here.",
                            document=document.name,
                        )
                    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_submitted(self):
        if any(one.state != "draft" or one.submitted_at for one in self):
            raise UserError(
                self.env._(
                    "An application that was submitted is kept. Cancel it if it has "
                    "become pointless."
                )
            )
