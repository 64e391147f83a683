# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import api, models

#: What a contact says of a person.
PERSONAL = (
    "email",
    "phone",
    "street",
    "street2",
    "city",
    "zip",
    "function",
    "website",
    "comment",
    "vat",
    "ref",
    "company_registry",
    "image_1920",
    "key_person_role",
)
#: Lines of the files of others that may name a person.
RELATIVE, MEMBER = "key.account.relative", "key.account.member"
#: What stands on documents that the law wants kept.
ON_DOCUMENTS = {"name", "street", "street2", "city", "zip", "vat"}


class ResPartner(models.Model):
    """What becomes of a contact whose personal data are erased."""

    # A file a concern: see docs/decisions.md.
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    def _erasure_obstacles(self):
        """Hook: sentences that say why these people cannot be erased now."""
        users = self.sudo().with_context(active_test=False).user_ids
        return [
            self.env._(
                "%(name)s is a user here. Archive the user first.", name=user.name
            )
            for user in users
            if user.active and not user.share
        ]

    def _erasure_counts(self):
        """Hook: what erasing these people would concern, as pairs (what, how many)."""
        here = [("model", "=", self._name), ("res_id", "in", self.ids)]
        messages = self.env["mail.message"].search_count(here)
        return [(self.env._("Messages"), messages)]

    def _erase_personal_data(self):
        """Hook: erase what is known of one person; figures stay (with all rights).

        :return: list of pairs (what, how many)
        """
        self.ensure_one()
        contacts = self | self.child_ids.filtered(lambda child: child.type != "contact")
        counts = contacts._erase_talk()
        contacts._erase_logins()
        counts += [
            (self.env._("Named as a relative"), self._erase_named_in(RELATIVE)),
            (self.env._("Named in a member register"), self._erase_named_in(MEMBER)),
        ]
        self._erase_words_about_tiers()
        for contact in contacts:
            contact.with_context(tracking_disable=True).write(contact._erased_values())
        return [*counts, (self.env._("Contacts and addresses"), len(contacts))]

    def _erase_named_in(self, model):
        """Lines of the files of others that are about this person.

        :return: how many
        """
        lines = self.env[model].with_context(active_test=False)
        lines = lines.search([("partner_id", "=", self.id)])
        changes = [("res_model", "=", model), ("res_id", "in", lines.ids)]
        lines.unlink()
        self.env.flush_all()
        self.env["key.account.file.change"]._empty_words(changes)
        return len(changes[1][2])

    def _erase_words_about_tiers(self):
        """Why somebody had a tier; that and when stays, with who approved it."""
        mine = [("account_id", "=", self.id)]
        proposals = self.env["key.account.tier.proposal"].search(mine)
        proposals._write_facts({"reason": self.env._("Erased"), "evidence": False})
        self._erase_talk_about(proposals)
        notices = self.env["key.account.tier.notice"].search(mine)
        notices.write({"note": False, "error": False})
        self._erase_talk_about(notices)
        self.env["key.account.tier.history"]._empty_words(mine)

    def _erased_values(self):
        """A name that tells nobody, and nothing else.

        Name and address stay where invoices bear them, as the law wants.
        """
        values = dict.fromkeys(
            (name for name in PERSONAL if name in self._fields), False
        )
        values["name"] = self.env._("Erased person %(number)s", number=self.id)
        if self._is_on_documents():
            values = {k: v for k, v in values.items() if k not in ON_DOCUMENTS}
        return {**values, "active": False}

    def _is_on_documents(self):
        moves = self.env["account.move"]
        return bool(
            moves.search_count(
                [("partner_id", "=", self.id), ("state", "=", "posted")], limit=1
            )
        )

    def _erase_talk(self):
        """Remove messages, files and activities on these contacts."""
        here = [("res_id", "in", self.ids)]
        messages = self.env["mail.message"].search([("model", "=", self._name), *here])
        files = self.env["ir.attachment"].search(
            [("res_model", "=", self._name), ("res_field", "=", False), *here]
        )
        counts = [
            (self.env._("Messages"), len(messages)),
            (self.env._("Attachments"), len(files)),
        ]
        self.env["key.account.handover.line"]._erase_names(self)
        messages.unlink()
        files.unlink()
        self.activity_ids.unlink()
        return counts

    @api.model
    def _erase_talk_about(self, records):
        """Replace what was said on records that stay, and remove their attachments.

        Who wrote when, and what was tracked, stays.
        """
        here = [("res_id", "in", records.ids)]
        messages = self.env["mail.message"].search(
            [("model", "=", records._name), ("body", "!=", False), *here]
        )
        self.env["mail.mail"].search([("mail_message_id", "in", messages.ids)]).unlink()
        # The mail of a template takes its message along.
        messages = messages.exists()
        messages.attachment_ids.unlink()
        self.env["key.account.handover.line"]._erase_names(records)
        erased = Markup("<p>%s</p>") % self.env._("Erased")
        messages.write({"body": erased, "subject": False, "email_from": False})
        self.env["ir.attachment"].search(
            [("res_model", "=", records._name), ("res_field", "=", False), *here]
        ).unlink()

    def _erase_logins(self):
        """A customer's way into the portal goes with the customer."""
        for user in self.with_context(active_test=False).user_ids:
            user.write({"login": f"erased-{user.id}", "active": False})
