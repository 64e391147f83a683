# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ..models.case.fsm_order import OPEN_REPAIR


class ReportRepair(models.AbstractModel):
    """The work receipt of an on-site repair, with the customer's signature (CASE-9).

    It is put before the customer, so nothing stands on it but this repair.
    """

    _name = "report.key_account_service.report_repair"
    _inherit = "key.account.form.mixin"
    _description = "Work Receipt"

    _form_model = "fsm.order"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Of other orders of field service there is no receipt."""
        values = super()._get_report_values(docids, data)
        repairs = values["docs"].filtered("repair_state")
        forms = [form for form in values["forms"] if form["doc"] in repairs]
        return {**values, "docs": repairs, "forms": forms}

    def _form_lang(self, doc):
        customer = doc._served().partner_id
        return customer.lang or doc.company_id.sudo().partner_id.lang or self.env.lang

    def _form(self, doc):
        # Who may read the repair may print it; customer and crew go with it.
        repair = doc.sudo().with_context(bin_size=False)
        facts = repair._form_repair()
        served = repair._served()
        account = served.key_account_id or served.partner_id
        return {
            **super()._form(doc),
            **facts,
            **{
                name: self._paragraphs(facts[name])
                for name in ("task", "work_done", "cause", "parts", "measured")
            },
            # What is still to be filled in has room on paper.
            "is_open": repair.repair_state in OPEN_REPAIR,
            "case": repair.case_number,
            "customer": account.commercial_partner_id.name or account.name,
            "contact": repair.repair_contact,
            "phone": repair.repair_phone,
            "flat": repair.repair_flat,
            "device": repair.repair_device,
            "agreed_with": repair.repair_agreed_with,
            "appointment": self._span(
                doc, repair.scheduled_date_start, repair.scheduled_date_end
            ),
            "presence": self._span(doc, repair.date_start, repair.date_end),
            "signed_at": self._moment(doc, repair.signed_on),
            "stars": f"{repair.repair_rating}/5" if repair.repair_rating else "",
            "is_intact": repair.repair_is_intact,
            "photo_count": len(repair.repair_photo_ids),
        }

    def _span(self, doc, start, end):
        """From when until when, as printed."""
        moments = (self._moment(doc, at) for at in (start, end) if at)
        return " – ".join(moments)
