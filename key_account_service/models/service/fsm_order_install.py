# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

#: What the crew writes down at an installation, besides the receipt of any work.
INSTALL_REPORT = (
    "install_manager_present",
    "install_is_normal",
    "install_reaction",
    "install_reaction_text",
)
#: Why a visit failed by the customer's own wish: the next appointment is a new promise.
BY_CUSTOMER = ("absent", "refused")


class FsmOrder(models.Model):
    """What a crew does and writes down at an installation (APP-2)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "fsm.order"  # pylint: disable=consider-merging-classes-inherited

    install_equipment_ids = fields.One2many(
        "key.account.application.equipment",
        "order_id",
        string="Equipment",
        readonly=True,
        copy=False,
    )
    install_manager_present = fields.Boolean(
        string="Account Manager Present",
        copy=False,
        help="Whether the account manager was there at the installation.",
    )
    install_is_normal = fields.Boolean(
        string="All Services Work",
        copy=False,
        help="What was applied for was tried at the customer's and works normally.",
    )
    install_reaction = fields.Selection(
        [
            ("satisfied", "Satisfied"),
            ("neutral", "Neither nor"),
            ("not_satisfied", "Not satisfied"),
        ],
        string="Customer's Reaction",
        copy=False,
    )
    install_reaction_text = fields.Char(string="What the Customer Said", copy=False)

    @api.model
    def _repair_report_fields(self):
        return super()._repair_report_fields() | set(INSTALL_REPORT)

    def _signed_fields(self):
        if not self.application_id:
            return super()._signed_fields()
        return (*super()._signed_fields(), "application_id", *INSTALL_REPORT)

    def _check_receipt(self):
        """:raises UserError: also if an installation is not complete"""
        result = super()._check_receipt()
        order = self.sudo()
        if not order.application_id:
            return result
        order.install_equipment_ids._check_all_moved()
        if not order.install_is_normal:
            raise UserError(
                self.env._(
                    "Try every service and tick “All Services Work”. If something does "
                    "not work, end the visit with “Could not be done”."
                )
            )
        if not order.install_reaction:
            raise UserError(
                self.env._(
                    "Write down how the customer took it: “Customer's Reaction”."
                )
            )
        return result

    def _visit_over(self, following=None):
        """Equipment that was moved stays moved; the rest waits for the next visit."""
        result = super()._visit_over(following)
        for order in self.sudo().filtered("application_id"):
            order.install_equipment_ids._settle_visit(following)
            if order.repair_state == "done":
                order.application_id._visit_done(order)
            else:
                order.application_id._visit_not_done(order, following)
        return result

    def _change_appointment(self, start, end, agreed_with, reason):
        result = super()._change_appointment(start, end, agreed_with, reason)
        for order in self.sudo().filtered("application_id"):
            order.application_id._move_appointment(start, agreed_with, reason)
        return result

    def _form_repair(self):
        """For an installation also the equipment, and what was seen there."""
        facts = super()._form_repair()
        if not self.application_id:
            return facts
        return {
            **facts,
            "is_install": True,
            "equipment": self.install_equipment_ids.mapped("display_name"),
            "manager_present": self.install_manager_present,
            "is_normal": self.install_is_normal,
            "reaction": self._selection_word("install_reaction"),
            "reaction_text": self.install_reaction_text or "",
        }

    def _erase_repair(self):
        """The seal goes as well: what the customer said of it is no more."""
        result = super()._erase_repair()
        self.filtered("install_reaction_text").with_context(
            tracking_disable=True
        ).write({"install_reaction_text": False})
        return result
