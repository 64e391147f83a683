# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountVisitAdd(models.TransientModel):
    """What is put right in a record that the customer has signed (VISIT-4)."""

    _name = "key.account.visit.add"
    _inherit = "key.account.dialog.mixin"
    _description = "Adding to a Signed Visit"

    visit_id = fields.Many2one("key.account.visit", required=True, readonly=True)
    words = fields.Text(string="Addendum", required=True)

    def action_add(self):
        """Write the addendum beside the record; nobody alters it afterwards."""
        self._once()
        self.env["key.account.visit.addendum"].create(
            {"visit_id": self.visit_id.id, "words": self.words}
        )
        return {"type": "ir.actions.act_window_close"}
