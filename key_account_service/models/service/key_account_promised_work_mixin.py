# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

from ...lib.local_day import wall_to_utc

#: A promise that has no time left tells people all the same.
SHORTEST = timedelta(minutes=1)
DAY = timedelta(days=1)


class KeyAccountPromisedWorkMixin(models.AbstractModel):
    """Work for a key account with a promise of its own, in its line (TEAM-1, CASE-5).

    Read by whoever has to do with the account, changed by whoever serves it or is in
    charge of it. It is named in ``user_id`` who does it; the account manager answers.
    """

    _name = "key.account.promised.work.mixin"
    _inherit = [
        "key.account.derived.access.mixin",
        "key.account.fact.mixin",
        "key.account.served.work.mixin",
        "key.account.secret.name.mixin",
        "mail.thread",
    ]
    _description = "Work for a Key Account with a Promise"

    account_id = fields.Many2one(
        "res.partner",
        string="Key Account",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Who Does It",
        index="btree_not_null",
        domain=[("share", "=", False)],
    )

    promised_at = fields.Datetime(
        string="Promised Since",
        required=True,
        readonly=True,
        copy=False,
        default=fields.Datetime.now,
    )

    @api.model
    def _fact_fields(self):
        facts = {"deadline_ids", "deadline_due_at", "deadline_warn_at"}
        facts |= {"account_id", "company_id", "promised_at"}
        return super()._fact_fields() | facts

    # ------------------------------------------------------------------
    # Who reads, who writes
    # ------------------------------------------------------------------

    @api.model
    def _derived_access_domain(self):
        return self.env["res.partner"]._key_account_reach_domain()

    @api.model
    def _derived_change_domain(self):
        return self.env["res.partner"]._key_account_change_domain()

    # ------------------------------------------------------------------
    # What it says to the clock
    # ------------------------------------------------------------------

    @api.model
    def _deadline_triggers(self):
        return super()._deadline_triggers() | {"state", "user_id"}

    def _deadline_received_at(self):
        return self.promised_at

    def _end_of(self, day):
        """Midnight (naive UTC) that ends a day of the company."""
        zone = self.company_id._key_account_zone()
        return wall_to_utc(day + DAY, 0, zone)

    def _deadline_doer(self):
        return self.user_id

    def _deadline_reference(self):
        return self.name
