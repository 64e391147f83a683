# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..lib.opening import EXISTING
from ..models.service.key_account_application_open import NETWORK_CONDITIONS


class KeyAccountApplicationCrew(models.TransientModel):
    """Send the crew that installs what was approved (APP-2, APP-3).

    With the appointment goes the promise: by the network condition the services are
    open on its day, or so many days after it.
    """

    _name = "key.account.application.crew"
    _inherit = "fsm.order.send.mixin"
    _description = "Send an Installing Crew"

    _served_field = "application_id"

    application_id = fields.Many2one(
        "key.account.application", required=True, readonly=True
    )
    network_condition = fields.Selection(
        [one for one in NETWORK_CONDITIONS if one[0] != EXISTING],
        string="At the Customer's",
        compute="_compute_network_condition",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="It says by when the services have to be open.",
    )
    flat = fields.Char(
        compute="_compute_flat", store=True, readonly=False, precompute=True
    )
    is_change = fields.Boolean(compute="_compute_is_change")
    reason = fields.Char(
        string="Why Changed",
        help="Why it is not as it was promised first. The first promise stays visible.",
    )

    @api.depends("application_id")
    def _compute_network_condition(self):
        for wizard in self.with_user(self.env.user):
            known = wizard.application_id.network_condition
            offered = known if known != EXISTING else False
            wizard.network_condition = wizard.network_condition or offered

    @api.depends("application_id", "date_from", "network_condition")
    def _compute_is_change(self):
        for wizard in self.with_user(self.env.user):
            before = wizard.application_id
            agreed = (before.agreed_at, before.network_condition)
            now = (wizard.date_from, wizard.network_condition)
            promised = bool(before) and before._is_promised()
            wizard.is_change = promised and now != agreed

    @api.depends("application_id")
    def _compute_contact(self):
        for wizard in self.with_user(self.env.user):
            application = wizard.application_id
            customer = application.partner_id
            wizard.contact = wizard.contact or application.contact or customer.name
            wizard.phone = wizard.phone or application.phone or customer.phone

    @api.depends("application_id")
    def _compute_flat(self):
        for wizard in self.with_user(self.env.user):
            wizard.flat = wizard.flat or wizard.application_id.flat

    def _place(self):
        application = self.application_id
        return application if application.street else application.partner_id

    def _usual_task(self):
        """What is opened or ended, line by line."""
        lines = self.application_id.line_ids
        return "\n".join(
            f"{line.product_id.display_name} × {line.quantity}" for line in lines
        )

    def _before_sending(self, work):
        work._arrange(
            self.network_condition, self.date_from, self.agreed_with, self.reason
        )

    def _after_sending(self, work, order):
        """The crew moves all equipment that is not moved yet."""
        lines = work.sudo().equipment_ids
        lines.filtered(lambda line: line.state in ("wanted", "ready")).order_id = order
