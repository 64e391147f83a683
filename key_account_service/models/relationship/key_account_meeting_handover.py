# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain

from ..account.key_account_handover_work import OpenWork

#: Meetings that are still to take place.
OPEN = ("draft", "submitted", "planned")


class KeyAccountHandover(models.Model):
    """Meetings to come go with the accounts that are invited (TEAM-1, VISIT-5)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.handover"

    @api.model
    def _handover_models(self):
        """Whoever organises a meeting, and whoever looks after an account at one."""
        return super()._handover_models() | {
            "key.account.meeting": OpenWork(
                "move_visits",
                "line_ids.key_account_id",
                Domain("state", "in", OPEN),
                ("user_id",),
                "date_start",
            ),
            "key.account.meeting.line": OpenWork(
                "move_visits",
                "key_account_id",
                Domain("meeting_id.state", "in", OPEN),
                ("user_id",),
                "date_start",
            ),
        }

    def _work_domain(self, work):
        """A meeting stays with the giver who still serves another account at it."""
        domain = super()._work_domain(work)
        if not work.account.startswith("line_ids."):
            return domain
        stays = Domain("key_account_id", "not in", self.account_ids.ids) & Domain(
            "key_account_id.key_account_manager_id", "=", self.giver_id.id
        )
        return domain & ~Domain("line_ids", "any", stays)

    def _accounts_of(self, works, spec):
        """Of several accounts at a meeting, one that is handed over."""
        if not spec or not spec.account.startswith("line_ids."):
            return super()._accounts_of(works, spec)
        ours = self.account_ids
        return {work: (work.mapped(spec.account) & ours)[:1] for work in works}
