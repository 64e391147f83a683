# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain


class KeyAccountFile(models.Model):
    """What is known in confidence about a key account, or about one of its people.

    One file a contact: every key account has one, its people may have their own. Only
    those who serve the account change it, their superiors read it, and nobody else
    learns anything of it (SEC-1, SEC-2). No field, message or activity outside this
    model and its parts carries a value of it.
    """

    _name = "key.account.file"
    _inherit = [
        "key.account.derived.access.mixin",
        "key.account.editable.mixin",
        "key.account.secret.name.mixin",
        "key.account.telephone.mixin",
        "key.account.worked.out.mixin",
    ]
    _description = "Account File"
    _order = "account_id, parent_id DESC, id"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner",
        string="Contact",
        required=True,
        ondelete="restrict",
        domain=[("key_account_id", "!=", False)],
    )
    account_id = fields.Many2one(
        "res.partner",
        string="Key Account",
        compute="_compute_account_id",
        store=True,
        index=True,
    )
    company_id = fields.Many2one(
        "res.company", compute="_compute_company_id", store=True, index=True
    )
    key_account_kind = fields.Selection(
        related="partner_id.key_account_kind", string="Kind"
    )
    parent_id = fields.Many2one(
        "key.account.file",
        string="File of the Account",
        compute="_compute_parent_id",
        store=True,
        index="btree_not_null",
        help="Empty for the key account itself.",
    )
    person_ids = fields.One2many(
        "key.account.file", "parent_id", string="Files of Its People"
    )
    is_organisation = fields.Boolean(
        compute="_compute_is_organisation",
        help="Whether it is the file of an organisation, not of a person.",
    )
    active = fields.Boolean(default=True)

    _partner_uniq = models.Constraint(
        "UNIQUE (partner_id)",
        "This contact has an account file already. Open that one.",
    )

    @api.depends("partner_id.key_account_id")
    def _compute_account_id(self):
        """The last account is kept when a contact is no key account any more."""
        for file in self:
            file.account_id = file.partner_id.key_account_id or file.account_id

    # Not of the account: Odoo would search for its files while the contact's account is
    # being worked out, and begin anew, for ever.
    @api.depends("partner_id.key_account_company_id")
    def _compute_company_id(self):
        for file in self:
            company = file.partner_id.key_account_company_id
            file.company_id = company or file.company_id

    @api.depends("account_id")
    def _compute_parent_id(self):
        people = self.filtered(lambda file: file.account_id != file.partner_id)
        accounts = self.sudo().with_context(active_test=False)
        files = accounts.search([("partner_id", "in", people.account_id.ids)])
        found = {file.partner_id.id: file.id for file in files}
        for file in self:
            file.parent_id = file in people and found.get(file.account_id.id)

    @api.depends("partner_id.is_company", "partner_id.key_account_kind")
    def _compute_is_organisation(self):
        for file in self:
            partner = file.partner_id.sudo()
            file.is_organisation = (
                partner.is_company or partner.key_account_kind == "group"
            )

    @api.model_create_multi
    def create(self, vals_list):
        # Before it is written: a contact that has a file already must not tell so to
        # somebody who may not read it.
        contacts = [vals.get("partner_id") for vals in vals_list]
        self._check_starting(self.env["res.partner"].browse(filter(None, contacts)))
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and "partner_id" in vals:
            self._check_same_contact(vals["partner_id"])
        return super().write(vals)

    def _check_same_contact(self, contact_id):
        """A file never becomes that of somebody else; merging contacts moves it.

        :raises AccessError: for whoever puts it into the name of another contact
        """
        if any(file.partner_id.id != contact_id for file in self):
            raise AccessError(
                self.env._(
                    "A file stays with its contact. Open the file of the other contact."
                )
            )

    @api.model
    def _check_starting(self, contacts):
        """Only those who may change the file of an account start those of its people.

        :raises AccessError: for everybody else (SEC-1)
        """
        if not self.env.su and contacts - self._startable(contacts):
            raise AccessError(
                self.env._(
                    "Only the account manager, and a deputy in charge, start an "
                    "account file. Ask the account manager of this contact."
                )
            )

    @api.model
    def _startable(self, contacts):
        """Those whose account the user serves, or changes the file of by exception."""
        files = self.with_context(active_test=False)
        files = files.search([("partner_id", "in", contacts.key_account_id.ids)])
        accounts = files._filtered_access("write").partner_id
        changed = contacts.filtered(lambda contact: contact.key_account_id in accounts)
        return contacts._served_contacts() | changed

    @api.constrains("partner_id")
    def _check_partner(self):
        for file in self:
            if not file.account_id:
                raise UserError(
                    self.env._(
                        "%(contact)s belongs to no key account. Make the contact, or "
                        "its company, a key account first.",
                        contact=file.partner_id.name,
                    )
                )

    @api.model
    def _derived_access_domain(self):
        """Files of accounts one serves, leads or may read all of (SEC-1)."""
        user = self.env.user
        if user.has_group("key_account_service.group_key_account_manager"):
            return Domain.TRUE
        if user.has_group("key_account_service.group_key_account_auditor"):
            return Domain.TRUE
        if not user.has_group("key_account_service.group_key_account_officer"):
            return Domain.FALSE
        return self._serving_domain() | self._leading_domain()

    @api.model
    def _derived_change_domain(self):
        """Only those who serve the account change its file (SEC-1)."""
        return self._serving_domain()

    @api.model
    def _serving_domain(self):
        """Files of the accounts the current user serves at this moment."""
        accounts = (
            self.env["res.partner"]
            .sudo()
            ._search(self.env["res.partner"]._key_account_serving_domain())
        )
        return Domain("account_id", "in", accounts)

    @api.model
    def _leading_domain(self):
        """Files of the accounts of the teams the current user leads."""
        teams = self.env.user.sudo().key_account_led_team_ids._with_teams()
        accounts = (
            self.env["res.partner"]
            .sudo()
            ._search([("key_account_team_id", "in", teams)])
        )
        return Domain("account_id", "in", accounts)
