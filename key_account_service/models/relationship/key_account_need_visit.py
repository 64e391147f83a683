# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class KeyAccountVisit(models.Model):
    """A need heard on a visit goes into the register in one tap (PLAN-2, VISIT-3)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.visit"  # pylint: disable=consider-merging-classes-inherited

    need_ids = fields.One2many(
        "key.account.need", "visit_id", string="Needs in the Register", readonly=True
    )
    is_followed = fields.Boolean(
        compute="_compute_is_followed",
        help="The state of handling follows from promises and needs in the register.",
    )

    @api.depends("promise_ids", "need_ids")
    def _compute_is_followed(self):
        for visit in self.sudo():
            visit.is_followed = visit.promise_ids or visit.need_ids

    def write(self, vals):
        result = super().write(vals)
        # What follows from promises and needs is not said otherwise by hand.
        if "handling_state" in vals and not self.env.su:
            self._follow_promises()
        return result

    def _handling_steps(self):
        """A need is handled when the customer was told the answer, be it a no."""
        steps = {"open": "open", "told": "done"}
        needs = {steps.get(need.state, "in_progress") for need in self.need_ids}
        return super()._handling_steps() | needs

    def _check_needs_told(self):
        """:raises UserError: as long as the customer has no answer to a need"""
        needs = self.sudo().need_ids.filtered(lambda need: need.state != "told")
        if needs:
            raise UserError(
                self.env._(
                    "The register says that the customer has no answer yet to "
                    "%(needs)s. Tell the customer, and say so there.",
                    needs=", ".join(needs.mapped("name")),
                )
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

    def action_note_need(self):
        """Open the form of a further need of this visit, to be written down.

        :raises UserError: if the visit is cancelled
        """
        self.ensure_one()
        self.check_access("read")
        if self.state == "cancelled":
            raise UserError(
                self.env._(
                    "This visit is cancelled: nothing was said on it. Note the need "
                    "in the register itself."
                )
            )
        return self.env["key.account.need"]._note_action(self._need_source())

    def _need_values(self):
        if self.state == "cancelled" or not (self.needs or "").strip():
            raise UserError(
                self.env._(
                    "Write down under “Customer's Needs” what the customer needs first."
                )
            )
        return {**self._need_source(), "what": self.needs}

    def _need_source(self):
        """Values of a need that was heard on this visit."""
        now = fields.Datetime.now()
        heard = (self.company_id or self.env.company)._today_at(self.visited_at or now)
        return {
            "partner_id": self.partner_id.id,
            "source": "visit",
            "visit_id": self.id,
            "heard_on": heard,
        }


class KeyAccountNeed(models.Model):
    """The visit on which it was heard says how far we are with it (VISIT-3)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.need"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _note_action(self, values):
        """The dialog in which a need is written down, with what is known of it.

        :raises AccessError: for whoever notes no needs
        """
        self.check_access("create")
        view = self.env.ref("key_account_service.key_account_need_view_form_new")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Note a Need"),
            "res_model": self._name,
            "view_mode": "form",
            "views": [(view.id, "form")],
            "target": "new",
            "context": {f"default_{name}": value for name, value in values.items()},
        }

    @api.model_create_multi
    def create(self, vals_list):
        needs = super().create(vals_list)
        needs.sudo().visit_id._follow_promises()
        return needs

    def write(self, vals):
        if not {"state", "visit_id"} & vals.keys():
            return super().write(vals)
        before = self.sudo().visit_id
        result = super().write(vals)
        (before | self.sudo().visit_id)._follow_promises()
        return result

    def unlink(self):
        visits = self.sudo().visit_id
        result = super().unlink()
        visits._follow_promises()
        return result

    def action_create(self):
        """Close the dialog in which it was noted: saving it did all there is to do."""
        self.check_access("read")
        return {"type": "ir.actions.act_window_close"}
