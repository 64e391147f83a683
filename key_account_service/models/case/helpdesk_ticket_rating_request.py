# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.rating.models.rating_data import RATING_LIMIT_MIN, _rating_to_grade

#: From this rating on the customer is satisfied.
SATISFIED = 5


class HelpdeskTicket(models.Model):
    """The customer's rating of a solution (SAT-1).

    Asked for once a solution, when it is solved and the customer knows, and not too
    often of one person. A good rating confirms the case, a low one brings a call-back.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    @api.depends("rating_ids.rating")
    def _compute_percentage(self):
        """Share of good ratings, in one query for all cases; -1 without any."""
        ratings = self.env["rating.rating"].sudo()
        domain = self._rating_domain() & Domain("rating", ">=", RATING_LIMIT_MIN)
        shares = {}
        for case_id, rating, count in ratings._read_group(
            domain, ["res_id", "rating"], ["__count"]
        ):
            good, total = shares.get(case_id, (0, 0))
            is_good = _rating_to_grade(rating) == "great"
            shares[case_id] = good + count * is_good, total + count
        for case in self:
            good, total = shares.get(case.id, (0, 0))
            case.positive_rate_percentage = good * 100 / total if total else -1

    # ------------------------------------------------------------------
    # Asking for it
    # ------------------------------------------------------------------

    def _send_ticket_rating_mail(self, force_send=False):
        """Helpdesk asks with each move into a stage; we ask when it is time."""
        self.filtered("solved_at")._ask_for_rating()

    def _ask_for_rating(self):
        """Ask the customers of solved cases for their rating, each not too often."""
        cases = self.sudo().filtered(lambda case: case._is_to_be_rated())
        asked = cases._asked_lately() if cases else {}
        persons = set()
        for case in cases:
            person = case.partner_id
            if person in persons or case._was_asked(asked.get(person.id)):
                continue
            persons.add(person)
            case._send_rating_request()

    def _is_to_be_rated(self):
        """Whether a person can be asked about a solution that he or she knows."""
        return bool(
            self.customer_informed_at
            and self.partner_id.email
            and self.rating_status == "stage_change"
            and self.stage_id.rating_mail_template_id
            and not self._is_void()
        )

    def _asked_lately(self):
        """When each customer was asked last: dict of contact id to moment (UTC)."""
        found = self.env["rating.rating"]._read_group(
            [
                ("res_model", "=", self._name),
                ("partner_id", "in", self.partner_id.ids),
            ],
            ["partner_id"],
            ["create_date:max"],
        )
        return {person.id: moment for person, moment in found}

    def _was_asked(self, last):
        """Whether the customer was asked about this solution, or a short while ago."""
        pause = timedelta(days=self.company_id.key_account_rating_days)
        return bool(last) and last > min(self.solved_at, fields.Datetime.now() - pause)

    def _send_rating_request(self):
        """Queue the mail with the links, and note in the case that it was sent.

        It is no message of the case: whoever reads the case would find the customer's
        links in it, and could rate in the customer's name.
        """
        # Whoever makes a message may read it: it is made by nobody.
        nobody = self.with_user(SUPERUSER_ID)
        template = nobody.stage_id.rating_mail_template_id
        first = self.message_ids.sorted("id")[:1]
        template.send_mail(
            self.id,
            email_values={
                "model": False,
                "res_id": False,
                "author_id": self.env.ref("base.partner_root").id,
                "references": first.message_id,
                "auto_delete": True,
            },
        )
        words = self.with_context(lang=self.company_id.partner_id.lang)
        self._message_log(
            body=words.env._("The customer was asked for a rating by e-mail.")
        )

    def _rating_get_operator(self):
        """Who is rated: the account manager, otherwise who has the case."""
        case = self.sudo()
        users = case.key_account_manager_id or case.user_id
        return (users or case.first_contact_user_id).partner_id

    def _rating_get_access_token(self, partner=None):
        """The customer's key, for the mail to the customer and for nobody else."""
        if not self.env.su:
            return ""
        return super()._rating_get_access_token(partner)

    # ------------------------------------------------------------------
    # Being rated
    # ------------------------------------------------------------------

    @api.private
    def rating_send_request(self, template, lang=False, force_send=True):
        """Helpdesk's way would put the links into the case, for everybody to click."""
        self._send_ticket_rating_mail()

    @api.private
    def rating_apply(
        self,
        rate,
        token=None,
        rating=None,
        feedback=None,
        subtype_xmlid=None,
        notify_delay_send=False,
    ):
        """Take the rating that a customer gives by the link of the mail, once.

        :raises AccessError: for whoever does not come by the link, or with the link of
            another case
        """
        if not self.env.su:
            raise AccessError(self.env._("Only the customer rates, by the link."))
        tokens = [("access_token", "=", token or "")]
        rating = rating or self.env["rating.rating"].search(tokens, limit=1)
        if rating.res_model != self._name or rating.res_id != self.id:
            raise AccessError(self.env._("This link belongs to another case."))
        rating.lock_for_update()
        if rating.consumed:
            return rating
        result = super().rating_apply(
            rate,
            rating=rating,
            feedback=feedback,
            subtype_xmlid=subtype_xmlid,
            notify_delay_send=notify_delay_send,
        )
        self._follow_rating(rating)
        return result

    def _follow_rating(self, rating):
        """A good rating of this solution confirms it, a low one is followed up."""
        self.ensure_one()
        if not self.solved_at or self._is_void():
            return
        lowest = int(self.company_id.key_account_low_rating or 0)
        if rating.rating >= SATISFIED and rating.create_date >= self.solved_at:
            self._confirm("rating", fields.Datetime.now())
        elif rating.rating <= lowest:
            self._follow_low_rating()

    def _follow_low_rating(self):
        """One call, about the rating, in place of the one after the solution."""
        words = self.with_context(lang=self.company_id.partner_id.lang)
        calls = self.call_back_ids.filtered(
            lambda call: call.kind == "solution" and call._is_open()
        )
        calls._cancel(words.env._("The customer gave a low rating: another call-back."))
        calls.flush_recordset()
        self._ask_for_call_back("low_rating")

    def _message_update_content(self, message, /, *, body, rating_value=None, **kwargs):
        """:raises UserError: for a rating that comes another way than by the link"""
        if rating_value is not None:
            raise UserError(
                self.env._("A case is rated by the link in the mail to the customer.")
            )
        return super()._message_update_content(message, body=body, **kwargs)
