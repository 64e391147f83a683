# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError

#: What may still change when others have to rely on the rest.
LATER = {"actual_cost"}


class KeyAccountMeeting(models.Model):
    """How far a meeting has come: planned, held, called off (VISIT-5)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.meeting"

    def write(self, vals):
        self._check_open(vals)
        return super().write(vals)

    def _check_open(self, vals):
        """What is submitted, held or called off is not changed any more.

        :raises UserError: for everybody but the add-on itself
        """
        free = LATER | set(self.env["mail.thread"]._fields)
        if self.env.su or not vals.keys() - free:
            return
        for meeting in self:
            meeting._check_state("draft", "planned")

    def _check_state(self, *states):
        """:raises UserError: if it is in none of the states, as after a second click"""
        for meeting in self:
            if meeting.state not in states:
                labels = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "This cannot be done with %(meeting)s any more: it is "
                        "“%(state)s”.",
                        meeting=meeting.name,
                        state=labels[meeting.state],
                    )
                )

    def _step(self, *states):
        """The user may take a step from one of the states; nobody else does it now."""
        self.ensure_one()
        self.check_access("write")
        self.sudo().lock_for_update()
        self._check_state(*states)

    def action_draft(self):
        """Take it back, to change it or to plan it again."""
        self._step("submitted", "planned", "cancelled")
        self.sudo().state = "draft"

    def action_cancel(self):
        """Call it off."""
        self._step("draft", "submitted", "planned")
        self.sudo().state = "cancelled"

    def action_done(self):
        """Put on record that it took place: a visit to each account that came.

        :raises UserError: while it is not written down who came, or what came of it
        """
        self._step("planned")
        lines = self.sudo().line_ids
        self._check_recorded(lines)
        self.sudo().state = "done"
        lines.filtered(lambda line: line.attendance == "came")._make_visits()

    def _check_recorded(self, lines):
        if not lines:
            raise UserError(
                self.env._("Nobody was invited. Add the accounts that came first.")
            )
        unknown = lines.filtered(lambda line: not line.attendance)
        if unknown:
            raise UserError(
                self.env._(
                    "Say of each account whether it came. Still open: %(accounts)s.",
                    accounts=", ".join(unknown.partner_id.mapped("display_name")),
                )
            )
        silent = lines.filtered(
            lambda line: line.attendance == "came" and not line._words()
        )
        if silent:
            raise UserError(
                self.env._(
                    "Write down what came of the meeting, on the whole or with "
                    "%(accounts)s.",
                    accounts=", ".join(silent.partner_id.mapped("display_name")),
                )
            )

    def action_view_visits(self):
        """Open the records of the accounts that came, for what follows from them."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_service.key_account_visit_action"
        )
        return {**action, "domain": [("meeting_id", "=", self.id)]}
