# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup
from werkzeug.urls import url_encode

from odoo import models

LINK = Markup('<p>%s</p><p><a href="%s">%s</a></p>')


class KeyAccountNoticeMixin(models.AbstractModel):
    """Confidential records of which people are told by number and link alone (SEC-3).

    Whoever gets a message may read its body for ever, also by e-mail and after losing
    the right to read the record. So nothing of the record stands in it.
    """

    _name = "key.account.notice.mixin"
    _description = "Told by Number and Link"

    def _notify(self, users, text):
        """Send one message to the inbox of each user, in the user's language.

        :param text: hook of the record that says in the language of its context, and
            without content, why the user is told
        """
        self.ensure_one()
        for lang, people in users.grouped("lang").items():
            record = self.with_context(lang=lang)
            query = url_encode({"model": self._name, "res_id": self.id})
            url = f"{self.get_base_url()}/mail/view?{query}"
            reason = getattr(record, text)()
            # Whoever reports something need not be allowed to write messages to others.
            self.env["mail.thread"].sudo().message_notify(
                partner_ids=people.partner_id.ids,
                author_id=self.env.ref("base.partner_root").id,
                subject=reason,
                body=LINK % (reason, url, self.sudo().name),
                force_send=False,
            )
