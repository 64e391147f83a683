# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from .res_partner import STAFF

#: Marks cases that the system itself puts on record as they are, such as an import. An
#: object, so that no context from outside can bring it along.
ON_RECORD = object()
#: What may decide whether there is a solution for the customer to confirm.
DECIDING = {
    "stage_id",
    "team_id",
    "active",
    "duplicate_id",
    "case_kind",
    "customer_informed_at",
    "confirmed_at",
}


class HelpdeskTicket(models.Model):
    """That the customer is satisfied: the last word on a case (CASE-4, CASE-7).

    Solved, the customer told, confirmed, closed. A confirmation belongs to one
    solution: it goes when the case is open again. Times are UTC.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    confirmed_at = fields.Datetime(
        string="Confirmed",
        compute="_compute_confirmed_at",
        store=True,
        copy=False,
        groups=STAFF,
        help="When the customer said to be satisfied with the solution.",
    )
    confirmed_by = fields.Selection(
        [("rating", "Rating"), ("portal", "Portal"), ("call_back", "Call-back")],
        compute="_compute_confirmed_by",
        store=True,
        copy=False,
        groups=STAFF,
    )
    awaits_confirmation = fields.Boolean(
        string="To Be Confirmed",
        compute="_compute_awaits_confirmation",
        search="_search_awaits_confirmation",
        groups=STAFF,
        help="Solved, the customer was told, and has not said yet to be satisfied.",
    )

    @api.depends("customer_informed_at")
    def _compute_confirmed_at(self):
        for ticket in self:
            ticket.confirmed_at = ticket.customer_informed_at and ticket.confirmed_at

    @api.depends("confirmed_at")
    def _compute_confirmed_by(self):
        for ticket in self:
            ticket.confirmed_by = ticket.confirmed_at and ticket.confirmed_by

    @api.depends("customer_informed_at", "confirmed_at", "case_kind", "stage_id")
    def _compute_awaits_confirmation(self):
        for ticket in self:
            ticket.awaits_confirmation = ticket._awaits_confirmation()

    @api.model
    def _search_awaits_confirmation(self, operator, value):
        if operator != "in" or True not in value:
            return NotImplemented
        return [
            ("customer_informed_at", "!=", False),
            ("confirmed_at", "=", False),
            ("closed", "=", False),
            ("clock_role", "=", "solved"),
            ("duplicate_id", "=", False),
            "|",
            "|",
            ("case_kind", "=", "complaint"),
            ("company_id.key_account_confirm_all", "=", True),
            ("team_id.confirm_all", "=", True),
        ]

    @api.model
    def _case_facts(self):
        return super()._case_facts() | {"confirmed_at", "confirmed_by"}

    def _needs_confirmation(self):
        """Whether the case is closed only when the customer is satisfied."""
        case = self.sudo()
        return (
            case.case_kind == "complaint"
            or case.company_id.key_account_confirm_all
            or case.team_id.confirm_all
        )

    def _awaits_confirmation(self):
        """Whether there is a solution that the customer knows and may judge."""
        return self._has_open_verdict() and not self.confirmed_at

    def _has_open_verdict(self):
        """Whether the customer knows the solution, and the case is not closed yet."""
        return bool(
            self._needs_confirmation()
            and self.customer_informed_at
            and not self.closed
            and not self._is_void()
        )

    def _confirm(self, way, moment):
        """The customer is satisfied since ``moment`` (UTC); the first time counts.

        :param way: ``rating``, ``portal`` or ``call_back``
        """
        for case in self.sudo():
            if case.customer_informed_at and not case.confirmed_at:
                case.write({"confirmed_at": moment, "confirmed_by": way})

    # ------------------------------------------------------------------
    # What follows
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        maker = self
        if self.env.su:
            maker = self.with_context(key_account_on_record=ON_RECORD)
        cases = super(HelpdeskTicket, maker).create(vals_list).with_env(self.env)
        told = cases.filtered("customer_informed_at")
        if told:
            told._follow_solution()
        return cases

    def write(self, vals):
        if self._is_solved_by_customer(vals):
            now = fields.Datetime.now()
            vals = {**vals, "customer_informed_at": now}
            vals |= {"confirmed_at": now, "confirmed_by": "portal"}
        result = super().write(vals)
        if DECIDING & vals.keys():
            self._follow_solution()
            self.filtered("solved_at")._ask_for_rating()
        return result

    def _is_closing(self):
        on_record = self.env.context.get("key_account_on_record") is ON_RECORD
        return super()._is_closing() and not on_record

    def _closing_obstacles(self):
        obstacles = super()._closing_obstacles()
        if not self._needs_confirmation():
            return obstacles
        if not self.customer_informed_at:
            return obstacles or [self._obstacle_not_told()]
        return obstacles + self._obstacles_not_confirmed()

    # ------------------------------------------------------------------
    # The customer, on the portal
    # ------------------------------------------------------------------

    def _customer_close_stages(self):
        """The customer confirms a complaint; whether it is over, the call-back says.

        Withdrawing it is the customer's own business.
        """
        stages = super()._customer_close_stages()
        ends = stages.filtered(lambda stage: stage.clock_role == "solved")
        if not ends or not self._is_called_back_anyway():
            return stages
        return self._stages_to_confirm() | (stages - ends)

    def _is_called_back_anyway(self):
        """Whether the customer is called back whatever he answers by himself."""
        case = self.sudo()
        enough = case.company_id.key_account_own_answer
        return case.case_kind == "complaint" and not enough

    def _stages_to_confirm(self):
        """The stage into which a customer brings a case that we close ourselves."""
        case = self.sudo()
        if case.confirmed_at:
            return case.stage_id.browse()
        stages = case.team_id.with_company(case.company_id)._get_applicable_stages()
        return stages.filtered(
            lambda stage: stage.clock_role == "solved" and not stage.closed
        )[:1]
