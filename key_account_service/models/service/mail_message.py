# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class MailMessage(models.Model):
    """What was said about papers of a customer is proof, as in a case (APP-1 to APP-9).

    With it the files that lie there, and the messages that customers were sent.
    """

    # A family of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "mail.message"

    @api.model
    def _proof_models(self):
        return super()._proof_models() | {
            "key.account.announcement",
            "key.account.announcement.recipient",
            "key.account.application",
            "key.account.maintenance.visit",
            "key.account.receipt",
            "key.account.site.day",
            "key.account.trial",
        }
