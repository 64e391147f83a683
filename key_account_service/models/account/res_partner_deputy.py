# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

PERIOD = {f"key_account_deputy_{name}" for name in ("id", "from", "until")}


class ResPartner(models.Model):
    """Who stands in for an account manager, from when to when (TEAM-1).

    Days are those of the deputy's time zone. The period itself is asked wherever the
    moment counts: the file, alarms, holding a clock. Record rules on cases and visits
    cannot ask the time, so they go by a stored field that a scheduled action keeps.
    """

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.partner"

    key_account_acting_deputy_id = fields.Many2one(
        "res.users",
        string="Deputy Now",
        compute="_compute_key_account_acting_deputy_id",
        store=True,
        index="btree_not_null",
        copy=False,
        help="The deputy, while the period lasts.",
    )

    @api.depends(
        "key_account_id.key_account_deputy_id",
        "key_account_id.key_account_deputy_from",
        "key_account_id.key_account_deputy_until",
    )
    def _compute_key_account_acting_deputy_id(self):
        now = fields.Datetime.now()
        for partner in self:
            account = partner.key_account_id
            partner.key_account_acting_deputy_id = account._key_account_deputy_at(now)

    @api.model
    def _key_account_terms(self):
        return super()._key_account_terms() | {"key_account_acting_deputy_id"}

    @api.constrains("key_account_deputy_from", "key_account_deputy_until")
    def _check_key_account_deputy_period(self):
        for partner in self:
            first = partner.key_account_deputy_from
            last = partner.key_account_deputy_until
            if first and last and last < first:
                raise ValidationError(
                    self.env._(
                        "The deputy of %(account)s would stand in until a day before "
                        "the first one. Correct the period.",
                        account=partner.name,
                    )
                )

    def write(self, vals):
        result = super().write(vals)
        if PERIOD & vals.keys():
            self._wake_for_deputies()
        return result

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        if any(PERIOD & vals.keys() for vals in vals_list):
            partners._wake_for_deputies()
        return partners

    def _key_account_servants(self):
        """Who serves this account at this moment: its manager and whoever stands in."""
        return self.key_account_manager_id | self._key_account_deputy_at(
            fields.Datetime.now()
        )

    def _key_account_deputy_at(self, moment):
        """Who stands in for the manager of this account at a moment (naive UTC)."""
        deputy = self.key_account_deputy_id
        if not deputy:
            return deputy
        zone = pytz.timezone(deputy.sudo().tz or "UTC")
        day = pytz.utc.localize(moment).astimezone(zone).date()
        begun = (self.key_account_deputy_from or day) <= day
        lasts = day <= (self.key_account_deputy_until or day)
        return deputy if begun and lasts else deputy.browse()

    def _wake_for_deputies(self):
        """Let the scheduled action run at the beginning and the end of each period."""
        moments = set()
        for account in self.sudo().filtered("key_account_deputy_id"):
            zone = pytz.timezone(account.key_account_deputy_id.tz or "UTC")
            first, last = (
                account.key_account_deputy_from,
                account.key_account_deputy_until,
            )
            days = [first, last and last + timedelta(days=1)]
            moments |= {_midnight(day, zone) for day in days if day}
        moments = {moment for moment in moments if moment > fields.Datetime.now()}
        cron = self.env.ref("key_account_service.ir_cron_deputies", False)
        if cron and moments:
            cron.sudo()._trigger(at=moments)

    @api.model
    def _cron_deputies(self):
        """Scheduled action: let cases and visits be seen by whoever is deputy today."""
        self._refresh_deputies()

    @api.model
    def _refresh_deputies(self):
        """Work out who stands in now, where that may have changed with the day.

        :return: the accounts whose deputy changed
        """
        # Zones are at most fourteen hours away.
        now = fields.Datetime.now()
        earliest = (now - timedelta(days=1)).date()
        latest = (now + timedelta(days=1)).date()
        begins = Domain("key_account_acting_deputy_id", "=", False) & Domain(
            "key_account_deputy_from", "<=", latest
        )
        ends = Domain("key_account_acting_deputy_id", "!=", False) & (
            Domain("key_account_deputy_until", "<=", latest)
            | Domain("key_account_deputy_from", ">=", earliest)
        )
        over = Domain("key_account_deputy_until", "<", earliest)
        accounts = self.with_context(active_test=False).search(
            Domain("key_account_deputy_id", "!=", False)
            & Domain("key_account_kind", "!=", False)
            & ((begins & ~over) | ends)
        )
        changed = accounts.filtered(
            lambda account: (
                account._key_account_deputy_at(now)
                != account.key_account_acting_deputy_id
            )
        )
        changed._follow_deputies()
        return changed

    def _follow_deputies(self):
        """Hook: all that goes by who is deputy of these accounts now."""
        contacts = self.with_context(active_test=False).search(
            [("key_account_id", "in", self.ids)]
        )
        field = self._fields["key_account_acting_deputy_id"]
        self.env.add_to_compute(field, contacts)
        contacts.flush_recordset([field.name])


def _midnight(day, zone):
    """The beginning of a day in a zone, as naive UTC."""
    local = zone.localize(datetime.combine(day, time.min))
    return local.astimezone(pytz.utc).replace(tzinfo=None)
