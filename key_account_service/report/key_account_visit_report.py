# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_date, split_every
from odoo.tools.image import image_process

#: Pixels of a photo on the paper: two in a row, sharp enough to read a label.
PHOTO = (640, 480)


class ReportVisit(models.AbstractModel):
    """The visit report: what is on record, and the customer's signature (VISIT-4).

    It is put before the customer, so neither tier nor competitors stand on it.
    """

    _name = "report.key_account_service.report_visit"
    _inherit = "key.account.form.mixin"
    _description = "Visit Report"

    _form_model = "key.account.visit"

    def _form(self, doc):
        customer = doc.partner_id
        return {
            **super()._form(doc),
            "number": doc.name,
            "account": doc.key_account_id.name or customer.commercial_partner_id.name,
            "person": customer.name,
            "function": customer.function,
            "phone": customer.phone,
            "place": doc.place,
            "visitor": doc.user_id.name,
            "participants": ", ".join(doc.participant_ids.mapped("name")),
            "case": self._case_number(doc),
            "way": self._label(doc, "way"),
            "planned": self._moment(doc, doc.planned_at),
            "visited": self._moment(doc, doc.visited_at),
            "content": self._paragraphs(doc.content),
            "needs": self._paragraphs(doc.needs),
            "handling": self._paragraphs(doc.handling),
            "handling_state": self._handling_state(doc),
            "promises": [self._promise(one) for one in doc.promise_ids],
            "photo_count": len(doc.sudo().photo_ids),
            "photos": self._photos(doc),
            "addenda": [self._addendum(doc, one) for one in doc.addendum_ids],
            "signed_at": self._moment(doc, doc.signed_at),
            # With ``bin_size`` it would be the size of the picture.
            "signature": doc.with_context(bin_size=False).signature,
        }

    def _handling_state(self, doc):
        """What was signed; how far we are now stands with the promises."""
        signed = doc.signed_handling_state
        return self._label(doc, "signed_handling_state" if signed else "handling_state")

    def _promise(self, promise):
        """A promise, with what became of it until today."""
        return {
            "what": promise.name,
            "due": format_date(self.env, promise.due_on, date_format="yyyy-MM-dd"),
            "responsible": promise.user_id.sudo().name,
            "state": self._label(promise, "state"),
            "ended": self._moment(promise, promise.done_at),
        }

    def _photos(self, doc):
        """The photos, small, in rows of two; one that cannot be read is only counted.

        Who reads the visit may see them: they are asked for with all rights.
        """
        files = doc.sudo().photo_ids.sorted("id").with_context(bin_size=False)
        pictures = [self._photo(file.raw) for file in files]
        return list(split_every(2, filter(None, pictures)))

    def _photo(self, picture):
        try:
            small = image_process(
                picture or b"", size=PHOTO, quality=80, output_format="JPEG"
            )
        except UserError:
            return b""
        return base64.b64encode(small)

    def _addendum(self, doc, addendum):
        return {
            "words": self._paragraphs(addendum.words),
            "author": addendum.user_id.sudo().name,
            "at": self._moment(doc, addendum.at),
        }

    def _case_number(self, doc):
        """Number of the case, with its title for those who may read it."""
        ticket = doc.ticket_id
        if not ticket:
            return ""
        number = ticket.sudo().number
        if not ticket.has_access("read"):
            return number
        return f"{number} · {ticket.name}"
