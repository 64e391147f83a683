# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.fields import Domain

PURPOSE = "marketing"


class ResPartner(models.Model):
    """Who may be told of offers, and who refused them (APP-6, SEC-5)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    def _wanting_offers(self, consent_only=False):
        """Those of these contacts who may be told of offers.

        :param bool consent_only: only those whose file says that they agree
        """
        everyone = self | self.key_account_id
        refusing = everyone._refusing_offers()
        willing = self.filtered(
            lambda contact: not (contact | contact.key_account_id) & refusing
        )
        return willing & willing._with_consent(PURPOSE) if consent_only else willing

    def _refusing_offers(self):
        """Those who said so themselves, or took back the consent to be told."""
        refusals = self.env["key.account.opt.out"].sudo()
        refusals = refusals.search(refusals._standing_domain(self))
        # Whether, not what: who may not read the file has to respect it all the same.
        consents = self.env["key.account.consent"].sudo()
        withdrawn = consents.search(
            Domain("withdrawn_on", "!=", False)
            & Domain("purpose_id.code", "=", PURPOSE)
            & Domain("file_id.partner_id", "in", self.ids)
        ).file_id.partner_id
        withdrawn = self.browse(withdrawn.ids)
        return refusals.partner_id | (withdrawn - withdrawn._with_consent(PURPOSE))

    def _reached_by_offers(self, way):
        """Those with an address of a way that nobody has put on the black list.

        :param str way: ``email`` or ``phone``
        """
        contacts = self.sudo()
        if way == "email":
            found = contacts.filtered(
                lambda one: one.email_normalized and not one.is_blacklisted
            )
        else:
            found = contacts.filtered(
                lambda one: (
                    one._phone_format(fname="phone") and not one.phone_blacklisted
                )
            )
        return self.browse(found.ids)

    def _refuse_offers(self, way, user=None):
        """Put on record that these contacts want no offers; once."""
        refusals = self.env["key.account.opt.out"]
        standing = refusals.search(refusals._standing_domain(self))
        refusals.create(
            [
                {
                    "partner_id": contact.id,
                    "company_id": (
                        contact.key_account_company_id or self.env.company
                    ).id,
                    "way": way,
                    "noted_by_id": user and user.id,
                }
                for contact in self - standing.partner_id
            ]
        )

    # ------------------------------------------------------------------
    # Erasing the data of a person
    # ------------------------------------------------------------------

    def _offers_about(self):
        """What this person was told; with what others noted of it."""
        found = self.env["key.account.announcement.recipient"]
        return found.search(
            Domain("partner_id", "in", self.ids) | Domain("account_id", "in", self.ids)
        )

    def _erasure_counts(self):
        number = len(self._offers_about())
        return [*super()._erasure_counts(), (self.env._("Announcements told"), number)]

    def _personal_data(self):
        names = ["announcement_id", "state", "way", "told_at", "reaction", "note"]
        rows = [self._personal_data_row(one, names) for one in self._offers_about()]
        return {**super()._personal_data(), self.env._("Announcements told"): rows}

    def _erase_personal_data(self):
        told = self._offers_about()
        told.write({"note": False, "error": False})
        self._erase_talk_about(told)
        refusals = self.env["key.account.opt.out"]
        refusals.search([("partner_id", "=", self.id)]).note = False
        counts = super()._erase_personal_data()
        return [*counts, (self.env._("Announcements told"), len(told))]
