# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from .res_partner import STAFF


class HelpdeskTicket(models.Model):
    """What is done about a case, and by whom: all of it before the end (CASE-4)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    measure_ids = fields.One2many(
        "key.account.case.measure", "ticket_id", string="Measures", groups=STAFF
    )

    def _open_measures(self):
        return self.sudo().measure_ids.filtered(lambda one: one.state == "open")

    def _closing_obstacles(self):
        obstacles = super()._closing_obstacles()
        measures = self._open_measures()
        if self.case_kind == "complaint" and measures:
            sentence = self.env._(
                "%(case)s cannot be closed yet: measures are open. Carry them out, or "
                "give them up and say why: %(measures)s.",
                case=self.number,
                measures=", ".join(measures.mapped("name")),
            )
            obstacles.append((sentence, self.action_view_measures()))
        return obstacles

    def action_view_measures(self):
        """Open the measures of the case."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "key.account.case.measure",
            "view_mode": "list,form",
            "domain": [("ticket_id", "=", self.id)],
            "name": self.env._("Measures"),
            "context": {"default_ticket_id": self.id},
        }
