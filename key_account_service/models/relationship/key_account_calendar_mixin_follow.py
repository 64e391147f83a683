# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class KeyAccountCalendarMixin(models.AbstractModel):
    """What a calendar changed, taken over by the work (VISIT-2, VISIT-5).

    A record that is filed stays as it is, whatever becomes of the event.
    """

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.calendar.mixin"

    def _event_differences(self):
        """Hook: values that the work has to take over from its event."""
        raise NotImplementedError

    def _call_off_by_calendar(self):
        """Hook: call it off, by the rules of the work."""
        raise NotImplementedError

    def _plan_again_by_calendar(self, event):
        """Hook: take it up again, for the time of its event."""
        raise NotImplementedError

    def _editor(self, env):
        """The work as whoever changes the event may change it.

        :param env: of the change; with all rights it is an outer calendar
        """
        work = self.with_env(env)
        if not env.su:
            return work
        reason = env._("Changed in the calendar.")
        return work.with_context(key_account_move_reason=reason)

    def _follow_event(self, env):
        """Bring the work in line with its event, with the rights of ``env``.

        :raises AccessError: for whoever may not change the work
        :raises UserError: for moving or calling off what must not be any more
        """
        self.ensure_one()
        if self.state == "planned" and not self.event_id.active:
            self._editor(env)._call_off_by_calendar()
        elif self.state in self._calendar_off and self.event_id.active:
            self._editor(env)._plan_again_by_calendar(self.event_id)
        if self.state == "planned":
            changes = self._event_differences()
            if changes:
                self._editor(env).write(changes)
