# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class KeyAccountAnnouncementRecipient(models.Model):
    """Customers who are to be called about an announcement: in time (APP-6)."""

    _name = "key.account.announcement.recipient"
    _inherit = ["key.account.announcement.recipient", "key.account.call.list.mixin"]

    _calls_path = "key-account-announcement-recipients"

    @api.model
    def _fact_fields(self):
        facts = {"deadline_ids", "deadline_due_at", "deadline_warn_at"}
        return super()._fact_fields() | facts

    def _deadline_received_at(self):
        return self.send_at

    def _deadline_reference(self):
        # By number only: who is told of an alarm need not know what is announced.
        return self.env._("Announcement %(number)s", number=self.id)

    def _calls_text(self):
        return self.env._(
            "%(count)s customers to call about an announcement", count=len(self)
        )
