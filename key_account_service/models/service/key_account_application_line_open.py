# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import UserError, ValidationError

from ...lib.service_term import last_day, renewed_from

OPENS = ("new", "more", "trial")


class KeyAccountApplicationLine(models.Model):
    """What becomes of an approved line: a service opens, goes on or ends (APP-2)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.application.line"  # pylint: disable=consider-merging-classes-inherited

    @api.constrains("service_id", "application_id")
    def _check_service_customer(self):
        """Nobody renews or stops what another customer has."""
        for line in self.sudo():
            account = line.application_id.key_account_id
            if line.service_id and line.service_id.account_id != account:
                raise ValidationError(
                    self.env._(
                        "The running service belongs to another customer than the "
                        "application. Choose a service of this customer."
                    )
                )

    def _open_services(self, day):
        """Open, renew or end the services of these lines.

        Doing it again changes nothing.

        :param date day: in the company's zone, on which the services are opened or
            ended; a renewal follows its former term without a gap
        :return: the services
        :raises UserError: if the customer has no account file
        """
        lines = self.sudo()
        lines.application_id.lock_for_update()
        for kind, some in lines.grouped(lambda line: line.application_id.kind).items():
            if kind in OPENS:
                some.filtered(lambda line: not line.service_id)._open_new(day)
            elif kind == "renewal":
                for line in some:
                    line._renew(day)
            else:
                some._end_services(day)
        return lines.service_id

    def _end_services(self, day):
        """The services of these lines end with a day, unless they ended before.

        :param date day: in the company's zone, the last one
        """
        for line in self.sudo():
            line._stop(day)

    def _open_new(self, day):
        """A service a line, in the file of the customer."""
        values = [line._service_values(day) for line in self]
        services = self.env["key.account.service"].create(values)
        for line, service in zip(self, services, strict=True):
            line.service_id = service
            service.term_ids.application_line_id = line

    def _first_day(self, day):
        """From when the customer has it that could be had from ``day`` on."""
        return max(day, self.date_from or day)

    def _service_values(self, day):
        application = self.application_id
        first = self._first_day(day)
        # In the language of the company, as colleagues read it.
        lang = application.company_id.partner_id.lang
        return {
            "file_id": application._customer_file().id,
            "name": self.product_id.with_context(lang=lang).display_name,
            "product_id": self.product_id.id,
            "quantity": self.quantity,
            "price": self.price,
            "is_paid": not self.is_free,
            "is_trial": application.kind == "trial",
            "date_from": first,
            "date_until": last_day(first, self.period_months),
        }

    def _renew(self, day):
        """The service goes on when its term is over; at once if it is over already."""
        service = self.service_id
        service.lock_for_update()
        term = service.term_id
        if not service.date_until or self in service.term_ids.application_line_id:
            return
        first = renewed_from(service.date_until, day)
        until = last_day(first, self.period_months)
        price = self.price * self.quantity
        if term.decision != "renewed":
            term._decide("renewed")
        values = service._term_values(
            first, date_until=until, price=price, application_line_id=self.id
        )
        # First the term: what follows the days of the service finds them right then.
        self.env["key.account.service.term"].create(values)
        service.write(
            {
                "date_until": until,
                "quantity": self.quantity,
                "price": self.price,
                "is_paid": not self.is_free,
                "product_id": self.product_id.id,
                "end_reason": False,
            }
        )

    def _stop(self, day):
        """The service ends, unless it has ended before."""
        service = self.service_id
        service.lock_for_update()
        if not service.date_until or service.date_until > day:
            last = max(day, service.date_from)
            service._close(last, self.application_id.reason)
        else:
            service.term_id.filtered(lambda term: not term.decision)._decide(
                "ended", self.application_id.reason
            )


class KeyAccountApplication(models.Model):
    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.application"  # pylint: disable=consider-merging-classes-inherited

    def _customer_file(self):
        """The file of the customer, or of the account to which the customer belongs.

        :raises UserError: if there is none
        """
        # Rights were asked for when it was approved.
        files = self.env["key.account.file"].sudo()
        for partner in self.partner_id, self.partner_id.sudo().key_account_id:
            file = files.search([("partner_id", "=", partner.id)])
            if file:
                return file
        raise UserError(
            self.env._(
                "%(customer)s is no key account yet, so there is no file for the "
                "services. Make the contact a key account first.",
                customer=self.partner_id.name,
            )
        )
