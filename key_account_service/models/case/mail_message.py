# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError

#: What a message says; the rest is what each reader made of it.
WORDS = {
    "attachment_ids",
    "author_guest_id",
    "author_id",
    "body",
    "date",
    "email_from",
    "is_internal",
    "message_type",
    "model",
    "parent_id",
    "partner_ids",
    "res_id",
    "subject",
    "subtype_id",
}
#: A message is written now; this is how long it takes at most.
MOMENT = timedelta(minutes=5)


class MailMessage(models.Model):
    """What was said in a case stays, in the name of whoever said it (CASE-4, CASE-9).

    Odoo lets whoever may change a record alter and delete every word in it, and whoever
    was sent a message alter that one. Of a case it is proof, and the handling form
    prints it. A note among colleagues its author may still correct in the chatter.
    """

    _inherit = "mail.message"

    @api.model
    def _proof_models(self):
        """Hook: the models of whose conversations nothing is altered."""
        return {"helpdesk.ticket", "fsm.order"}

    def _proof(self):
        return self.sudo().filtered(lambda said: said.model in self._proof_models())

    @api.model_create_multi
    def create(self, vals_list):
        messages = super().create(vals_list)
        if not self.env.su:
            messages._check_own_words()
        return messages

    def _check_own_words(self):
        """:raises AccessError: for words of somebody else, or of another day"""
        now, me = fields.Datetime.now(), self.env.user.partner_id
        for said in self._proof():
            if said.author_id != me or abs(now - said.date) > MOMENT:
                raise AccessError(
                    self.env._(
                        "You write here only in your own name, and now. What the "
                        "customer of a case said belongs into “Log Contact”."
                    )
                )

    def write(self, vals):
        if WORDS & vals.keys() and not self.env.su:
            self._check_no_proof()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_proof(self):
        if not self.env.su:
            self._check_no_proof()

    def _check_no_proof(self):
        """:raises AccessError: for words that are proof"""
        if self._proof():
            raise AccessError(
                self.env._("What was said stays as it was. Write another message.")
            )

    def _check_among_colleagues(self):
        """:raises AccessError: for words in a case that the customer may have read"""
        notes = self.filtered(lambda one: one.is_internal or one.subtype_id.internal)
        (self - notes)._check_no_proof()
