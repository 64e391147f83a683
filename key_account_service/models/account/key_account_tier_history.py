# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from typing import Any, NamedTuple

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...lib.local_day import local_day


class TierChange(NamedTuple):
    """Why a tier changes. In a context it cannot be forged over the wire."""

    kind: str
    proposal_id: Any = False
    reason: Any = False
    date_until: Any = False
    approved_by_id: Any = False
    approved_at: Any = False


class KeyAccountTierHistory(models.Model):
    """Which tier an account had from when on, and who approved it (TIER-7).

    One row a change, never altered. Days are those of the company's time zone.
    """

    _name = "key.account.tier.history"
    _inherit = ["key.account.derived.access.mixin", "key.account.append.only.mixin"]
    _description = "Tier History"
    _order = "id desc"
    _log_access = False
    _moved_by_merge = "account_id"
    _may_be_emptied = ("reason",)

    account_id = fields.Many2one(
        "res.partner",
        string="Key Account",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="restrict"
    )
    kind = fields.Selection(
        [
            ("first", "First tier"),
            ("proposal", "By proposal"),
            ("direct", "By the system"),
            ("ended", "No key account any more"),
        ],
        string="How",
        required=True,
        readonly=True,
    )
    tier_from_id = fields.Many2one(
        "key.account.tier", string="From Tier", readonly=True, ondelete="restrict"
    )
    tier_to_id = fields.Many2one(
        "key.account.tier",
        string="To Tier",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    date_from = fields.Date(string="From", required=True, readonly=True)
    date_to = fields.Date(
        string="To",
        compute="_compute_date_to",
        help="The day of the next change; empty: it holds today.",
    )
    date_until = fields.Date(
        string="Valid Until", readonly=True, help="As approved; it holds on after that."
    )
    changed_at = fields.Datetime(string="Changed On", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users",
        string="Changed By",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    approved_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    approved_at = fields.Datetime(string="Approved On", readonly=True)
    reason = fields.Text(readonly=True)
    proposal_id = fields.Many2one(
        "key.account.tier.proposal",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )

    def _compute_date_to(self):
        """The day of the next row of the account, all accounts in one query."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT row.id, (
                    SELECT next.date_from FROM key_account_tier_history next
                     WHERE next.account_id = row.account_id AND next.id > row.id
                     ORDER BY next.id LIMIT 1)
                  FROM key_account_tier_history row WHERE row.id IN %s
                """,
                tuple(self.ids) or (0,),
            )
        )
        days = dict(rows)
        for entry in self:
            entry.date_to = days.get(entry.id)

    @api.depends("account_id", "tier_from_id", "tier_to_id")
    def _compute_display_name(self):
        for entry in self:
            tiers = entry.tier_from_id.code or "–", entry.tier_to_id.code or "–"
            entry.display_name = f"{entry.account_id.name}: {' → '.join(tiers)}"

    @api.model
    def _record(self, accounts, before, change=None):
        """Write down the accounts whose tier is no longer what it was.

        :param dict before: pairs of tier id and company, by id of the account
        :param TierChange change: why; written down even if the tier stays the same
        """
        rows = []
        for account in accounts:
            old, company = before.get(account.id, (False, None))
            new = account.key_account_kind and account.key_account_tier_id.id
            company = company or account.key_account_company_id or self.env.company
            if (new or False) != (old or False) or change:
                rows.append(self._row(account, old, new or False, company, change))
        entries = self.sudo().create(rows)
        self.env["key.account.tier.notice"].sudo()._announce(entries)
        return entries

    def _row(self, account, old, new, company, change):
        now = fields.Datetime.now()
        kind = "direct" if old else "first"
        facts = change or TierChange(kind if new else "ended")
        return {
            "account_id": account.id,
            "company_id": company.id,
            "tier_from_id": old,
            "tier_to_id": new,
            "date_from": local_day(now, company._key_account_zone()),
            "changed_at": now,
            "user_id": self.env.uid,
            **facts._asdict(),
        }

    @api.model
    def _last_tiers(self, accounts):
        """The last tier of their own that accounts had.

        :return: dict of the id of a contact to the id of a tier; without those who
            never had one
        """
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (account_id) account_id,
                       COALESCE(tier_to_id, tier_from_id)
                  FROM key_account_tier_history WHERE account_id IN %s
                 ORDER BY account_id, id DESC
                """,
                tuple(accounts.ids) or (0,),
            )
        )
        return dict(rows)

    @api.model
    def _tier_on(self, account, day):
        """The tier that an account had at the end of a day (of the company's zone)."""
        until = Domain("date_from", "<", day + timedelta(days=1))
        entry = self.search(
            Domain("account_id", "=", account.id) & until, order="id desc", limit=1
        )
        return entry.tier_to_id

    @api.model
    def _derived_access_domain(self):
        """Who may propose a tier of an account knows how it came to its tier."""
        return self.env["res.partner"]._key_account_reach_domain()
