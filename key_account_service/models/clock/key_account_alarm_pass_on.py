# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import SQL

from .key_account_sweep_mixin import BATCH_SIZE


class KeyAccountAlarm(models.Model):
    """Alarms of people who are gone before they are told are passed on (CASE-5)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.alarm"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _pass_on_absent(self, batch_size=BATCH_SIZE):
        """Raise what is still to be sent to people who are away for the next in line.

        All of it, in batches: what is left would be delivered to people who are gone.
        """
        now = fields.Datetime.now()
        presence = self.env["key.account.duty"]._presence(now)
        absent = SQL(
            "state = 'pending' AND (user_id = ANY(%s) OR user_id IN"
            " (SELECT id FROM res_users WHERE active IS NOT TRUE))",
            list(presence.away(now)),
        )
        last = 0
        while True:
            where = SQL("id > %s AND %s", last, absent)
            claimed = self.sudo()._sweep_claim(where, SQL("id"), batch_size)
            claimed._sweep_guarded(lambda batch: batch._pass_on(presence, now))
            if len(claimed) < batch_size:
                return
            last = claimed[-1].id

    def _pass_on(self, presence, now):
        """Raise these alarms for whoever is told instead now."""
        open_states = ("running", "paused")
        needed = self.filtered(lambda alarm: alarm.deadline_id.state in open_states)
        works = needed.deadline_id._works()
        vals_list = []
        passed = self.browse()
        for alarm in needed:
            told = alarm._told_instead(works[alarm.deadline_id], presence, now)
            if not told or any(to.user == alarm.user_id for to in told):
                continue  # Nobody else is there: it waits in the own inbox.
            passed |= alarm
            vals_list += [alarm._passed_on_values(to) for to in told]
        passed.write({"state": "passed_on"})
        self._raise_once(vals_list)._write_ledger_passed_on()

    def _pass_on_unreadable(self):
        """Raise what its recipient may not open for the next in line.

        Who failed before is passed over, too: it must not go back and forth.
        """
        now = fields.Datetime.now()
        failed = self.deadline_id.alarm_ids.filtered(lambda a: a.state == "failed")
        presence = self.env["key.account.duty"]._presence(now)
        self._pass_on(presence.without((self | failed).user_id.ids, now), now)

    def _told_instead(self, work, presence, now):
        """Who is told of an alarm now, by the step that raised it.

        The step may have been changed or deleted since: then the mark still tells in
        which role its user was told.
        """
        steps = self.deadline_id.policy_id._steps_of(self.mark)
        if steps:
            return work._deadline_recipients(steps[0], presence, now)
        role = self.mark.rpartition("/")[2]
        named = self.user_id if role.startswith("users") else None
        return work._deadline_told(role, presence, now, named)

    def _passed_on_values(self, to):
        """The same alarm, by the same ways, for somebody else."""
        absent = self.instead_of_id or self.user_id
        return {
            **self.copy_data()[0],
            "state": "pending",
            "deliver_after": False,
            "user_id": to.user.id,
            "instead_of_id": (absent - to.user).id,
            "on_duty": to.on_duty,
        }

    def _write_ledger_passed_on(self):
        self.env["key.account.deadline.event"].create(
            [
                {
                    "deadline_id": alarm.deadline_id.id,
                    "kind": "escalated",
                    "at": fields.Datetime.now(),
                    "mark": alarm.mark,
                    "round": alarm.round,
                    "note": self.env._(
                        "Passed on to %(user)s: %(absent)s cannot be told.",
                        user=alarm.user_id.name,
                        absent=alarm.instead_of_id.name,
                    ),
                }
                for alarm in self
            ]
        )

    @api.model
    def _raise_once(self, vals_list):
        """Raise the alarms that were not raised before: an alarm is given once.

        One that was passed on and comes back, because its recipient is there again, is
        sent after all.

        :return: the alarms that are to be sent now
        """
        names = ("deadline_id", "mark", "round", "user_id")
        wanted = {tuple(vals[name] for name in names): vals for vals in vals_list}
        deadlines = {vals["deadline_id"] for vals in vals_list}
        known = {
            (alarm.deadline_id.id, alarm.mark, alarm.round, alarm.user_id.id): alarm
            for alarm in self.search([("deadline_id", "in", list(deadlines))])
        }
        back = self.browse().union(
            *(known[key] for key in wanted.keys() & known.keys())
        )
        back = back.filtered(lambda alarm: alarm.state == "passed_on")
        back.write({"state": "pending"})
        new = [vals for key, vals in wanted.items() if key not in known]
        return back | self._raise(new)
