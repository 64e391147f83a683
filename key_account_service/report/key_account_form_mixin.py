# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re
from datetime import datetime
from textwrap import wrap

import pytz

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import format_datetime, html2plaintext

#: Marks of emphasis, which plain text would show as asterisks.
EMPHASIS = re.compile(r"</?(?:b|strong|i|em|u|h[1-6])\b[^>]*>", re.IGNORECASE)

#: Longest piece of text that is kept together: in Chinese a third of a page.
PIECE = 700


class KeyAccountFormMixin(models.AbstractModel):
    """What all printed forms share: who may print, in which language and time zone.

    A form is a plain dictionary made by ``_form``; the template only lays it out.
    """

    _name = "key.account.form.mixin"
    _description = "Printed Form"

    #: The model whose records are printed.
    _form_model = None

    @api.model
    def _get_report_values(self, docids, data=None):
        """Values of a run; printed are only records that the user may read (SEC-3).

        :raises AccessError: for customers, whose copy staff hands out, and for
            everybody who may not read one of the records
        """
        if not self.env.user._is_internal():
            raise AccessError(
                self.env._("This form is printed by our staff. Ask your contact here.")
            )
        docs = self.env[self._form_model].browse(docids)
        docs.check_access("read")
        return {
            "doc_ids": docids,
            "doc_model": self._form_model,
            "docs": docs,
            "forms": [self._translated_form(doc) for doc in docs],
        }

    def _translated_form(self, doc):
        """The form in its language."""
        lang = self._form_lang(doc)
        facts = self.with_context(lang=lang)._form(doc.with_context(lang=lang))
        # QWeb leaves out the cell of a False, and the row would lose its frame.
        shown = {name: "" if fact is False else fact for name, fact in facts.items()}
        return {"lang": lang, "zone": self._zone_label(doc), **shown}

    def _form_lang(self, doc):
        """The language of the customer, else of the company."""
        customer = doc.partner_id.sudo()
        return customer.lang or doc.company_id.sudo().partner_id.lang or self.env.lang

    def _form(self, doc):
        """Facts to print; labels stand in the template."""
        return {"doc": doc, "company": doc.company_id.sudo()}

    @api.model
    def _zone(self, doc):
        """The zone of the times: that of the printing user, else of the company."""
        return self.env.user.tz or doc.company_id.sudo().partner_id.tz or "UTC"

    @api.model
    def _zone_label(self, doc):
        """A zone as people write it, with its distance from UTC: a form outlives us."""
        zone = self._zone(doc)
        offset = datetime.now(pytz.timezone(zone)).strftime("%z")
        return f"{zone} (UTC{offset[:3]}:{offset[3:]})"

    @api.model
    def _moment(self, doc, value):
        """A time (UTC) as printed; the zone is named once on every form."""
        return format_datetime(
            self.env, value, tz=self._zone(doc), dt_format="yyyy-MM-dd HH:mm"
        )

    @api.model
    def _label(self, record, name):
        """Label of a selection value in the language of the form."""
        labels = dict(record._fields[name]._description_selection(self.env))
        return labels.get(record[name], "")

    @api.model
    def _plain(self, html):
        """Text of a message or description: never foreign markup, never a picture."""
        text = html2plaintext(EMPHASIS.sub("", html or ""), include_references=False)
        return re.sub(r"\n{3,}", "\n\n", text).strip()

    @api.model
    def _paragraphs(self, text):
        """Pieces of a text that fit on a page, so that a page break cuts none."""
        lines = (text or "").strip().splitlines()
        return [piece for line in lines for piece in wrap(line, PIECE) or [""]] or [""]

    @api.model
    def _one_line(self, address):
        """A postal address on one line."""
        return ", ".join(line.strip() for line in address.splitlines() if line.strip())
