# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

KINDS = [
    ("leadership", "VIP individual: leadership"),
    ("business_partner", "VIP individual: business partner"),
    ("group", "Group customer"),
]
#: What follows from being a key account, and is only given by those in charge.
TERMS = (
    "key_account_company_id",
    "key_account_tier_id",
    "key_account_manager_id",
    "key_account_deputy_id",
    "key_account_team_id",
)
#: Whom an account can be given to.
GIVEN = ("key_account_team_id", "key_account_company_id")


class ResPartner(models.Model):
    """A contact that is a key account, or belongs to one (TIER-1, TEAM-1).

    A contact with a kind is a key account of one company. Its contacts share its tier
    and its team, unless they are key accounts in their own right: a VIP who works for a
    group customer keeps the own tier.
    """

    _inherit = "res.partner"

    key_account_kind = fields.Selection(
        KINDS,
        string="Key Account",
        tracking=True,
        index="btree_not_null",
        copy=False,
    )
    key_account_id = fields.Many2one(
        "res.partner",
        string="Belongs to Key Account",
        compute="_compute_key_account_id",
        store=True,
        recursive=True,
        index="btree_not_null",
    )
    key_account_company_id = fields.Many2one(
        "res.company",
        string="Key Account Of",
        compute="_compute_key_account_company_id",
        store=True,
        readonly=False,
        recursive=True,
        copy=False,
        help="The company whose key account this is.",
    )
    key_account_tier_id = fields.Many2one(
        "key.account.tier",
        string="Tier",
        compute="_compute_key_account_tier_id",
        store=True,
        readonly=False,
        recursive=True,
        tracking=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )
    key_account_manager_id = fields.Many2one(
        "res.users",
        string="Account Manager",
        compute="_compute_key_account_manager_id",
        store=True,
        readonly=False,
        recursive=True,
        tracking=True,
        index="btree_not_null",
        domain=[("share", "=", False)],
        copy=False,
        help="Serves the account and answers for its deadlines.",
    )
    key_account_deputy_id = fields.Many2one(
        "res.users",
        string="Deputy",
        compute="_compute_key_account_deputy_id",
        store=True,
        readonly=False,
        recursive=True,
        tracking=True,
        index="btree_not_null",
        domain=[("share", "=", False)],
        copy=False,
        help="Stands in for the account manager.",
    )
    key_account_team_id = fields.Many2one(
        "key.account.team",
        compute="_compute_key_account_team_id",
        store=True,
        readonly=False,
        recursive=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        help="Its supervisor, and the department above, are next in line.",
    )

    key_account_editable = fields.Boolean(compute="_compute_key_account_editable")

    # Not "commercial_partner_id.key_account_id": a company is its own commercial
    # partner, and Odoo would follow that circle for ever. The parents lead there too.
    @api.depends(
        "key_account_kind", "parent_id.key_account_id", "commercial_partner_id"
    )
    def _compute_key_account_id(self):
        for partner in self:
            commercial = partner.commercial_partner_id
            if partner.key_account_kind:
                partner.key_account_id = partner
            elif commercial != partner:
                partner.key_account_id = commercial.key_account_id
            else:
                partner.key_account_id = False

    # One method a field: giving one of them must not keep the others from following.

    @api.depends("key_account_id.key_account_company_id")
    def _compute_key_account_company_id(self):
        self._follow_account("key_account_company_id")
        for partner in self:
            if partner.key_account_kind and not partner.key_account_company_id:
                partner.key_account_company_id = partner.company_id or self.env.company

    @api.depends("key_account_id.key_account_tier_id")
    def _compute_key_account_tier_id(self):
        self._follow_account("key_account_tier_id")

    @api.depends("key_account_id.key_account_manager_id")
    def _compute_key_account_manager_id(self):
        self._follow_account("key_account_manager_id")

    @api.depends("key_account_id.key_account_deputy_id")
    def _compute_key_account_deputy_id(self):
        self._follow_account("key_account_deputy_id")

    def _follow_account(self, name):
        """Take over a value of the account; the account itself keeps its own."""
        for partner in self:
            partner[name] = partner.key_account_id[name]

    @api.depends(
        "key_account_id", "key_account_id.key_account_team_id", "key_account_manager_id"
    )
    def _compute_key_account_team_id(self):
        Team = self.env["key.account.team"].sudo()
        for partner in self:
            account = partner.key_account_id
            if account != partner:
                partner.key_account_team_id = account.key_account_team_id
                continue
            manager = partner.key_account_manager_id
            team = partner.key_account_team_id
            if manager and manager not in team.sudo().member_ids:
                team = Team._of_user(manager, partner.key_account_company_id)
            partner.key_account_team_id = team

    @api.depends_context("uid")
    @api.depends("key_account_id")
    def _compute_key_account_editable(self):
        for partner in self:
            partner.key_account_editable = partner._is_in_charge()

    @api.constrains("key_account_manager_id", "key_account_deputy_id")
    def _check_key_account_deputy(self):
        for partner in self:
            manager = partner.key_account_manager_id
            if manager and manager == partner.key_account_deputy_id:
                raise ValidationError(
                    self.env._(
                        "The deputy of %(account)s must be somebody other than the "
                        "account manager.",
                        account=partner.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.su:
            return super().create(vals_list)
        given = {name: True for vals in vals_list for name in vals if vals[name]}
        self._check_key_account_right(given)
        # Each once: a workbook brings many accounts of few teams.
        for team, company in {tuple(map(vals.get, GIVEN)) for vals in vals_list}:
            self._check_key_account_terms(
                dict(zip(GIVEN, (team, company), strict=True))
            )
        return super(ResPartner, self._without_key_account_defaults()).create(vals_list)

    def write(self, vals):
        if not self.env.su:
            self._check_key_account_right(vals)
            self._check_key_account_terms(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_key_account(self):
        if not self.env.su and self.filtered("key_account_kind"):
            self._check_key_account_right(["key_account_kind"])

    def _without_key_account_defaults(self):
        """Defaults in the context must not give what values may not."""
        # Keys have to go, which keyword arguments cannot say.
        return self.with_context(  # pylint: disable=context-overridden
            {
                key: value
                for key, value in self.env.context.items()
                if not key.startswith("default_key_account_")
            }
        )

    @api.model
    def _key_account_terms(self):
        """Hook: fields that only those in charge of key accounts may set."""
        return {"key_account_kind", "key_account_id", *TERMS}

    def _check_key_account_right(self, names):
        """Only those in charge decide who is a key account and who serves it.

        A supervisor is in charge of the accounts of the own teams and of those that
        are in no team yet, an administrator of all accounts of the own companies.

        :raises AccessError: for everybody else, who would gain access to files
        """
        if not self._key_account_terms() & set(names):
            return
        if not self._is_in_charge():
            raise AccessError(
                self.env._(
                    "Only the key account supervisor in charge may change who is a key "
                    "account, its tier and who serves it. Ask your supervisor."
                )
            )

    def _is_in_charge(self):
        """Whether the current user decides about all the accounts of ``self``."""
        user = self.env.user
        if not user.has_group("key_account_service.group_key_account_supervisor"):
            return False
        accounts = self.sudo().key_account_id
        if accounts.key_account_company_id - self.env.companies:
            return False
        return self._are_own_teams(accounts.key_account_team_id)

    @api.model
    def _are_own_teams(self, teams):
        user = self.env.user
        if user.has_group("key_account_service.group_key_account_manager"):
            return True
        led = user.sudo().key_account_led_team_ids
        return not teams.sudo().filtered_domain([("id", "not in", led._with_teams())])

    @api.model
    def _check_key_account_terms(self, vals):
        """Nobody hands an account to a team or company that is not the own one."""
        if not vals.keys() & set(GIVEN):
            return
        team = self.env["key.account.team"].browse(vals.get("key_account_team_id"))
        company = self.env["res.company"].browse(vals.get("key_account_company_id"))
        if company - self.env.companies or not self._are_own_teams(team):
            raise AccessError(
                self.env._(
                    "You can give a key account only to a team that you lead, in a "
                    "company that you work in."
                )
            )

    @api.model
    def _find_by_address(self, email, company):
        """The contact of a key account of ``company`` who uses an e-mail address.

        Nothing if nobody does, or if contacts of different accounts share the address:
        then a person has to decide.
        """
        if not email:
            return self.browse()
        contacts = self.search(
            Domain("email_normalized", "=", email)
            & Domain("key_account_id", "!=", False)
            & Domain("key_account_id.key_account_company_id", "=", company.id)
        )
        return contacts[:1] if len(contacts.key_account_id) == 1 else self.browse()
