# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import AccessError, UserError


class HelpdeskTicket(models.Model):
    """The customer signs the handling form on the portal (CASE-9)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    def _asks_signature(self):
        """Whether the customer is asked to sign: the company wants it, and it is time.

        A case that changed after signing may be signed again, a forged form not.
        """
        case = self.sudo()
        return bool(
            case.company_id.key_account_portal_sign
            and case.customer_informed_at
            and case.active
            and not case._is_void()
            and case._signed_form().standing in (False, "changed")
        )

    def _customer_form(self):
        """The form that was signed last, of which the customer gets a copy.

        :return: a signed form; none without a file, or if it is not what was signed
        """
        form = self.sudo()._signed_form()
        whole = form.pdf_hash and form.standing in ("agrees", "changed")
        return form if whole else form.browse()

    def _customer_reads_form(self):
        """What the customer reads before signing, as plain text."""
        return self._form_report()._summary(self.sudo())

    def _customer_signs(self, name, signature):
        """Lock the handling form with the signature of the customer, once.

        :param str name: of whoever signs
        :param str signature: PNG in base64
        :raises AccessError: for whoever is not the customer
        :raises UserError: if there is nothing to sign (any more), or it is no drawing
        """
        self.ensure_one()
        self.check_access("read")
        if not self._is_customer():
            raise AccessError(
                self.env._("Only the customer whose case it is signs for it.")
            )
        case = self.sudo()
        case.lock_for_update()
        case.invalidate_recordset()
        if not case._asks_signature():
            raise UserError(
                self.env._("There is nothing to sign: the case has moved on.")
            )
        if not (name or "").strip():
            raise UserError(self.env._("Please write your name beside the signature."))
        signed = {"name": name.strip(), "image": signature or ""}
        return case._sign_form({"customer": signed})
