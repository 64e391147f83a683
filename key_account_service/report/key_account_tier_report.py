# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class ReportTier(models.AbstractModel):
    """What a tier is promised, as a page to hand over (TIER-2, TIER-10)."""

    _name = "report.key_account_service.report_tier"
    _inherit = "key.account.form.mixin"
    _description = "Service Promise"

    _form_model = "key.account.tier"

    def _form_lang(self, doc):
        """A tier has no customer: the language is that of whoever prints."""
        return self.env.lang or self.env.user.lang

    def _zone(self, doc):
        """The zone of the printing user, else of the company."""
        return self.env.user.tz or self.env.company.partner_id.tz or "UTC"

    def _form(self, doc):
        return {
            "doc": doc,
            "company": self.env.company,
            "title": doc._promise_title(),
            "intro": self._paragraphs(doc.customer_intro),
            "sections": doc._promise_sections(),
            "date": self._moment(doc, self.env.cr.now())[:10],
        }
