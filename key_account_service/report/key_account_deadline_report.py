# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from zoneinfo import ZoneInfo

from odoo import models
from odoo.tools.misc import get_lang


class ReportDeadline(models.AbstractModel):
    """The explanation of a deadline, for colleagues: with all facts and who did what.

    It is written in the language of whoever prints it.
    """

    _name = "report.key_account_service.report_deadline"
    _inherit = "key.account.form.mixin"
    _description = "Explanation of a Deadline"

    _form_model = "key.account.deadline"

    def _form_lang(self, doc):
        return get_lang(self.env).code

    def _form(self, doc):
        return {
            **super()._form(doc),
            "number": doc.res_name,
            "promise": self._label(doc, "kind"),
            "state": self._label(doc, "state"),
            "customer": doc.partner_id.sudo().display_name,
            "responsible": doc.responsible_id.name,
            "story": doc.story,
        }


class ReportDeadlineCustomer(models.AbstractModel):
    """The same for the customer: in the customer's language, nothing internal.

    It names no colleague, policy, warning, escalation or note (SEC-4).
    """

    _name = "report.key_account_service.report_deadline_customer"
    _inherit = "key.account.form.mixin"
    _description = "Explanation of a Deadline for the Customer"

    _form_model = "key.account.deadline"

    def _form(self, doc):
        stories = doc._customer_stories(ZoneInfo(self._zone(doc)))
        return {
            **super()._form(doc),
            "number": doc.res_name,
            "promise": self._label(doc, "kind"),
            "customer": doc.partner_id.sudo().display_name,
            "story": stories[0] if stories else None,
        }
