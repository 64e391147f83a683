# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.tools import format_date
from odoo.tools.misc import formatLang

#: Decisions that are printed with name and day; a step that waits has an empty box.
SIGNED = ("approved", "forwarded")


class ReportApplication(models.AbstractModel):
    """The VIP service application form, for signature (APP-1).

    The leaders who approved in the system stand on it with the day; the boxes of those
    who have not are left to be signed by hand.
    """

    _name = "report.key_account_service.report_application"
    _inherit = "key.account.form.mixin"
    _description = "VIP Service Application Form"

    _form_model = "key.account.application"

    def _form(self, doc):
        # Who may read the application may print it; products and people go with it.
        application = doc.sudo()
        account = application.key_account_id or application.partner_id
        label = self._label
        return {
            **super()._form(doc),
            "number": application.name,
            "state": label(application, "state"),
            "kind": label(application, "kind"),
            "department": application.department_id.name,
            "applicant": application.applicant_id.name,
            "submitted": self._day_of(doc, application.submitted_at),
            "customer": application.partner_id.commercial_partner_id.name,
            "account": account.name,
            "customer_kind": label(application, "customer_kind"),
            "tier": application.key_account_tier_id.name,
            "manager": application.serving_id.name,
            "network": application.is_network_customer,
            "contact": application.contact,
            "phone": application.phone,
            "place": self._place(application),
            "reason": self._paragraphs(application.reason),
            "contribution": self._paragraphs(application.contribution),
            "lines": [self._line(line) for line in application.line_ids],
            "amount": self._money(application, application.amount),
            "equipment": [self._equipment(one) for one in application.equipment_ids],
            "steps": [self._step(doc, review) for review in self._steps(application)],
        }

    def _place(self, application):
        parts = (
            application.zip,
            application.city,
            application.street,
            application.flat,
        )
        return " ".join(filter(None, parts))

    def _money(self, application, amount):
        return formatLang(self.env, amount, currency_obj=application.currency_id)

    def _line(self, line):
        since = line.date_from and format_date(self.env, line.date_from)
        offer = line.with_env(self.env).sudo().product_id.display_name
        running = line.service_id.name
        return {
            "service": offer,
            # A service is named like its offer, as a rule.
            "running": running if running != offer else "",
            "quantity": line.quantity,
            "months": line.period_months,
            "since": since or "",
            "price": self._money(line, line.price),
            "is_free": line.is_free,
            "amount": self._money(line, line.amount),
        }

    def _equipment(self, equipment):
        return {
            "movement": self._label(equipment, "movement"),
            "kind": self._label(equipment, "kind"),
            "model": equipment.model or "",
            "number": equipment.number or equipment.device_id.number or "",
        }

    def _steps(self, application):
        """The steps of this round; those called off are of no interest on paper."""
        return application.review_ids.filtered(lambda one: one.status != "cancel")

    def _step(self, doc, review):
        signed = review.status in SIGNED
        return {
            "name": review.with_env(self.env).sudo().name,
            "status": self._label(review, "status") if review.done_by else "",
            "person": (review.done_by.name if signed else "") or "",
            "asked": "" if review.done_by else review.todo_by or "",
            "day": self._moment(doc, review.reviewed_date) if review.done_by else "",
            "comment": review.comment or "",
        }

    def _day_of(self, doc, moment):
        return self._moment(doc, moment) if moment else ""
