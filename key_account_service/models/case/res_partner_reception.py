# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.fields import Domain


class ResPartner(models.Model):
    """What the reception log says of a customer: shown, handed out, erased."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.partner"

    def _key_account_contacts(self):
        """What was answered at once is a contact; the rest shows as its case."""
        contacts = super()._key_account_contacts()
        entries = self._key_account_first(
            "key.account.reception",
            Domain("outcome", "=", "answered"),
            "received_at DESC, id",
        )
        for account_id, records in entries.items():
            lines = [
                record.partner_id._key_account_contact(
                    record,
                    record.received_at,
                    "fa-comments-o",
                    record.channel_id.name or "",
                    f"{record.partner_id.name or ''} → {record.user_id.name}",
                )
                for record in records
            ]
            contacts[account_id] = contacts.get(account_id, []) + lines
        return contacts

    def _erasure_counts(self):
        number = self._receptions().search_count(Domain("partner_id", "in", self.ids))
        return [*super()._erasure_counts(), (self.env._("Reception log"), number)]

    def _personal_data(self):
        entries = self._receptions().search(Domain("partner_id", "=", self.id))
        names = ["received_at", "channel_id", "matter", "answer", "outcome"]
        rows = [self._personal_data_row(entry, names) for entry in entries]
        return {**super()._personal_data(), self.env._("Reception log"): rows}

    def _erase_personal_data(self):
        entries = self._receptions().search(Domain("partner_id", "=", self.id))
        entries.write(
            {
                "matter": self.env._("Erased"),
                "answer": False,
                "caller": False,
                "phone": False,
            }
        )
        counted = (self.env._("Reception log"), len(entries))
        return [*super()._erase_personal_data(), counted]

    def _receptions(self):
        return self.env["key.account.reception"]
