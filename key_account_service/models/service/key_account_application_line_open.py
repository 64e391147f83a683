# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import models


class KeyAccountApplicationLine(models.Model):
    """What becomes of the lines of an application that is opened (APP-2)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.application.line"  # pylint: disable=consider-merging-classes-inherited

    def _open_services(self, day):
        """The services run from ``day`` on, go on where they ended, or end then."""
        stopped = self.filtered(lambda line: line.application_id.kind == "stop")
        for service in stopped.sudo().service_id:
            if not service.date_until or service.date_until > day:
                service.date_until = max(day, service.date_from)
        for line in (self - stopped).sudo():
            months = relativedelta(months=line.period_months)
            if line.service_id:
                ends = line.service_id.date_until or day - timedelta(days=1)
                line.service_id.date_until = ends + months
                continue
            line.service_id = (
                self.env["key.account.service"]
                .sudo()
                .create(
                    {
                        "file_id": line.application_id._account_file().id,
                        "name": line.product_id.display_name,
                        "product_id": line.product_id.id,
                        "is_paid": not line.is_free,
                        "is_trial": line.application_id.kind == "trial",
                        "date_from": day,
                        "date_until": day + months - timedelta(days=1),
                    }
                )
            )
