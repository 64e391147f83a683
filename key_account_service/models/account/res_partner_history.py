# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain


class ResPartner(models.Model):
    """All contacts with a key account in a period, whatever the channel (FILE-6)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.partner"

    def _key_account_history(self, start, end):
        """Hook: contacts with this account from ``start`` to before ``end`` (UTC).

        Read with the rights of the user: nobody prints what he may not open.

        :return: a list of dicts made by ``_key_account_history_line``
        """
        self.ensure_one()
        return []

    @api.model
    def _key_account_history_line(self, at, people, **words):
        """A contact with all that is on record of it.

        :param at: when it was (UTC)
        :param people: the contacts of the customer who took part
        :param words: what is printed; what is not known stays empty
        """
        known = "number way user place content needs handling_state handling".split()
        return {
            "at": at,
            "people": people,
            **{name: words.get(name) or "" for name in known},
        }

    def _key_account_history_records(self, model, moment, start, end, domain=()):
        """Records of ``model`` about this account in a period, that the user may read.

        :param moment: name of the field that says when it was
        """
        records = self.env[model]
        if not records.has_access("read"):
            return records
        period = Domain(moment, ">=", start) & Domain(moment, "<", end)
        account = Domain("key_account_id", "=", self.id)
        return records.search(account & period & Domain(domain))
