# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

#: How many recipients are put on the list in one transaction.
SHARE = 500


class KeyAccountAnnouncementWave(models.Model):
    """A tier of an announcement, and when it is its turn (APP-6).

    When the moment has come, each account of the tier is put on the list of recipients,
    once; so is who has come into an earlier tier since. Times are UTC.
    """

    _name = "key.account.announcement.wave"
    _inherit = [
        "key.account.fact.mixin",
        "key.account.reach.mixin",
        "key.account.sweep.mixin",
    ]
    _description = "Tier of an Announcement"
    _order = "announcement_id, sequence, id"

    announcement_id = fields.Many2one(
        "key.account.announcement", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    tier_id = fields.Many2one("key.account.tier", required=True, ondelete="restrict")
    wait_days = fields.Integer(
        string="Days After the Tier Before",
        default=7,
        help="How long the tier before knows of it alone; of the first tier, how long "
        "after the beginning it is told.",
    )
    account_count = fields.Integer(
        string="Key Accounts", compute="_compute_account_count"
    )
    due_at = fields.Datetime(string="Its Turn On", readonly=True, copy=False)
    done_at = fields.Datetime(string="On the List Since", readonly=True, copy=False)

    _tier_uniq = models.Constraint(
        "UNIQUE (announcement_id, tier_id)", "Each tier has one turn only."
    )
    _wait_sane = models.Constraint(
        "CHECK (wait_days BETWEEN 0 AND 365)", "A tier waits for 0 to 365 days."
    )
    _due_idx = models.Index("(due_at, id) WHERE done_at IS NULL")

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {"due_at", "done_at", "error", "error_at"}

    @api.depends("tier_id", "announcement_id.company_id")
    def _compute_account_count(self):
        """How many accounts have the tier now, in the company of the announcement."""
        groups = self.env["res.partner"]._read_group(
            Domain("key_account_kind", "!=", False)
            & Domain("key_account_tier_id", "in", self.tier_id.ids),
            ["key_account_company_id", "key_account_tier_id"],
            ["__count"],
        )
        counts = {(company, tier): count for company, tier, count in groups}
        for wave in self:
            key = (wave.announcement_id.company_id, wave.tier_id)
            wave.account_count = counts.get(key, 0)

    @api.model_create_multi
    def create(self, vals_list):
        waves = super().create(vals_list)
        waves._check_draft()
        return waves

    def write(self, vals):
        self._check_draft()
        result = super().write(vals)
        self._check_draft()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_begun(self):
        self._check_draft()

    def _check_draft(self):
        """:raises UserError: for whoever changes the order when it has begun"""
        begun = self.announcement_id.filtered(lambda one: one.state != "draft")
        if begun and not self.env.su:
            raise UserError(
                self.env._(
                    "“%(announcement)s” is under way: the order of the tiers stays as "
                    "it is.",
                    announcement=begun[0].name,
                )
            )

    # ------------------------------------------------------------------
    # Their turn
    # ------------------------------------------------------------------

    @api.model
    def _cron_announce(self):
        """Scheduled action: put on the list whose turn it is, and tell them."""
        self._sweep_run(self._gather_due, SHARE)
        recipients = self.env["key.account.announcement.recipient"]
        recipients._sweep_run(recipients._tell_due)
        # Two who tell the last ones at once do not see each other's.
        running = self.announcement_id.search([("state", "=", "running")])
        running._finish_told()

    @api.model
    def _gather_due(self, limit=None):
        """Put accounts on the list of a wave whose turn it is; never commits.

        :return: ``limit`` while more is to do, else less
        """
        due = SQL(
            "due_at <= %s AND done_at IS NULL AND %s",
            fields.Datetime.now(),
            self.announcement_id._running_sql(),
        )
        limit = limit or SHARE
        wave = self.sudo()._sweep_claim(due, SQL("due_at, id"), 1)
        wave._sweep_guarded(lambda one: one._gather(limit))
        return limit if wave else 0

    def _gather(self, limit):
        """Put up to ``limit`` accounts on the list; when none is left, it is done."""
        accounts = self.env["res.partner"].search(
            self._missing_domain(), order="id", limit=limit
        )
        now = fields.Datetime.now()
        self.env["key.account.announcement.recipient"].create(
            [
                {
                    "announcement_id": self.announcement_id.id,
                    "account_id": account.id,
                    "partner_id": account.id,
                    "tier_id": account.key_account_tier_id.id,
                    "send_at": now,
                }
                for account in accounts
            ]
        )
        done = len(accounts) < limit and now
        self.write({"done_at": done, "error": False, "error_at": False})
        if done:
            self.announcement_id._finish_told()

    def _missing_domain(self):
        """Accounts of the tiers that had their turn, and are not on the list yet."""
        begun = self.search(
            Domain("announcement_id", "=", self.announcement_id.id)
            & Domain("due_at", "<=", self.due_at)
        )
        listed = self.env["key.account.announcement.recipient"]._search(
            [("announcement_id", "=", self.announcement_id.id)]
        )
        return (
            Domain("key_account_kind", "!=", False)
            & Domain("key_account_company_id", "=", self.announcement_id.company_id.id)
            & Domain("key_account_tier_id", "in", begun.tier_id.ids)
            & ~Domain("id", "in", listed.subselect("account_id"))
        )

    def _sweep_postpone_values(self, moment):
        return {**super()._sweep_postpone_values(moment), "due_at": moment}
