# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class KeyAccountTierNotice(models.Model):
    """Whether a customer was told of a granted or changed tier, by whom, how (TIER-10).

    There is one for each change of a tier, from the moment of the change, so that
    nobody is forgotten. How the customer is told: ``key_account_tier_notice_tell``.
    """

    _name = "key.account.tier.notice"
    _inherit = [
        "key.account.derived.access.mixin",
        "key.account.fact.mixin",
        "mail.thread",
    ]
    _description = "Notice of a Tier"
    _order = "id desc"

    history_id = fields.Many2one(
        "key.account.tier.history",
        string="Change",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    account_id = fields.Many2one(
        "res.partner",
        string="Key Account",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    tier_id = fields.Many2one(
        "key.account.tier", required=True, readonly=True, ondelete="restrict"
    )
    former_tier_id = fields.Many2one(
        "key.account.tier", readonly=True, ondelete="restrict"
    )
    date_from = fields.Date(string="In Force From", required=True, readonly=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Person to Tell",
        required=True,
        ondelete="restrict",
        domain="[('id', 'child_of', account_id)]",
    )
    state = fields.Selection(
        [
            ("to_tell", "To be told"),
            ("told", "Told"),
            ("failed", "E-mail failed"),
            ("void", "Overtaken"),
        ],
        default="to_tell",
        required=True,
        readonly=True,
        index=True,
    )
    way = fields.Selection(
        [
            ("email", "E-mail"),
            ("phone", "Phone"),
            ("visit", "In person"),
            ("letter", "Letter"),
            ("other", "Other"),
        ],
        string="Told By Way Of",
    )
    note = fields.Char(help="Who was told, and what was said.")
    told_at = fields.Datetime(string="Told On", readonly=True)
    told_by_id = fields.Many2one("res.users", readonly=True)
    error = fields.Text(
        readonly=True, help="Why the e-mail did not reach the customer."
    )

    _history_uniq = models.Constraint(
        "UNIQUE (history_id)", "There is a notice of this change already."
    )

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "account_id",
            "company_id",
            "date_from",
            "error",
            "former_tier_id",
            "history_id",
            "state",
            "tier_id",
            "told_at",
            "told_by_id",
        }

    @api.constrains("partner_id")
    def _check_partner(self):
        for notice in self.sudo():
            if notice.account_id not in (
                notice.partner_id | notice.partner_id.key_account_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(person)s does not belong to %(account)s, and is not to know "
                        "its tier. Choose one of its contacts.",
                        person=notice.partner_id.name,
                        account=notice.account_id.name,
                    )
                )

    @api.depends("account_id", "tier_id")
    def _compute_display_name(self):
        for notice in self:
            notice.display_name = f"{notice.account_id.name}: {notice.tier_id.code}"

    @api.model
    def _announce(self, entries):
        """Make the notices of changes of tiers, and send those that go by themselves.

        Earlier notices of the same accounts that nobody has sent are overtaken.
        """
        granted = entries.filtered(
            lambda entry: entry.tier_to_id and entry.tier_to_id != entry.tier_from_id
        )
        ended = entries.filtered(lambda entry: not entry.tier_to_id)
        overtaken = self.search(
            Domain("account_id", "in", (granted | ended).account_id.ids)
            & Domain("state", "in", ("to_tell", "failed"))
        )
        overtaken.state = "void"
        notices = self.create([self._of_change(entry) for entry in granted])
        notices.filtered("tier_id.tell_automatically")._send()
        return notices

    @api.model
    def _of_change(self, entry):
        return {
            "history_id": entry.id,
            "account_id": entry.account_id.id,
            "company_id": entry.company_id.id,
            "tier_id": entry.tier_to_id.id,
            "former_tier_id": entry.tier_from_id.id,
            "date_from": entry.date_from,
            "partner_id": self._person_to_tell(entry.account_id).id,
        }

    @api.model
    def _person_to_tell(self, account):
        """The account itself if it has an address, else its liaison or who decides."""
        if account.email:
            return account
        for role in ("liaison", "decision_maker"):
            for person in account.child_ids:
                if person.key_person_role == role and person.email:
                    return person
        return account

    @api.model
    def _derived_access_domain(self):
        return self.env["res.partner"]._key_account_reach_domain()

    @api.model
    def _derived_change_domain(self):
        """A notice is sent by whoever may propose a tier for the account."""
        return self.env["res.partner"]._key_account_change_domain()
