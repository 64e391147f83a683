# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError

TEMPLATE = "key_account_service.mail_template_tier_granted"
OPEN = ("to_tell", "failed")


class KeyAccountTierNotice(models.Model):
    """Telling the customer, by e-mail or otherwise, and what came of it (TIER-10)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.tier.notice"  # pylint: disable=consider-merging-classes-inherited

    def action_write_email(self):
        """Open the message to the customer; sending it is on record.

        :raises UserError: if there is nobody to write to
        """
        self.ensure_one()
        self.check_access("write")
        self._check_open()
        if not self.partner_id.email:
            raise UserError(self._no_address())
        template = self.env.ref(TEMPLATE, False)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Tell the Customer"),
            "res_model": "mail.compose.message",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_res_ids": self.ids,
                "default_template_id": template and template.id,
                "default_composition_mode": "comment",
                "default_email_layout_xmlid": "mail.mail_notification_light",
                "force_email": True,
            },
        }

    def action_told(self):
        """Put on record that the customer was told otherwise than by e-mail.

        :raises UserError: if nobody has said how
        """
        for notice in self:
            notice.check_access("write")
            notice._check_open()
            if not notice.way or notice.way == "email":
                raise UserError(
                    self.env._(
                        "Choose under “Told By Way Of” how the customer was told. For "
                        "an e-mail press “Write to the customer”."
                    )
                )
            notice._note_told(notice.way)

    def _check_open(self):
        if self.state not in OPEN:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "Nothing is left to tell here: this notice is “%(state)s”.",
                    state=labels[self.state],
                )
            )

    def _no_address(self):
        return self.env._(
            "%(person)s has no e-mail address. Choose another person, or tell the "
            "customer otherwise and put it on record.",
            person=self.partner_id.name,
        )

    def _note_told(self, way):
        # The facts are nobody's to write, those who told included.
        self.sudo().write(
            {
                "state": "told",
                "way": way,
                "told_at": fields.Datetime.now(),
                "told_by_id": self.env.uid,
                "error": False,
            }
        )

    def _note_failure(self, reason):
        """Keep visible that the customer knows nothing yet."""
        self.sudo().write(
            {
                "state": "failed",
                "error": reason,
                "told_at": False,
                "told_by_id": False,
            }
        )

    def _send(self):
        """Send what goes by itself; one that fails is kept, and stops no other."""
        template = self.env.ref(TEMPLATE, False)
        for notice in self:
            if not notice.partner_id.email or not template:
                notice._note_failure(notice._no_address())
                continue
            try:
                with self.env.cr.savepoint():
                    template.sudo().send_mail(notice.id)
            except (UserError, ValueError) as error:
                notice._note_failure(str(error))
            else:
                notice._note_told("email")

    def _message_post_after_hook(self, message, msg_values):
        """A message that goes to the customer tells him."""
        result = super()._message_post_after_hook(message, msg_values)
        internal = message.is_internal or message.subtype_id.internal
        if self.state in OPEN and not internal and message.partner_ids:
            family = self.env["res.partner"].sudo()
            told = family.search_count(
                [
                    ("id", "child_of", self.sudo().account_id.id),
                    ("id", "in", message.partner_ids.ids),
                ]
            )
            if told:
                self._note_told("email")
        return result
