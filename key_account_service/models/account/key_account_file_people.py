# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain


class KeyAccountFile(models.Model):
    """The key persons of an account, and what stands on their contacts (FILE-2, 7).

    What every colleague may know stands on the contact and is shown from there; the
    file holds the rest.
    """

    _inherit = "key.account.file"  # pylint: disable=consider-merging-classes-inherited

    key_person_role = fields.Selection(related="partner_id.key_person_role")
    function = fields.Char(related="partner_id.function")
    phone = fields.Char(related="partner_id.phone")
    email = fields.Char(related="partner_id.email")
    contact_address = fields.Char(
        related="partner_id.contact_address", string="Business Address"
    )
    avatar_128 = fields.Image(related="partner_id.avatar_128")
    key_account_tier_id = fields.Many2one(related="account_id.key_account_tier_id")
    key_account_manager_id = fields.Many2one(
        related="account_id.key_account_manager_id"
    )
    is_former = fields.Boolean(
        string="Former Key Account",
        compute="_compute_is_former",
        search="_search_is_former",
        help="The contact belongs to no key account any more; the file stays.",
    )
    person_count = fields.Integer(
        string="Files of People", compute="_compute_person_count"
    )
    missing_person_count = fields.Integer(
        string="Key Persons without File",
        compute="_compute_missing_person_count",
        help="Contacts of the account with a role, of whom there is no file yet.",
    )

    @api.depends("partner_id.key_account_id")
    def _compute_is_former(self):
        for file in self:
            file.is_former = not file.partner_id.sudo().key_account_id

    def _search_is_former(self, operator, value):
        if operator != "in":
            return NotImplemented
        former = Domain("partner_id.key_account_id", "=", False)
        return Domain.OR(former if asked else ~former for asked in value)

    @api.depends("person_ids")
    def _compute_person_count(self):
        groups = self._read_group(
            [("parent_id", "in", self.ids)], ["parent_id"], ["__count"]
        )
        counts = {file.id: count for file, count in groups}
        for file in self:
            file.person_count = counts.get(file._origin.id, 0)

    @api.depends("person_ids", "account_id")
    def _compute_missing_person_count(self):
        groups = self.env["res.partner"]._read_group(
            self._missing_persons_domain(), ["key_account_id"], ["__count"]
        )
        counts = {account.id: count for account, count in groups}
        for file in self:
            own = file.partner_id == file.account_id
            file.missing_person_count = own and counts.get(file.account_id.id, 0)

    def _missing_persons_domain(self):
        """Contacts of these accounts who have a role, but no file."""
        # Files that the user may not see are files as well.
        files = self.sudo().with_context(active_test=False)
        known = files._search([("account_id", "in", self.account_id.ids)])
        with_file = files.browse(known).partner_id
        return (
            Domain("key_account_id", "in", self.account_id.ids)
            & Domain("key_person_role", "!=", False)
            & Domain("id", "not in", (with_file | self.account_id).ids)
        )

    def action_start_person_files(self):
        """Start the files of all key persons that have none; the user must serve the
        account.

        :raises AccessError: for everybody else (SEC-1)
        """
        self.ensure_one()
        self.check_access("write")
        persons = self.env["res.partner"].search(self._missing_persons_domain())
        return bool(self.create([{"partner_id": person.id} for person in persons]))

    def action_open_contact(self):
        """Open the contact of the file; what stands there is changed there."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "view_mode": "form",
            "views": [(False, "form")],
            "res_id": self.partner_id.id,
        }
