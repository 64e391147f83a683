# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

ON_CONTACT = ("function", "phone", "email", "key_person_role")
ON_FILE = ("department", "mobile", "influence", "attitude")


class KeyAccountKeyPerson(models.TransientModel):
    """A key person of a group customer: contact and file in one go (FILE-7).

    Both are created with the rights of the user. The form keeps nothing: it is deleted
    when it has done its work, and seen by whoever opened it only.
    """

    _name = "key.account.key.person"
    _inherit = ["key.account.file.form.mixin", "key.account.telephone.mixin"]
    _description = "Add Key Person"

    account_id = fields.Many2one(related="file_id.account_id")
    partner_id = fields.Many2one(
        "res.partner",
        string="Known Contact",
        domain="[('key_account_id', '=', account_id), ('id', '!=', account_id)]",
        help="If the person is a contact of the account already.",
    )
    name = fields.Char(help="Of a person who is no contact yet.")
    function = fields.Char(
        string="Job Position", compute="_compute_contact", store=True, readonly=False
    )
    phone = fields.Char(compute="_compute_contact", store=True, readonly=False)
    email = fields.Char(compute="_compute_contact", store=True, readonly=False)
    key_person_role = fields.Selection(
        selection=lambda self: (
            self.env["res.partner"]
            ._fields["key_person_role"]
            ._description_selection(self.env)
        ),
        string="Role",
        compute="_compute_contact",
        store=True,
        readonly=False,
    )
    department = fields.Char()
    mobile = fields.Char()
    influence = fields.Selection(
        selection=lambda self: (
            self.env["key.account.file"]
            ._fields["influence"]
            ._description_selection(self.env)
        )
    )
    attitude = fields.Selection(
        selection=lambda self: (
            self.env["key.account.file"]
            ._fields["attitude"]
            ._description_selection(self.env)
        )
    )

    @api.depends("partner_id")
    def _compute_contact(self):
        for person in self:
            for name in ON_CONTACT:
                if person.partner_id:
                    person[name] = person.partner_id[name]
                else:
                    person[name] = person[name]

    @api.constrains("phone", "mobile")
    def _check_numbers(self):
        self._check_telephone(["phone", "mobile"])

    def action_add(self):
        """Add the person to the account: contact, role and file.

        :raises UserError: if the person has no name, or has a file already
        :raises AccessError: for whoever may not change the file of the account
        """
        self.ensure_one()
        self.file_id.check_access("write")
        contact = self.partner_id or self._create_contact()
        self._check_contact(contact)
        changed = self._changed_values(contact, ON_CONTACT)
        if changed:
            contact.write(changed)
        file = self._file_of(contact)
        file.write(self._changed_values(file, ON_FILE))
        # Sudo: a form is nobody's to delete, and holds what belongs into the file.
        self.sudo().unlink()
        return {"type": "ir.actions.act_window_close"}

    def _create_contact(self):
        if not self.name or not self.name.strip():
            raise UserError(
                self.env._("Write the name of the person, or choose a known contact.")
            )
        contacts = self.env["res.partner"]
        if not contacts.has_access("create"):
            raise UserError(
                self.env._(
                    "You may not add contacts. Ask the administrator for the right "
                    "to, or choose a known contact."
                )
            )
        return contacts.create(
            {
                "name": self.name.strip(),
                "parent_id": self.account_id.id,
                **self._changed_values(contacts, ON_CONTACT),
            }
        )

    def _check_contact(self, contact):
        if contact.key_account_id != self.account_id:
            raise UserError(
                self.env._(
                    "%(contact)s belongs to another account. Move the contact first.",
                    contact=contact.name,
                )
            )

    def _file_of(self, contact):
        files = self.env["key.account.file"].with_context(active_test=False)
        file = files.search([("partner_id", "=", contact.id)])
        return file or files.create({"partner_id": contact.id})

    def _changed_values(self, record, names):
        """What was filled in and is not so already."""
        return {
            name: self[name]
            for name in names
            if self[name] and self[name] != record[name]
        }
