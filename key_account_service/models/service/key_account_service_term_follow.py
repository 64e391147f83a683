# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

# A file a concern: see docs/decisions.md.
# pylint: disable=consider-merging-classes-inherited


class KeyAccountService(models.Model):
    """The terms of a service follow its days; a renewal begins a new one (APP-4)."""

    _inherit = "key.account.service"

    term_ids = fields.One2many(
        "key.account.service.term", "service_id", string="Terms", readonly=True
    )

    @api.model_create_multi
    def create(self, vals_list):
        services = super().create(vals_list)
        services.sudo()._follow_days()
        return services

    def write(self, vals):
        result = super().write(vals)
        if {"date_from", "date_until"} & vals.keys():
            # Whoever may change the days of a service changes its terms.
            self.sudo()._follow_days()
        if {"price", "quantity"} & vals.keys():
            self.sudo()._follow_price()
        return result

    def _follow_price(self):
        """A price that was corrected is that of the term which is not decided yet."""
        for service in self:
            last = service.term_ids.sorted("date_until")[-1:]
            if last and not last.decision:
                last.price = service.price * service.quantity

    def unlink(self):
        # Not by the database: the promises of the terms are called off, not forgotten.
        self.sudo().term_ids.unlink()
        return super().unlink()

    def _follow_days(self):
        """Bring the terms in line with the days of these services."""
        new = []
        for service in self:
            until = service.date_until
            terms = service.term_ids
            gone = terms.filtered(lambda t, until=until: until and until < t.date_from)
            gone.unlink()
            last = (terms - gone).sorted("date_until")[-1:]
            if not until:
                last._end_is_open()
            elif not last:
                new.append(service._term_values(service.date_from))
            elif last.date_until != until:
                new += last._end_is_moved(until)
        terms = self.env["key.account.service.term"].create(new)
        terms._end_if_over()
        self.term_ids._begin_with_service()
        self.term_ids._wake_screening()

    def _term_values(self, first, **values):
        """The term of this service from a day until it ends now."""
        return {
            "service_id": self.id,
            "date_from": first,
            "date_until": self.date_until,
            "price": self.price * self.quantity,
            "key_account_tier_id": self.account_id.key_account_tier_id.id,
            **values,
        }


class KeyAccountServiceTerm(models.Model):
    """What becomes of the last term when somebody moves the end of its service."""

    _inherit = "key.account.service.term"

    def _end_is_open(self):
        """The service goes on until it is cancelled."""
        undecided = self.filtered(lambda term: not term.decision)
        asked = undecided.filtered("asked_at")
        asked._decide("renewed")
        (undecided - asked).unlink()

    def _end_is_moved(self, until):
        """Another end than before.

        A later one renews what was asked for already; else it is a mere correction.

        :return: list of values of the new terms
        """
        if until > self.date_until and (self.asked_at or self.decision):
            if not self.decision:
                self._decide("renewed")
            first = fields.Date.add(self.date_until, days=1)
            return [self.service_id._term_values(first)]
        self.date_until = until
        self._deadline_follow_times(self.env._("The end of the service was corrected."))
        return []

    def _begin_with_service(self):
        """The first term of a service begins when it was opened."""
        for service, terms in self.grouped("service_id").items():
            first = terms.sorted("date_until")[:1]
            if first.date_from != service.date_from <= first.date_until:
                first.date_from = service.date_from

    def _end_if_over(self):
        """What was over when it was put on record is past; nobody decides about it."""
        now = fields.Datetime.now()
        for company, terms in self.grouped("company_id").items():
            today = company._today_at(now)
            over = terms.filtered(lambda term, today=today: term.date_until < today)
            over._decide("ended")
