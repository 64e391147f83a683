# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...lib.opening import after_visit
from ..case.fsm_order import OPEN_REPAIR


class KeyAccountApplicationEquipment(models.Model):
    """Equipment from the store to the customer, or back (APP-2).

    ``wanted`` → ``ready`` (a number is set aside for this customer) → ``moved`` (it is
    where it should be, and the account file says so). What the crew has moved is moved,
    however the visit ended; all else waits for the next visit.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.application.equipment"  # pylint: disable=consider-merging-classes-inherited

    order_id = fields.Many2one(
        "fsm.order",
        string="Crew",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="Who moves it, or has moved it.",
    )
    is_on_site = fields.Boolean(
        string="Moved by the Crew",
        readonly=True,
        copy=False,
        help="The crew has connected it, or has taken it along.",
    )
    installed_device_id = fields.Many2one(
        "key.account.device",
        string="Installed as",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    moved_at = fields.Datetime(readonly=True, copy=False)
    moved_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="restrict"
    )
    can_move = fields.Boolean(compute="_compute_can_move", compute_sudo=True)

    @api.depends("state", "is_on_site", "order_id.repair_state")
    def _compute_can_move(self):
        for line in self:
            line.can_move = (
                line.state == "ready" and line.order_id.repair_state == "on_site"
            )

    @api.depends("movement", "kind", "model", "number", "old_number")
    def _compute_display_name(self):
        names = ("movement", "kind")
        labels = [
            dict(self._fields[name]._description_selection(self.env)) for name in names
        ]
        for line in self:
            words = [labels[0].get(line.movement), labels[1].get(line.kind), line.model]
            numbers = [n for n in (line.old_number, line.number) if n]
            words.append(" → ".join(numbers))
            line.display_name = " ".join(word for word in words if word)

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "order_id",
            "is_on_site",
            "installed_device_id",
            "moved_at",
            "moved_by_id",
        }

    @api.model
    def _derived_access_domain(self):
        """Also by a crew, of the orders that it may read: while they are open."""
        orders = self.env["fsm.order"]
        mine = Domain.FALSE
        if orders.has_access("read"):
            running = orders._search([("repair_state", "in", OPEN_REPAIR)])
            mine = Domain("order_id", "in", running)
        if not self.env["key.account.application"].has_access("read"):
            return mine
        return super()._derived_access_domain() | mine

    @api.model
    def _derived_change_domain(self):
        if not self.env["key.account.application"].has_access("read"):
            return Domain.FALSE
        return super()._derived_change_domain()

    # ------------------------------------------------------------------
    # At the customer's
    # ------------------------------------------------------------------

    def action_move(self):
        """The crew has connected it, or has taken it along."""
        lines = self._by_crew()
        lines._check_free()
        lines.is_on_site = True

    def action_move_back(self):
        """It was ticked by mistake."""
        self._by_crew().is_on_site = False

    def _by_crew(self):
        """These lines with all rights, if the user is of the crew that is there.

        :raises AccessError: for whoever may not change the order
        :raises UserError: unless the crew is at the customer's, with what is ready
        """
        self.check_access("read")
        lines = self.sudo()
        if any(line.state != "ready" for line in lines) or not lines.order_id:
            raise UserError(
                self.env._(
                    "This equipment is not looked out for this visit. Ask the account "
                    "manager to give its number."
                )
            )
        lines.order_id.with_env(self.env)._repairs_in("on_site")
        return lines

    def _check_all_moved(self):
        """:raises UserError: while something is left to do"""
        for line in self:
            if line.state == "ready" and not line.is_on_site:
                raise UserError(
                    self.env._(
                        "Tick all equipment first: %(equipment)s. If it could not be "
                        "installed, end the visit with “Could not be done”.",
                        equipment=line.display_name,
                    )
                )
            if line.state == "wanted":
                raise UserError(
                    self.env._(
                        "The account manager has not given the number of %(equipment)s "
                        "yet.",
                        equipment=line.display_name,
                    )
                )
        self.filtered(lambda line: line.state == "ready")._check_free()

    def _settle_visit(self, following=None):
        """After a visit: what the crew moved is moved, the rest goes with the next."""
        for line in self:
            state = after_visit(line.state, line.is_on_site)
            if state == "moved" and line.state != "moved":
                line._move()
        rest = self.filtered(lambda line: line.state in ("wanted", "ready"))
        rest.write({"order_id": following.id if following else False})

    def _move(self):
        """Write into the account file what the customer has, or gave back."""
        self.ensure_one()
        day = self.company_id._today_at(fields.Datetime.now())
        if self.movement != "deliver":
            self.device_id.write({"active": False, "until": day})
        installed = self.env["key.account.device"]
        if self.movement != "take_back":
            installed = installed.create(
                {
                    "file_id": self.application_id._account_file().id,
                    "kind": self.kind,
                    "number": self.number,
                    "model": self.model,
                    "since": day,
                }
            )
        self._write_state(
            "moved",
            installed_device_id=installed.id,
            moved_at=fields.Datetime.now(),
            moved_by_id=self.env.uid,
        )

    def _release(self):
        """Not needed any more: numbers that were set aside are free again."""
        for line in self.filtered(lambda line: line.state in ("wanted", "ready")):
            line._write_state("cancelled", order_id=False)

    def _write_state(self, state, **facts):
        self.sudo().write({"state": state, **facts})
