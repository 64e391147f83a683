# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError


class KeyAccountVisit(models.Model):
    """A need heard on a visit goes into the register in one tap (PLAN-2, VISIT-3)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.visit"  # pylint: disable=consider-merging-classes-inherited

    need_ids = fields.One2many(
        "key.account.need", "visit_id", string="Needs in the Register", readonly=True
    )

    def action_make_need(self):
        """Put what the customer needs into the register, once, and open it.

        :raises UserError: if nothing is written down, the visit is cancelled, or the
            customer is no key account
        """
        self.ensure_one()
        self.check_access("read")
        # Of two who press at once one starts over, and finds the need of the other.
        self._part_changed()
        need = self.need_ids[:1] or self.env["key.account.need"].create(
            self._need_values()
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": need._name,
            "res_id": need.id,
            "views": [(False, "form")],
        }

    def _need_values(self):
        if self.state == "cancelled" or not (self.needs or "").strip():
            raise UserError(
                self.env._(
                    "Write down under “Customer's Needs” what the customer needs first."
                )
            )
        now = fields.Datetime.now()
        heard = (self.company_id or self.env.company)._today_at(self.visited_at or now)
        return {
            "partner_id": self.partner_id.id,
            "what": self.needs,
            "source": "visit",
            "visit_id": self.id,
            "heard_on": heard,
        }
