# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class KeyAccountWeeklyAction(models.Model):
    """What becomes of an action: done, withdrawn, or handed back (TEAM-3, TEAM-4)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.weekly.action"  # pylint: disable=consider-merging-classes-inherited

    def action_create(self):
        """Close the dialog in which it was noted: saving it did all there is to do."""
        self.check_access("read")
        return {"type": "ir.actions.act_window_close"}

    def action_done(self):
        """It is done.

        :raises UserError: for what others were asked, without a result
        """
        for action in self:
            action._check_open()
            if action.kind != "own":
                action._check_result()
            action._end("done")

    def action_withdraw(self):
        """It is not needed any more, for the reason in the result.

        :raises AccessError: for whoever does not serve the account
        """
        for action in self:
            action._check_open()
            action._check_served()
            action._check_result()
            action._end("withdrawn")

    def action_hand_back(self):
        """Whoever was asked does not do it, for the reason in the result (TEAM-3).

        :raises UserError: for whoever was not asked, or without a reason
        """
        for action in self:
            action._check_open()
            if action.kind == "own" or not action._is_for(self.env.user):
                raise UserError(
                    self.env._(
                        "Only the superior or the department that was asked hands it "
                        "back. Withdraw it if it is not needed any more."
                    )
                )
            action._check_result()
            action._hand_back()

    def _hand_back(self):
        manager = self.sudo().account_id.key_account_manager_id
        self.sudo().write(
            {
                "kind": "own",
                "user_id": (manager or self.asked_by_id).id,
                "back_count": self.back_count + 1,
            }
        )
        self.sudo().deadline_ids._tell_at_once(
            f"back-{self.back_count}", ["responsible", "supervisor"]
        )

    def _check_open(self):
        self.check_access("write")
        self.sudo().lock_for_update()
        if self.state != "open":
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "This cannot be done any more with %(action)s: %(state)s.",
                    action=self.name,
                    state=labels[self.state],
                )
            )

    def _check_result(self):
        if not (self.result or "").strip():
            raise UserError(
                self.env._("Write down under “Result” what was done, or why not.")
            )

    def _check_served(self):
        """:raises AccessError: for whoever was asked only"""
        user = self.env.user
        accounts = self.sudo().account_id
        if any(user not in one._key_account_servants() for one in accounts):
            raise AccessError(
                self.env._(
                    "You were asked to do this: write the result down. The rest is for "
                    "those who serve the account."
                )
            )

    def _end(self, state):
        now = fields.Datetime.now()
        self.sudo().write({"state": state, "done_at": now, "done_by_id": self.env.uid})
