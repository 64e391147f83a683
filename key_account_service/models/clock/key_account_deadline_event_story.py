# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class KeyAccountDeadlineEvent(models.Model):
    """What an entry of the ledger adds to the story of its promise."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline.event"  # pylint: disable=consider-merging-classes-inherited

    def _actor_name(self):
        """Who did it; nobody if the engine itself did."""
        self.ensure_one()
        return "" if self.user_id._is_superuser() else self.user_id.name

    def _has_terms_of_now(self):
        """Whether this entry gave the terms by which its promise is measured now.

        By which clock earlier terms went is not kept.
        """
        self.ensure_one()
        terms = self.deadline_id.event_ids.filtered(
            lambda event: event.kind in ("started", "relevelled")
        )
        return self.id == max(terms.ids)
