"""Services of the hotel that end soon, and the scheduled actions that see to it."""

from datetime import date, timedelta
from unittest.mock import patch

from common import NOON, KeyAccountCase

TODAY = NOON.date()
SERVICE = "key.account.service"
TERM = "key.account.service.term"
NOTICE = "key.account.service.notice"
APPLICATION = "key.account.application"
SMS_API = "odoo.addons.sms.tools.sms_api.SmsApi._send_sms_batch"


def days(count):
    return TODAY + timedelta(days=count)


class ServiceMixin:
    """A price list of services, the file of the hotel, and what it has from us."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.tz = "UTC"
        cls.product = cls.env["product.product"].create(
            {
                "name": "Channel pack",
                "type": "service",
                "key_account_service_ok": True,
                "list_price": 100,
            }
        )
        files = cls.env["key.account.file"]
        cls.file = files.search([("partner_id", "=", cls.account.id)])

    def make_service(self, until=None, user=None, **values):
        """A service of the hotel, opened a year before it ends on a day."""
        first = until and until.replace(year=until.year - 1) + timedelta(days=1)
        with self.at(NOON):
            service = self.env[SERVICE].with_user(user or self.env.user)
            return service.create(
                {
                    "file_id": self.file.id,
                    "name": "Channel pack of 40 rooms",
                    "product_id": self.product.id,
                    "price": 90,
                    "date_from": first or TODAY,
                    "date_until": until,
                    **values,
                }
            ).with_env(self.env)

    def apply(self, kind="new", lines=None, **values):
        """An application of the hotel for some lines."""
        lines = lines or [{}]
        with self.at(NOON):
            return self.env[APPLICATION].create(
                {
                    "kind": kind,
                    "partner_id": self.account.id,
                    "line_ids": [
                        (0, 0, {"product_id": self.product.id, **line})
                        for line in lines
                    ],
                    **values,
                }
            )

    def open_on(self, application, day=TODAY):
        with self.at(NOON):
            services = application.line_ids._open_services(day)
        self.env.invalidate_all()
        return services

    def screen(self, moment=NOON):
        with self.at(moment):
            count = self.env[TERM]._screen()
        self.env.invalidate_all()
        return count

    def remind(self, moment=NOON):
        """Note whom to tell, and tell them."""
        notices = self.env[NOTICE]
        with self.at(moment):
            notices._plan()
            notices._send_due()
        self.env.invalidate_all()
        return notices.search([("file_id", "=", self.file.id)], order="id")

    def renewals(self, service):
        """The applications to renew a service, the latest last."""
        lines = service.application_line_ids.sorted("id")
        return lines.application_id.filtered(lambda a: a.kind == "renewal")

    def gateway(self, state="success"):
        """The SMS gateway answers so for every message."""

        def send(api, messages, delivery_reports_url=False):
            return [
                {"uuid": number["uuid"], "state": state, "credit": 0}
                for message in messages
                for number in message["numbers"]
            ]

        return patch(SMS_API, autospec=True, side_effect=send)


class ServiceCase(ServiceMixin, KeyAccountCase):
    """Base of the tests of services."""


__all__ = ["APPLICATION", "NOTICE", "SERVICE", "TERM", "TODAY", "ServiceCase", "date"]
