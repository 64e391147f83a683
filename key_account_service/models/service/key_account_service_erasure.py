# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

# A file a concern: see docs/decisions.md.
# pylint: disable=consider-merging-classes-inherited


class KeyAccountService(models.Model):
    """What is erased with a person: services that nobody applied for (SEC-2).

    What an application decided about stays as proof, without words about the person.
    """

    _inherit = "key.account.service"

    def _erase_part(self):
        kept = self.filtered("application_line_ids")
        kept.write({"note": False, "suspend_reason": False, "end_reason": False})
        return super(KeyAccountService, self - kept)._erase_part()


class KeyAccountServiceTerm(models.Model):
    _inherit = "key.account.service.term"

    def _erase_part(self):
        kept = self.filtered("service_id.application_line_ids")
        kept.write({"reason": False})
        return super(KeyAccountServiceTerm, self - kept)._erase_part()
