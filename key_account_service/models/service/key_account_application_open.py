# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...lib.opening import EXISTING, steps

#: What there is at the customer's, and so what has to be done (APP-3).
NETWORK_CONDITIONS = [
    (EXISTING, "Equipment there, only services"),
    ("two_way", "Building is two-way"),
    ("one_way", "Building is not two-way"),
    ("off_network", "Off our network, dedicated line"),
]
#: Approved, and the customer cannot use the services yet.
TO_OPEN = ("approved", "opening")


class KeyAccountApplication(models.Model):
    """The opening of what was approved, step by step (APP-2, APP-3).

    The steps are rows of ``key.account.application.step``; which of them there are
    follows from the network condition and the equipment. The crew is in
    ``key_account_application_open_crew``, the end in ``…_open_end``, what is promised
    in ``…_open_clock``, who may do it in ``…_open_right``.
    """

    # A file a concern: see docs/decisions.md.
    _name = "key.account.application"
    _inherit = ["key.account.application", "key.account.notice.mixin"]

    network_condition = fields.Selection(
        NETWORK_CONDITIONS,
        readonly=True,
        copy=False,
        tracking=True,
        help="What there is at the customer's. It says by when the services are open.",
    )
    needs_visit = fields.Boolean(
        string="Somebody Goes There", readonly=True, copy=False
    )
    step_ids = fields.One2many(
        "key.account.application.step",
        "application_id",
        string="Steps",
        readonly=True,
        copy=False,
    )
    next_step = fields.Selection(
        selection=lambda self: (
            self.env["key.account.application.step"]
            ._fields["step"]
            ._description_selection(self.env)
        ),
        compute="_compute_next_step",
        compute_sudo=True,
    )
    give_up_reason = fields.Char(string="Why Given Up", readonly=True, copy=False)

    @api.depends("step_ids.done_at")
    def _compute_next_step(self):
        for application in self:
            application.next_step = application.step_ids._next().step

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "network_condition",
            "needs_visit",
            "give_up_reason",
            "step_ids",
        }

    def write(self, vals):
        """Whoever ends an application ends its opening with it."""
        result = super().write(vals)
        if vals.get("state") in ("withdrawn", "rejected", "cancelled"):
            self.sudo()._stop_opening()
        return result

    # ------------------------------------------------------------------
    # The way to open services
    # ------------------------------------------------------------------

    def _start_opening(self):
        """It is approved: lay out the steps, and tell who has to take them.

        A renewal that needs nobody to go there is opened and filed at once.
        """
        for application in self.sudo():
            equipment = application._open_equipment()
            if not (equipment or application._is_unknown_place()):
                application._expect_nobody()
            application._lay_out_steps()
            if not application.step_ids:
                now = fields.Datetime.now()
                application._open(now, state="filed", filed_at=now)
                continue
            application._notify(application._opening_servant(), "_text_to_open")

    def action_view_opening(self):
        """Open the page on which the services are opened, for who reads the papers."""
        self.ensure_one()
        self.check_access("read")
        view = self.env.ref(
            "key_account_service.key_account_application_view_form_open"
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(view.id, "form")],
        }

    def _is_unknown_place(self):
        """Whether nobody can say from the papers that all is there already."""
        return self.kind in ("new", "trial") and self.is_network_customer != "yes"

    def _open_equipment(self):
        return self.equipment_ids.filtered(lambda line: line.state != "cancelled")

    def _text_to_open(self):
        return self.env._(
            "%(application)s is approved: the services are to be opened.",
            application=self.sudo().name,
        )

    def _lay_out_steps(self):
        """Let there be the steps that are needed now; what was done stays."""
        for application in self.sudo():
            needed = steps(
                application.network_condition,
                bool(application._open_equipment()),
                application.kind == "renewal",
            )
            known = application.step_ids.mapped("step")
            application.step_ids.filtered(
                lambda row, needed=needed: row.step not in needed and not row.done_at
            ).unlink()
            application.step_ids.create(
                [
                    {"application_id": application.id, "step": step}
                    for step in needed
                    if step not in known
                ]
            )
            if application.needs_visit != ("visit" in needed):
                application._write_facts({"needs_visit": "visit" in needed})

    def action_equipment_there(self):
        """Nobody has to go there: only services are opened (APP-3)."""
        for application in self._openings_in(*TO_OPEN):
            if application._open_equipment() or application._running_orders():
                raise UserError(
                    self.env._(
                        "Equipment has to be moved or a crew is under way: somebody "
                        "goes there. Send a crew."
                    )
                )
            application._expect_nobody()
            application._lay_out_steps()

    def _expect_nobody(self):
        """All is there at the customer's: the services are open promptly (APP-3)."""
        self._write_facts({"network_condition": EXISTING})
        self._keep_first_promise()

    def action_equipment_ready(self):
        """All equipment is looked out: each piece has its number.

        :raises UserError: for a piece without a number, or with one that is in use
        """
        self._openings_in(*TO_OPEN)
        wanted = self.sudo().equipment_ids.filtered(lambda one: one.state == "wanted")
        wanted.with_env(self.env).action_ready()

    def action_services_ready(self):
        """The services are set up in our systems: they work as soon as all is there."""
        for application in self._openings_in(*TO_OPEN):
            application._take_step("services")

    def action_told(self):
        """The customer knows that the services are open: the promise is kept."""
        for application in self._openings_in(*TO_OPEN):
            if application.network_condition != EXISTING:
                raise UserError(
                    self.env._(
                        "At this customer's the services are opened by a crew, which "
                        "ends its visit with the customer's signature."
                    )
                )
            application._check_step("services")
            application._take_step("told")
            application._open(fields.Datetime.now())

    def _take_step(self, step):
        """Note who has taken a step, once; with the first one the opening begins."""
        self.step_ids.filtered(lambda row: row.step == step)._take()
        if self.state == "approved":
            self._write_facts({"state": "opening"})

    def _check_step(self, step):
        """:raises UserError: while a step that is needed is not taken"""
        missing = self.step_ids.filtered(
            lambda row: row.step == step and not row.done_at
        )
        if missing:
            raise UserError(
                self.env._(
                    "%(application)s: “%(step)s” comes first.",
                    application=self.name,
                    step=missing.display_name,
                )
            )

    def _open(self, moment, **facts):
        """From this moment (UTC) on the customer has what was applied for.

        :param facts: what else is known with it, as of what needs no call-back
        """
        self.ensure_one()
        self.line_ids._open_services(self.company_id._today_at(moment))
        self._write_facts({"state": "opened", "opened_at": moment, **facts})

    def action_give_up(self):
        """Open the form in which a superior gives up an opening, with the reason."""
        self.ensure_one()
        self._check_give_up()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Give Up the Opening"),
            "res_model": "key.account.application.give.up",
            "view_mode": "form",
            "target": "new",
            "context": {"default_application_id": self.id},
        }

    def _check_give_up(self):
        """Only superiors drop what leaders approved and a customer was promised.

        :return: the application with all rights, locked
        :raises AccessError: for whoever is not in charge of the account
        """
        application = self._openings_in(*TO_OPEN)
        if not self.sudo().key_account_id._is_in_charge():
            raise AccessError(
                self.env._(
                    "An approved application is given up by a supervisor in charge of "
                    "the account. Ask yours."
                )
            )
        return application

    def _give_up(self, reason):
        """It is not opened after all; the reason stays with it."""
        application = self._check_give_up()
        if not (reason or "").strip():
            raise UserError(self.env._("Say why it is not opened after all."))
        application._write_facts({"state": "cancelled", "give_up_reason": reason})

    def _stop_opening(self):
        """It is not opened after all: call off crews, free what was set aside.

        :raises UserError: while a crew is at the customer's
        """
        for application in self:
            orders = application._running_orders()
            if any(order.repair_state == "on_site" for order in orders):
                raise UserError(
                    self.env._(
                        "A crew is at the customer's for %(application)s. Let it end "
                        "its visit first.",
                        application=application.name,
                    )
                )
            for order in orders:
                order._call_off()
            application.equipment_ids._release()
