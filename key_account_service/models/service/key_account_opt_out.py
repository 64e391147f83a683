# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class KeyAccountOptOut(models.Model):
    """A customer who wants to hear of no offers, since when, said how (APP-6, SEC-5).

    What an account says holds for all its people; what a person says, for the person.
    It stays on record also when the customer has changed the mind. Times are UTC.
    """

    _name = "key.account.opt.out"
    _inherit = ["key.account.derived.access.mixin", "key.account.facts.mixin"]
    _description = "Wants No Offers"
    _order = "id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        ondelete="cascade",
    )
    account_id = fields.Many2one(
        "res.partner",
        string="Key Account",
        related="partner_id.key_account_id",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    since = fields.Datetime(
        required=True, readonly=True, default=fields.Datetime.now, copy=False
    )
    way = fields.Selection(
        [
            ("link", "By the link in a message"),
            ("spoken", "Spoken"),
            ("written", "In writing"),
        ],
        string="How",
        required=True,
        default="spoken",
    )
    note = fields.Char()
    noted_by_id = fields.Many2one(
        "res.users",
        readonly=True,
        default=lambda self: self.env.user,
        help="Empty: the customer.",
    )
    until = fields.Datetime(
        string="Wants Offers Again Since", readonly=True, copy=False
    )
    until_by_id = fields.Many2one(
        "res.users", string="Change of Mind Noted By", readonly=True, copy=False
    )

    _once = models.UniqueIndex(
        "(partner_id, company_id) WHERE until IS NULL",
        "It is on record already that this customer wants no offers.",
    )

    @api.model
    def _facts(self):
        return super()._facts() | {"until", "until_by_id"}

    @api.model
    def _standing_domain(self, partners):
        """That one of these contacts wants no offers now."""
        return Domain("until", "=", False) & Domain("partner_id", "in", partners.ids)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            # Who noted it, and when, is what happened; the link is the customer's own.
            now = fields.Datetime.now()
            mine = {"since": now, "noted_by_id": self.env.uid}
            mine["company_id"] = self.env.company.id
            for vals in vals_list:
                vals.update(mine)
                if vals.get("way") == "link":
                    vals["way"] = "spoken"
            self._check_addable([vals.get("partner_id") for vals in vals_list])
        return super().create(vals_list)

    @api.model
    def _check_addable(self, partner_ids):
        """Before it is written: what is there once must not tell outsiders so.

        :raises AccessError: for whoever has nothing to do with one of the customers
        """
        people = self.env["res.partner"]
        customers = people.sudo().browse(filter(None, partner_ids))
        known = people.sudo().search(
            people._key_account_proposing_domain()
            & Domain("id", "in", customers.key_account_id.ids)
        )
        if customers.filtered(lambda one: one.key_account_id not in known):
            raise AccessError(
                self.env._("You note this only of customers whose account you serve.")
            )

    def write(self, vals):
        if not self.env.su and vals.keys() - {"note"}:
            raise AccessError(
                self.env._(
                    "What a customer said, and when, stays as it was. You can correct "
                    "the note; press “Wants offers again” for a change of mind."
                )
            )
        return super().write(vals)

    def action_end(self):
        """Note that the customer wants to hear of offers again.

        :raises AccessError: for whoever does not serve the account
        """
        self.check_access("write")
        standing = self.sudo().filtered(lambda one: not one.until)
        standing.write({"until": fields.Datetime.now(), "until_by_id": self.env.uid})
        # Before the customer says so once more.
        standing.flush_recordset()

    @api.model
    def _derived_access_domain(self):
        people = self.env["res.partner"]
        return people._key_account_reach_domain("partner_id.key_account_id")

    @api.model
    def _derived_change_domain(self):
        return self.env["res.partner"]._key_account_change_domain(
            "partner_id.key_account_id"
        )
