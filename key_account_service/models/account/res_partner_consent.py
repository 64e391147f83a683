# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.fields import Domain


class ResPartner(models.Model):
    """What other parts may do with the data of a person (SEC-5, CARE-3)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    def _with_consent(self, code):
        """Those of these contacts whose data may be used for a purpose.

        :param str code: of a purpose, such as ``care``, ``marketing``, ``disclosure``
        """
        # Whether, not what: who may not read the file has to respect it all the same.
        consents = self.env["key.account.consent"].sudo()
        groups = consents._read_group(
            consents._valid_domain(code) & Domain("file_id.partner_id", "in", self.ids),
            ["file_id"],
        )
        return self & self.browse([file.partner_id.id for (file,) in groups])

    def _has_consent(self, code):
        """Whether the data of this person may be used for a purpose."""
        self.ensure_one()
        return bool(self._with_consent(code))
