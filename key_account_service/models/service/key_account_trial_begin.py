# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import models
from odoo.exceptions import UserError


class KeyAccountApplication(models.Model):
    """What a free trial needs before it is submitted (APP-6)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.application"  # pylint: disable=consider-merging-classes-inherited

    def _check_submittable(self):
        """:raises UserError: for a trial that is not free, or not for the first time"""
        result = super()._check_submittable()
        for application in self:
            if application.kind == "trial":
                application._check_trial()
        return result

    def _check_trial(self):
        lines = self.sudo().line_ids
        paid = lines.filtered(lambda line: not line.is_free)
        if paid:
            raise UserError(
                self.env._(
                    "A trial is free: tick “Free” for %(services)s, or apply for more "
                    "services instead.",
                    services=", ".join(paid.product_id.mapped("name")),
                )
            )
        closed = lines.product_id.filtered(lambda one: not one.key_account_trial_days)
        if closed:
            raise UserError(
                self.env._(
                    "%(services)s cannot be tried free. Choose another service, or ask "
                    "an administrator to set for how many days it may be tried, under "
                    "Configuration → VIP Services → Services on Offer.",
                    services=", ".join(closed.mapped("name")),
                )
            )
        tried = self._tried_before()
        if tried:
            raise UserError(
                self.env._(
                    "%(customer)s has tried %(services)s already (%(trials)s). Apply "
                    "for more services instead.",
                    customer=self.partner_id.name,
                    services=", ".join(tried.product_id.mapped("name")),
                    trials=", ".join(tried.mapped("name")),
                )
            )

    def _tried_before(self):
        # Also what somebody else let the customer try.
        trials = self.env["key.account.trial"].sudo()
        return trials.search(
            [
                ("account_id", "=", self.key_account_id.id),
                ("product_id", "in", self.sudo().line_ids.product_id.ids),
            ]
        )


class KeyAccountApplicationLine(models.Model):
    """The trial begins when the service is opened."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.application.line"  # pylint: disable=consider-merging-classes-inherited

    def _open_services(self, day):
        """Open the services; those of a trial are tried from this day on."""
        result = super()._open_services(day)
        self._begin_trials(day)
        return result

    def _begin_trials(self, day):
        """Make the trials of these lines, once.

        :param date day: from which on the customer can have the service
        """
        lines = self.sudo().filtered(lambda line: line.application_id.kind == "trial")
        trials = self.env["key.account.trial"].sudo()
        begun = trials.search([("line_id", "in", lines.ids)]).line_id
        made = trials.create([line._trial_values(day) for line in lines - begun])
        for trial in made:
            # It is over with the trial, unless somebody applies for more.
            trial.line_id.service_id.write(
                {"date_until": trial.date_until, "is_trial": True, "is_paid": False}
            )
        return made

    def _trial_values(self, day):
        application = self.application_id
        days = self.product_id.key_account_trial_days or 1
        first = self._first_day(day)
        sequence = self.env["ir.sequence"]
        return {
            "name": sequence.next_by_code("key.account.trial"),
            "line_id": self.id,
            "account_id": application.key_account_id.id or application.partner_id.id,
            "company_id": application.company_id.id,
            "user_id": application.key_account_manager_id.id,
            "product_id": self.product_id.id,
            "tier_id": application.key_account_tier_id.id,
            "date_from": first,
            "date_until": first + timedelta(days=days - 1),
        }
