# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

from ...lib.attribution import overfull

MANAGER = "key_account_service.group_key_account_manager"


class KeyAccountAttribution(models.Model):
    """Who won an account, or serves it, by which share and when (TEAM-6).

    What commission is worked out from: reports ask ``_shares_on`` for the shares of a
    day. Those in charge of the account write it, nobody for himself; each sees the own
    shares. Days are calendar days of the company, the last one included.
    """

    _name = "key.account.attribution"
    _inherit = ["key.account.derived.access.mixin", "mail.thread"]
    _description = "Attribution of an Account"
    _order = "account_id, kind, date_from desc, id desc"
    _rec_name = "account_id"

    account_id = fields.Many2one(
        "res.partner",
        string="Key Account",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("key_account_kind", "!=", False)],
    )
    company_id = fields.Many2one(
        related="account_id.key_account_company_id", store=True, index=True
    )
    kind = fields.Selection(
        [("won", "Won the account"), ("serves", "Serves the account")],
        string="For",
        required=True,
        default="serves",
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Person",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("share", "=", False)],
        tracking=True,
    )
    share = fields.Float(
        string="Share (%)",
        required=True,
        digits=(5, 2),
        default=100,
        aggregator=False,
        tracking=True,
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=fields.Date.context_today,
        tracking=True,
    )
    date_until = fields.Date(
        string="Until", tracking=True, help="The last day; empty: until changed."
    )
    source = fields.Selection(
        [
            ("inbound", "Customer came to us"),
            ("referral", "Recommended"),
            ("prospecting", "Found by us"),
            ("transfer", "Taken over"),
            ("other", "Other"),
        ],
        string="Source of the Lead",
        help="How the account was won.",
    )
    note = fields.Char(string="Reason", help="What was agreed, and with whom.")

    _share_percent = models.Constraint(
        "CHECK (share > 0 AND share <= 100)",
        "A share is more than 0 and at most 100 per cent.",
    )
    _period_sane = models.Constraint(
        "CHECK (date_until >= date_from)",
        "A share cannot end before it begins. Correct its days.",
    )

    @api.constrains("account_id", "kind", "share", "date_from", "date_until")
    def _check_shares(self):
        """On no day more than everything is given away."""
        rows = self.sudo().search([("account_id", "in", self.account_id.ids)])
        for (account, kind), lines in rows.grouped(
            lambda row: (row.account_id, row.kind)
        ).items():
            spans = [(row.date_from, row.date_until, row.share) for row in lines]
            if day := overfull(spans):
                raise ValidationError(
                    self.env._(
                        "%(account)s: the shares for “%(kind)s” are more than 100 %% "
                        "together on %(day)s. Let an earlier share end first.",
                        account=account.name,
                        kind=dict(
                            self._fields["kind"]._description_selection(self.env)
                        )[kind],
                        day=day,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows._check_nobodys_own()
        return rows

    def write(self, vals):
        self._check_nobodys_own()
        result = super().write(vals)
        self._check_nobodys_own()
        if "account_id" in vals:
            # Nobody gives shares of the accounts of others.
            self.check_access("write")
        return result

    def _check_nobodys_own(self):
        """:raises AccessError: for whoever sets the own share, but administrators"""
        if self.env.su or self.env.user.has_group(MANAGER):
            return
        if self.env.user in self.user_id:
            raise AccessError(
                self.env._(
                    "Your own share is set by your superior, or an administrator."
                )
            )

    @api.model
    def _derived_access_domain(self):
        """The own shares, those of accounts one leads, or all."""
        user = self.env.user
        if user.has_group(MANAGER) or user.has_group(
            "key_account_service.group_key_account_auditor"
        ):
            return Domain.TRUE
        return Domain("user_id", "=", user.id) | self._leading_domain()

    @api.model
    def _derived_change_domain(self):
        if self.env.user.has_group(MANAGER):
            return Domain.TRUE
        return self._leading_domain()

    @api.model
    def _leading_domain(self):
        teams = self.env.user.sudo().key_account_led_team_ids._with_teams()
        accounts = self.env["res.partner"].sudo()
        return Domain(
            "account_id", "in", accounts._search([("key_account_team_id", "in", teams)])
        )

    @api.model
    def _shares_on(self, accounts, day, kind="serves"):
        """The shares of a day, for reports; one query, with the rights of the user.

        :return: dict of account id to a dict of user id to per cent
        """
        groups = self._read_group(
            Domain("account_id", "in", accounts.ids)
            & Domain("kind", "=", kind)
            & Domain("date_from", "<=", day)
            & (Domain("date_until", "=", False) | Domain("date_until", ">=", day)),
            ["account_id", "user_id"],
            ["share:sum"],
        )
        shares = {account.id: {} for account in accounts}
        for account, user, share in groups:
            shares[account.id][user.id] = share
        return shares
