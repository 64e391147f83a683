# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from .helpdesk_ticket_task import DESK


class HelpdeskTicket(models.Model):
    """Passing a case on: its owner owns it until somebody accepts it (TEAM-2)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    offer_ids = fields.One2many(
        "key.account.case.offer",
        "ticket_id",
        string="Offers",
        readonly=True,
        copy=False,
        groups=DESK,
    )
    open_offer_id = fields.Many2one(
        "key.account.case.offer", compute="_compute_open_offer_id", groups=DESK
    )
    offer_waits_since = fields.Datetime(
        string="Offered On", compute="_compute_open_offer_id", groups=DESK
    )
    decline_count = fields.Integer(
        string="Times Declined", compute="_compute_decline_count", groups=DESK
    )

    @api.depends("offer_ids.state")
    def _compute_open_offer_id(self):
        offers = self.env["key.account.case.offer"].sudo()
        waiting = offers.search(
            [("ticket_id", "in", self.ids), ("state", "=", "offered")]
        )
        found = {offer.ticket_id: offer for offer in waiting}
        for ticket in self:
            offer = found.get(ticket._origin, offers.browse())
            ticket.open_offer_id = offer
            ticket.offer_waits_since = offer.offered_at

    @api.depends("offer_ids.state")
    def _compute_decline_count(self):
        groups = (
            self.env["key.account.case.offer"]
            .sudo()
            ._read_group(
                [("ticket_id", "in", self.ids), ("state", "=", "declined")],
                ["ticket_id"],
                ["__count"],
            )
        )
        counts = dict(groups)
        for ticket in self:
            ticket.decline_count = counts.get(ticket._origin, 0)

    @api.model
    def _case_facts(self):
        return super()._case_facts() | {"offer_ids"}

    def action_pass_on(self):
        """Open the form that offers the case to somebody.

        :raises AccessError: for whoever may not change the case
        """
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Pass On"),
            "res_model": "key.account.case.offer.make",
            "view_mode": "form",
            "target": "new",
            "context": {"default_ticket_id": self.id},
        }

    def action_withdraw_offer(self):
        """Take back the offer that waits for an answer."""
        self.ensure_one()
        self.check_access("write")
        self.open_offer_id.action_withdraw()

    def write(self, vals):
        result = super().write(vals)
        if "first_contact_user_id" in vals:
            # Whoever gives it to somebody, or takes it, ends what was offered.
            self._open_offers()._answer("withdrawn")
        return result

    def _open_offers(self):
        return (
            self.env["key.account.case.offer"]
            .sudo()
            .search([("ticket_id", "in", self.ids), ("state", "=", "offered")])
        )

    def _deadline_sync(self, rematch=True):
        """Nobody is asked to take over what is over."""
        result = super()._deadline_sync(rematch)
        over = self.filtered(lambda case: case._is_void() or case.closed)
        if over:
            over._open_offers()._answer("withdrawn")
        return result

    def _deadline_role_users(self, role, moment=None):
        if role == "owner":
            return self.sudo().first_contact_user_id
        return super()._deadline_role_users(role, moment)
