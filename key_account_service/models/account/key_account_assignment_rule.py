# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import Counter

from odoo import api, fields, models
from odoo.fields import Domain


class KeyAccountAssignmentRule(models.Model):
    """Who may serve which accounts, and how much work one of them is (TEAM-6).

    The first rule that fits an account counts. What is left empty fits everything.
    """

    _name = "key.account.assignment.rule"
    _description = "Assignment Rule"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: for all companies."
    )
    tier_ids = fields.Many2many("key.account.tier", string="Tiers")
    industry_ids = fields.Many2many("res.partner.industry", string="Industries")
    state_ids = fields.Many2many("res.country.state", string="Provinces")
    cities = fields.Char(
        help="Parts of names of towns or districts, separated by commas."
    )
    team_id = fields.Many2one(
        "key.account.team",
        ondelete="restrict",
        help="Its managers, and those of the teams below it, serve these accounts.",
    )
    user_ids = fields.Many2many(
        "res.users",
        string="Account Managers",
        domain=[("share", "=", False)],
        help="These serve the accounts; empty: all of the team, or of all teams.",
    )
    account_weight = fields.Float(
        string="Load of an Account",
        default=1.0,
        required=True,
        help="How much work such an account is, compared with others.",
    )

    _account_weight_positive = models.Constraint(
        "CHECK (account_weight >= 0)", "The load of an account cannot be negative."
    )

    @api.model
    def _rules_of(self, company):
        """The rules of a company, in the order in which they are tried."""
        return self.search([("company_id", "in", (False, company.id))])

    def _account_domain(self):
        """Accounts that this rule fits, whatever the rules before it."""
        self.ensure_one()
        domain = Domain.TRUE
        for name, field in (
            ("tier_ids", "key_account_tier_id"),
            ("industry_ids", "industry_id"),
            ("state_ids", "state_id"),
        ):
            if self[name]:
                domain &= Domain(field, "in", self[name].ids)
        return domain & self._city_domain()

    def _city_domain(self):
        names = (self.cities or "").replace("，", ",").split(",")
        parts = [name.strip() for name in names if name.strip()]
        if not parts:
            return Domain.TRUE
        return Domain.OR(
            Domain(field, "ilike", part)
            for part in parts
            for field in ("city", "street")
        )

    def _split(self, domain):
        """Which accounts of ``domain`` each rule is about.

        :return: list of rule and domain; an account fits at most one of them
        """
        found = []
        for rule in self:
            fits = rule._account_domain()
            found.append((rule, Domain(domain) & fits))
            domain = Domain(domain) & ~fits
        return found

    @api.model
    def _load_domain(self, company):
        return Domain("key_account_kind", "!=", False) & Domain(
            "key_account_company_id", "=", company.id
        )

    def _loads(self, company):
        """How much each manager has to do by these rules.

        :return: counter of user id to load
        """
        loads = Counter()
        for rule, domain in self._split(self._load_domain(company)):
            for user_id, load in rule._loads_of(domain):
                loads[user_id] += load
        return loads

    def _loads_of(self, domain):
        """Hook: pairs of user id and load, for the accounts of a domain."""
        # Loads are figures; whose accounts they are made of is not told.
        groups = (
            self.env["res.partner"]
            .sudo()
            ._read_group(
                domain & Domain("key_account_manager_id", "!=", False),
                ["key_account_manager_id"],
                ["__count"],
            )
        )
        return [(user.id, count * self.account_weight) for user, count in groups]

    def _weights(self, accounts):
        """Hook: the load that each account of this rule adds.

        :return: dict of account id to load
        """
        return dict.fromkeys(accounts.ids, self.account_weight)

    def _candidates(self, company):
        """Who may serve accounts of this rule: there, with the right to, in a team."""
        teams = self.env["key.account.team"]
        led = teams._with_led_teams(self.env.user)
        ours = teams.search([("company_id", "=", company.id)]) & led
        if self.team_id:
            ours &= teams.browse(self.team_id._with_teams())
        users = ours.member_ids
        if self.user_ids:
            users &= self.user_ids
        officers = self.env.ref("key_account_service.group_key_account_officer")
        # Who belongs to a group is for administrators to read; here it is a condition.
        return (
            self.env["res.users"]
            .sudo()
            .search(
                [
                    ("id", "in", users.ids),
                    ("all_group_ids", "in", officers.ids),
                    ("company_ids", "in", company.ids),
                ]
            )
        )
