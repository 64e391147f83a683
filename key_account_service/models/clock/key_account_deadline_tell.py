# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from typing import NamedTuple

from odoo import api, models

from ...lib.transition import OPEN


class Telling(NamedTuple):
    """A step of the escalation and one whom it tells.

    ``address`` holds the values of an alarm that say whom and how; it is empty if the
    step is skipped, because somebody has acknowledged.
    """

    step: models.BaseModel
    mark: str
    round: int
    address: dict | None


class KeyAccountDeadline(models.Model):
    """Who is told of what a promise has passed (CASE-5)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _tell(self, watches, now):
        """Whom the alarms of many promises tell; raises none.

        Leaves and duties are looked up once for all of them.

        :param watches: dict of deadline to :class:`..lib.watch.Watch`
        :param now: naive UTC
        :return: dict of deadline to list of :class:`Telling`
        """
        # What is over needs nobody, and its work may be gone.
        entries = {
            deadline: watch.told()
            for deadline, watch in watches.items()
            if watch.state in OPEN
        }
        alarmed = self.browse().union(*(d for d, found in entries.items() if found))
        if not alarmed:
            return {}
        presence = self.env["key.account.duty"]._presence(now)
        works = alarmed._works()
        return {
            deadline: deadline.policy_id._tellings(
                works[deadline], watches[deadline], entries[deadline], presence, now
            )
            for deadline in alarmed
        }

    def _works(self):
        """The work of each deadline, to be read together.

        :return: dict of deadline to record
        """
        result = {}
        for model, deadlines in self.grouped("res_model").items():
            works = self.env[model].browse(deadlines.mapped("res_id"))
            for deadline in deadlines:
                work = works.browse(deadline.res_id)
                result[deadline] = work.with_prefetch(works._prefetch_ids)
        return result

    def _telling_note(self, entry, tellings):
        """What the ledger says about who was told of a mark, if it was unusual."""
        if entry.kind != "escalated":
            return entry.note
        here = [telling for telling in tellings if telling.mark == entry.mark]
        if here and not any(telling.address for telling in here):
            return self._skipped_note(entry.round)
        # Of two steps alike one may be skipped and the other taken.
        taken = [telling.address for telling in here if telling.address]
        replaced = [address for address in taken if address.get("instead_of_id")]
        if not replaced:
            return entry.note
        users = self.env["res.users"].browse(address["user_id"] for address in replaced)
        return self.env._(
            "%(users)s told instead of %(absent)s, who is away.",
            users=", ".join(users.mapped("name")),
            absent=users.browse(replaced[0]["instead_of_id"]).name,
        )

    def _skipped_note(self, round_):
        seen = self.sudo().alarm_ids.filtered(
            lambda alarm: alarm.state == "acknowledged" and alarm.round == round_
        )
        return self.env._(
            "Not sent: acknowledged by %(users)s.",
            users=", ".join(seen.acknowledged_by_id.mapped("name")),
        )
