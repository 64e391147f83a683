# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class KeyAccountReceivedMixin(models.AbstractModel):
    """What came in and waits until a person decides what becomes of it (CASE-1).

    A model brings a ``state``, which is ``waiting`` at first. Times are UTC.
    """

    _name = "key.account.received.mixin"
    _description = "Received, to Be Decided About"

    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        string="Case",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="To which it belongs, or which was made of it.",
    )
    decided_by_id = fields.Many2one("res.users", readonly=True)
    decided_at = fields.Datetime(string="Decided", readonly=True)

    def action_ignore(self):
        """Nothing has to be done about these; they stay in the list.

        :raises UserError: if somebody has decided already
        """
        self._check_may_decide()
        self.sudo()._decided("ignored")

    def action_open_case(self):
        """Open the case, for those who may read it."""
        self.ensure_one()
        self.check_access("read")
        if not self.ticket_id.has_access("read"):
            return {"type": "ir.actions.client", "tag": "soft_reload"}
        return {
            "type": "ir.actions.act_window",
            "res_model": "helpdesk.ticket",
            "res_id": self.ticket_id.id,
            "views": [(False, "form")],
        }

    def _check_may_decide(self):
        """:raises AccessError: for whoever may not read it, or only audits
        :raises UserError: if somebody has decided already, or does so right now
        """
        self.check_access("read")
        if not self.env.user.has_group("key_account_service.group_key_account_officer"):
            raise AccessError(
                self.env._("Only those who work on cases decide about what came in.")
            )
        self.sudo().lock_for_update()
        if any(received.state != "waiting" for received in self):
            raise UserError(
                self.env._("Somebody has decided about this already. Reload the page.")
            )

    def _decided(self, state):
        self.write(
            {
                "state": state,
                "decided_by_id": self.env.user.id,
                "decided_at": fields.Datetime.now(),
            }
        )
