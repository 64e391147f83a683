# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.tools import format_amount


class ReportReceipt(models.AbstractModel):
    """The receipt for money and devices, with the signature (APP-7)."""

    _name = "report.key_account_service.report_receipt"
    _inherit = "key.account.form.mixin"
    _description = "Receipt for Money and Devices (Printed)"

    _form_model = "key.account.receipt"

    def _form(self, doc):
        return {
            **super()._form(doc),
            "number": doc.name,
            "customer": doc.account_id.name,
            "person": doc.person,
            "issuer": doc.user_id.name,
            "day": doc.day_id.name,
            "place": doc.day_id.place,
            "request": doc.request_id.what,
            "issued": self._moment(doc, doc.issued_at),
            "voided": self._moment(doc, doc.voided_at),
            "lines": [self._line(line) for line in doc.line_ids],
            "amount_in": self._money(doc, doc.amount_in),
            "amount_out": doc.amount_out and self._money(doc, doc.amount_out),
            # With ``bin_size`` it would be the size of the picture.
            "signature": doc.with_context(bin_size=False).signature,
        }

    def _line(self, line):
        device = line.what == "device"
        words = [self._label(line, "device_kind"), line.number or ""]
        return {
            "direction": self._label(line, "direction"),
            "name": line.name,
            "what": " ".join(filter(None, words))
            if device
            else self._label(line, "pay_way"),
            "amount": line.quantity if device else self._money(line, line.amount),
        }

    def _money(self, record, amount):
        return format_amount(self.env, amount, record.currency_id)
