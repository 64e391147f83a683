# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ...lib.local_day import wall_to_utc
from ...lib.transition import MET, RUN, Status


class KeyAccountDeadlinePolicy(models.Model):
    """By when it is decided whether a service goes on, by tier (APP-4)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.deadline.policy"

    kind = fields.Selection(
        selection_add=[("renew", "Decision about the renewal")],
        ondelete={"renew": "cascade"},
    )

    def _applicable(self, records):
        records = super()._applicable(records)
        if records._name != "key.account.service.term":
            return records
        if tiers := self.tier_ids:
            records = records.filtered(lambda t: t.key_account_tier_id in tiers)
        return records


class KeyAccountServiceTerm(models.Model):
    """What a term says to the clock: nothing lapses unnoticed (APP-4, CASE-5).

    The promise counts from when the renewal was asked for, and never ends after the
    service. It is kept by a decision only, for the renewal or against it.
    """

    _name = "key.account.service.term"
    _inherit = ["key.account.service.term", "key.account.served.work.mixin"]

    @api.model
    def _deadline_kinds(self):
        return [*super()._deadline_kinds(), "renew"]

    @api.model
    def _deadline_triggers(self):
        return super()._deadline_triggers() | {"decision"}

    @api.model
    def _deadline_classifiers(self):
        return super()._deadline_classifiers() | {
            "asked_at",
            "date_until",
            "key_account_tier_id",
        }

    def _deadline_received_at(self):
        return self.asked_at

    def _deadline_length(self, promise, start, clock):
        """At the latest when the service ends, at midnight in the company's zone."""
        zone = self.company_id._key_account_zone()
        end = wall_to_utc(fields.Date.add(self.date_until, days=1), 0, zone)
        return min(promise, clock.measure(start, max(start, end)))

    def _deadline_statuses(self, kind):
        if kind != "renew":
            return super()._deadline_statuses(kind)
        return {term.id: term._renew_status() for term in self}

    def _renew_status(self):
        if self.decision:
            return Status(MET, at=self.decided_at)
        return Status(RUN)

    def _deadline_reference(self):
        return self.name
