# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ...lib.local_day import wall_to_utc


class KeyAccountServiceNotice(models.Model):
    """Customers who are to be called about a service that ends: in time (APP-5)."""

    _name = "key.account.service.notice"
    _inherit = ["key.account.service.notice", "key.account.call.list.mixin"]

    _calls_path = "key-account-service-calls"

    def _deadline_received_at(self):
        return self.attempt_at

    def _deadline_length(self, promise, start, clock):
        """At the latest when the service ends, at midnight in the company's zone."""
        zone = self.company_id._key_account_zone()
        end = wall_to_utc(fields.Date.add(self.date_until, days=1), 0, zone)
        return min(promise, clock.measure(start, max(start, end)))

    def _deadline_reference(self):
        return self.number

    def _calls_text(self):
        return self.env._(
            "%(count)s customers to call about services that end", count=len(self)
        )
