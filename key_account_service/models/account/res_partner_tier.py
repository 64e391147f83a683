# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .key_account_tier_history import TierChange
from .key_account_tier_proposal import OPEN_STATES

#: In the context while a proposal changes a tier; holds a :class:`TierChange`.
CHANGE = "key_account_tier_change"
READERS = (
    "key_account_service.group_key_account_officer,"
    "key_account_service.group_key_account_auditor"
)


class ResPartner(models.Model):
    """The tier of an account changes by proposal only, and is on record (TIER-7)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    key_account_tier_history_ids = fields.One2many(
        "key.account.tier.history",
        "account_id",
        string="Tier History",
        groups=READERS,
    )
    key_account_tier_change_count = fields.Integer(
        string="Changes of Tier",
        compute="_compute_key_account_tier_change_count",
        groups=READERS,
    )
    key_account_tier_settled = fields.Boolean(
        compute="_compute_key_account_tier_settled",
        groups="base.group_user",
        help="The account has its first tier: from now on it changes by proposal.",
    )

    def _compute_key_account_tier_change_count(self):
        groups = self.env["key.account.tier.history"]._read_group(
            [("account_id", "in", self.ids)], ["account_id"], ["__count"]
        )
        counts = {account.id: count for account, count in groups}
        for partner in self:
            partner.key_account_tier_change_count = counts.get(partner.id, 0)

    @api.depends("key_account_kind")
    def _compute_key_account_tier_settled(self):
        own = self._origin._own_tiers()
        last = self.env["key.account.tier.history"]._last_tiers(self._origin)
        for partner in self:
            tier, _company = own.get(partner._origin.id, (False, None))
            partner.key_account_tier_settled = bool(
                tier or last.get(partner._origin.id)
            )

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        accounts = partners.sudo().filtered("key_account_kind")
        if accounts:
            self.env["key.account.tier.history"]._record(accounts, {})
        return partners

    def write(self, vals):
        if not {"key_account_tier_id", "key_account_kind"} & vals.keys():
            return super().write(vals)
        if not self.env.su:
            self._check_key_account_right(vals)
            self._check_tier_proposed(vals)
        before = self._own_tiers()
        result = super().write(vals)
        self._restore_tiers(before, vals)
        change = self.env.context.get(CHANGE)
        self.env["key.account.tier.history"]._record(
            self.sudo(), before, change if isinstance(change, TierChange) else None
        )
        return result

    def _own_tiers(self):
        """Tier id and company of each key account among these, by its id."""
        return {
            partner.id: (partner.key_account_tier_id.id, partner.key_account_company_id)
            for partner in self.sudo()
            if partner.key_account_kind
        }

    def _check_tier_proposed(self, vals):
        """The first tier is given by those in charge, any other by proposal.

        Whoever stops being a key account and becomes one again has the tier of before.

        :raises UserError: that says to propose
        """
        if "key_account_tier_id" not in vals:
            return
        own = self._own_tiers()
        last = self.env["key.account.tier.history"]._last_tiers(self)
        for partner in self.sudo():
            settled = own.get(partner.id, (False,))[0] or last.get(partner.id)
            if not (partner.key_account_kind or vals.get("key_account_kind")):
                settled = settled or partner.key_account_tier_id.id or -1
            if settled and (vals["key_account_tier_id"] or -1) != settled:
                raise UserError(
                    self.env._(
                        "The tier of %(account)s changes by a proposal only, so that "
                        "its reason and approval are on record. Press “Propose tier”.",
                        account=partner.display_name,
                    )
                )

    def _restore_tiers(self, before, vals):
        """Who becomes a key account again has the tier of before."""
        if not vals.get("key_account_kind") or vals.get("key_account_tier_id"):
            return
        again = self.sudo().filtered(lambda partner: partner.id not in before)
        last = self.env["key.account.tier.history"]._last_tiers(again)
        for partner in again.filtered(lambda partner: last.get(partner.id)):
            tier = {"key_account_tier_id": last[partner.id]}
            # Past our own write: it is one change with that of the kind.
            # pylint: disable-next=super-method-mismatch
            super(ResPartner, partner).write(tier)

    def _change_tier(self, tier, change):
        """Give an account another tier, with what the history says of it.

        :param TierChange change: called with all rights only
        """
        self.with_context(**{CHANGE: change}).write({"key_account_tier_id": tier.id})

    # ------------------------------------------------------------------
    # Whose tier one may propose, and read about
    # ------------------------------------------------------------------

    @api.model
    def _key_account_proposing_domain(self):
        """Accounts for which the current user may propose a tier (TIER-7)."""
        user = self.env.user
        ours = Domain("key_account_kind", "!=", False) & Domain(
            "key_account_company_id", "in", self.env.companies.ids
        )
        if user.has_group("key_account_service.group_key_account_manager"):
            return ours
        if not user.has_group("key_account_service.group_key_account_officer"):
            return Domain.FALSE
        led = user.sudo().key_account_led_team_ids._with_teams()
        leading = Domain("key_account_team_id", "in", led)
        return ours & (self._key_account_serving_domain() | leading)

    @api.model
    def _key_account_change_domain(self, name="account_id"):
        """For records with an account: those of accounts one serves or leads.

        :param name: the field of the records that holds the account
        """
        # Which accounts these are does not depend on who may read them.
        accounts = self.sudo()._search(self._key_account_proposing_domain())
        return Domain(name, "in", accounts)

    @api.model
    def _key_account_reach_domain(self, name="account_id"):
        """For records with an account: those of accounts one has to do with.

        :param name: the field of the records that holds the account
        """
        user = self.env.user
        for role in ("manager", "auditor"):
            if user.has_group(f"key_account_service.group_key_account_{role}"):
                return Domain.TRUE
        return self._key_account_change_domain(name)

    def action_propose_tier(self):
        """Open the proposal of the account that is not published yet, or a new one."""
        self.ensure_one()
        proposals = self.env["key.account.tier.proposal"]
        proposals.check_access("read")
        open_one = proposals.search(
            [("account_id", "=", self.id), ("state", "in", OPEN_STATES)], limit=1
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Propose a Tier"),
            "res_model": proposals._name,
            "view_mode": "form",
            "res_id": open_one.id,
            "context": {"default_account_id": self.id},
        }

    def action_view_tier_history(self):
        """Open the history of the account's tier."""
        self.ensure_one()
        self.env["key.account.tier.history"].check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_service.key_account_tier_history_action"
        )
        return action | {"domain": [("account_id", "=", self.id)]}
