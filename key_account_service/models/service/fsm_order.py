# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain


class FsmOrder(models.Model):
    """An order of an application: the crew installs what was approved (APP-2).

    It goes the way of a repair, from the appointment to the receipt; what is for the
    equipment and the services stands in ``fsm_order_install``.
    """

    # A family of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "fsm.order"

    application_id = fields.Many2one(
        "key.account.application",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    is_install = fields.Boolean(
        compute="_compute_is_install",
        search="_search_is_install",
        compute_sudo=True,
        help="Whether it is an installation, and not a repair.",
    )
    key_account_tier_id = fields.Many2one(
        "key.account.tier",
        string="Tier",
        compute="_compute_key_account_tier_id",
        search="_search_key_account_tier_id",
        compute_sudo=True,
        help="The tier of the customer when the work was asked for.",
    )

    @api.depends("application_id")
    def _compute_is_install(self):
        for order in self:
            order.is_install = bool(order.application_id)

    @api.model
    def _search_is_install(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("application_id", "!=" if True in value else "=", False)

    @api.depends("ticket_id.key_account_tier_id", "application_id.key_account_tier_id")
    def _compute_key_account_tier_id(self):
        for order in self:
            order.key_account_tier_id = order._served().key_account_tier_id

    @api.model
    def _search_key_account_tier_id(self, operator, value):
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        return Domain("ticket_id.key_account_tier_id", operator, value) | Domain(
            "application_id.key_account_tier_id", operator, value
        )

    def _served(self):
        return self.sudo().application_id or super()._served()

    def _check_served_right(self):
        if not self.sudo().application_id:
            return super()._check_served_right()
        return self._served().with_env(self.env)._check_opening_right()

    @api.depends("ticket_id.number", "application_id.name")
    def _compute_case_number(self):
        installs = self.filtered("application_id")
        for order in installs:
            order.case_number = order.application_id.name
        return super(FsmOrder, self - installs)._compute_case_number()

    @api.model
    def _repair_facts(self):
        return super()._repair_facts() | {"application_id"}

    def _kept_for_next_visit(self):
        return [*super()._kept_for_next_visit(), "application_id"]

    # ------------------------------------------------------------------
    # Who is told
    # ------------------------------------------------------------------

    def _servant(self):
        application = self.sudo().application_id
        if not application:
            return super()._servant()
        return application._opening_servant()

    def _crew_subject(self):
        if not self.sudo().application_id:
            return super()._crew_subject()
        return self.env._("Installation %(order)s", order=self.name)

    def _crew_text(self, moment):
        if not self.sudo().application_id:
            return super()._crew_text(moment)
        return self.env._(
            "You are sent to a customer: installation %(order)s, %(moment)s.",
            order=self.name,
            moment=moment,
        )

    def _end_of_visit(self):
        if not self.sudo().application_id:
            return super()._end_of_visit()
        if self.repair_state == "done":
            return self.env._("Installation %(order)s is done.", order=self.name)
        return self.env._(
            "Visit of installation %(order)s failed: %(reason)s.",
            order=self.name,
            reason=self._selection_word("repair_fail_reason"),
        )
