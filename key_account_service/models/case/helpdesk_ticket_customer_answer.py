# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import plaintext2html

#: How content a customer can say to be, as Odoo's own page of ratings asks it.
RATES = (5, 3, 1)


class HelpdeskTicket(models.Model):
    """Whether a solution helped, said by the customer on the portal (CASE-7, SAT-1).

    Only the contact whose case it is answers, once a solution. *Yes* confirms it and
    may bring a rating, *no* opens the case again with the same clock, as a call-back.
    Called by the customer, who has no right to change the case: what follows from the
    answer is written with all rights after the check.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    def _is_customer(self, user=None):
        """Whether the case is that of ``user``; reading or following it is less."""
        return self.sudo().partner_id == (user or self.env.user).partner_id

    def _asks_customer(self):
        """Whether there is a solution that the customer knows and has not judged."""
        case = self.sudo()
        return bool(
            case.solved_at
            and case.customer_informed_at
            and case.active
            and not case.confirmed_at
            and not case.closed
            and not case._is_void()
        )

    def _customer_close_stages(self):
        """Once the customer knows the solution, it is judged rather than closed.

        Closing would put “told” anew, on the moment of the closing.
        """
        stages = super()._customer_close_stages()
        return stages.browse() if self.sudo().customer_informed_at else stages

    def _customer_confirms(self, rate=0, feedback=""):
        """The customer is satisfied with the solution, and perhaps rates it.

        :param int rate: one of ``RATES``; anything else is no rating
        :raises AccessError: for whoever is not the customer
        :raises UserError: if there is nothing to answer (any more)
        """
        case = self._locked_for_answer()
        case._confirm("portal", fields.Datetime.now())
        if rate in RATES and not case._rated_solution():
            case._rate_on_portal(rate, feedback)

    def _customer_denies(self, missing):
        """The customer is not satisfied: the work goes on with the same clock (CASE-4).

        :param str missing: what is still wrong, in the customer's words; plain text
        :raises AccessError: for whoever is not the customer
        :raises UserError: without words, or if there is nothing to answer (any more)
        """
        case = self._locked_for_answer()
        if not (missing or "").strip():
            raise UserError(
                self.env._("Please write what is still wrong, so that we can mend it.")
            )
        words = case.with_context(lang=case.company_id.partner_id.lang)
        case._reopen(
            words.env._(
                "On the portal: the customer is not satisfied. The case is open again, "
                "with the same clock."
            )
        )
        case.message_post(
            body=plaintext2html(missing.strip()),
            author_id=case.partner_id.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=case._deadline_responsible().partner_id.ids,
        )

    def _locked_for_answer(self):
        """The case with all rights, for one answer at a time."""
        self.ensure_one()
        self.check_access("read")
        if not self._is_customer():
            raise AccessError(
                self.env._("Only the customer whose case it is answers for it.")
            )
        case = self.sudo()
        case.lock_for_update()
        case.invalidate_recordset()
        if not case._asks_customer():
            raise UserError(
                self.env._("There is nothing to answer: the case has moved on.")
            )
        return case

    def _rated_solution(self):
        """Whether the customer has rated this solution, here or by the mail."""
        case = self.sudo()
        return any(
            rating.consumed and rating.rated_on and rating.rated_on >= case.solved_at
            for rating in case.rating_ids
        )

    def _rate_on_portal(self, rate, feedback):
        """Rate as the link of the mail does: with its key if one was sent."""
        token = self._rating_get_access_token(self.partner_id)
        ratings = self.env["rating.rating"].search([("access_token", "=", token)])
        self.rating_apply(rate, rating=ratings[:1], feedback=feedback)
