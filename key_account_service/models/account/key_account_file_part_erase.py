# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class KeyAccountFilePartMixin(models.AbstractModel):
    """What becomes of the lines of a file when its person is erased."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.file.part.mixin"

    def _erase_part(self):
        """Hook: what becomes of these lines when the person is erased.

        Lines that are proof stay; a model that has to keep something else overrides it.
        """
        if not isinstance(self, self.env.registry["key.account.proof.mixin"]):
            self.unlink()
