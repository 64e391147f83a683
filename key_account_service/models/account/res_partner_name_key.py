# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

from ...lib import chinese_name

#: Up to so many letters are the beginning of a name; more may stand within it.
INITIALS = 2


class ResPartner(models.Model):
    """A Chinese name is found by its initials and by its pinyin (CASE-1)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.partner"

    key_account_name_key = fields.Char(
        string="Pinyin",
        compute="_compute_key_account_name_key",
        store=True,
        precompute=True,
        index="trigram",
        copy=False,
        groups="base.group_user",
        help="Initials and pinyin of a Chinese name, by which it is found.",
    )

    @api.depends("name")
    def _compute_key_account_name_key(self):
        for name, partners in self.grouped("name").items():
            partners.key_account_name_key = chinese_name.key(name or "") or False

    @api.model
    def _domain_name_key(self, text):
        """Contacts whose Chinese name somebody typed in Latin letters."""
        letters = chinese_name.typed(text)
        if not letters:
            return Domain.FALSE
        start = " " if len(letters) <= INITIALS else ""
        return Domain("key_account_name_key", "like", f"{start}{letters}")
