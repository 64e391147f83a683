# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, api, fields, models

from ...lib.transition import MET, RUN, VOID, Status


class HelpdeskTicket(models.Model):
    """What a case says to the clock: two promises, response and solution (CASE-3)."""

    _name = "helpdesk.ticket"
    _inherit = ["helpdesk.ticket", "key.account.deadline.mixin"]

    # The customer may know what is promised, and nothing else of the clock.
    respond_by = fields.Datetime(compute="_compute_respond_by", store=True, copy=False)
    resolve_by = fields.Datetime(
        string="Solve By", compute="_compute_resolve_by", store=True, copy=False
    )
    respond_warn_at = fields.Datetime(
        compute="_compute_warn_at", groups="base.group_user"
    )
    resolve_warn_at = fields.Datetime(
        compute="_compute_warn_at", groups="base.group_user"
    )

    @api.depends("deadline_ids.due_at", "deadline_ids.kind")
    def _compute_respond_by(self):
        for ticket in self:
            ticket.respond_by = ticket._deadline_of("respond").due_at

    @api.depends("deadline_ids.due_at", "deadline_ids.kind")
    def _compute_resolve_by(self):
        for ticket in self:
            ticket.resolve_by = ticket._deadline_of("resolve").due_at

    @api.depends("deadline_ids.warn_at", "deadline_ids.kind")
    def _compute_warn_at(self):
        for ticket in self:
            ticket.respond_warn_at = ticket._deadline_of("respond").warn_at
            ticket.resolve_warn_at = ticket._deadline_of("resolve").warn_at

    def _deadline_of(self, kind):
        deadlines = self.sudo().deadline_ids
        return deadlines.filtered(lambda deadline: deadline.kind == kind)[:1]

    @api.model
    def _case_facts(self):
        return super()._case_facts() | {
            "respond_by",
            "resolve_by",
            "deadline_due_at",
            "deadline_warn_at",
            "deadline_ids",
        }

    @api.model
    def _deadline_kinds(self):
        return [*super()._deadline_kinds(), "respond", "resolve"]

    @api.model
    def _deadline_triggers(self):
        return super()._deadline_triggers() | {
            "stage_id",
            "team_id",
            "user_id",
            "key_account_manager_id",
            "first_contact_user_id",
            "first_response_at",
            "customer_informed_at",
            "duplicate_id",
        }

    @api.model
    def _deadline_classifiers(self):
        return super()._deadline_classifiers() | {
            "case_kind",
            "complaint_level_id",
            "partner_id",
            "company_id",
        }

    def _deadline_received_at(self):
        return self.received_at

    def _deadline_preview(self):
        """What a case that is not recorded yet would be promised.

        :return: dict of kind of promise to the moment (UTC) at which it would be due
        """
        self.ensure_one()
        return self._deadline_previews(self)[self.id]

    @api.model
    def _deadline_previews(self, drafts):
        """The same for many: dict of draft id to dict of kind to moment."""
        Policy = self.env["key.account.deadline.policy"].sudo()
        due = {draft.id: {} for draft in drafts}
        works = self.sudo().browse().concat(*drafts)
        for kind in self._deadline_kinds():
            found = Policy._match(works, kind)
            for draft in drafts:
                if draft.id in found:
                    due[draft.id][kind] = found[draft.id]._due(draft)
        return due

    def _deadline_statuses(self, kind):
        if kind == "respond":
            return {ticket.id: ticket._respond_status() for ticket in self}
        if kind == "resolve":
            return {ticket.id: ticket._resolve_status() for ticket in self}
        return super()._deadline_statuses(kind)

    def _respond_status(self):
        if self.first_response_at:
            return Status(MET, at=self.first_response_at)
        if self._is_void() or self.closed:
            return Status(VOID, note=self._void_reason())
        return Status(RUN)

    def _resolve_status(self):
        if self._is_void():
            return Status(VOID, note=self._void_reason())
        if self.customer_informed_at:
            return Status(MET, at=self.customer_informed_at)
        if self.clock_role == "pause":
            return self.stage_id.pause_reason_id._status()
        return Status(RUN)

    def _is_void(self):
        return not self.active or self.duplicate_id or self.clock_role == "void"

    def _void_reason(self):
        """Why nothing is promised any more, for the ledger."""
        if not self.active:
            return self.env._("The case was archived.")
        if self.duplicate_id:
            return self.env._(
                "The case is a duplicate of %(case)s.", case=self.duplicate_id.number
            )
        return self.stage_id.name

    def _deadline_company(self):
        return self.company_id

    def _deadline_customer(self):
        return self.partner_id

    def _deadline_reference(self):
        return self.number

    def _deadline_role_users(self, role, moment=None):
        # Who serves an account is known to the system, not to every reader of a case.
        case = self.sudo()
        account = case.key_account_id
        deputy = account._key_account_deputy_at(moment or fields.Datetime.now())
        team = account.key_account_team_id
        desk = case.team_id
        colleagues = case.user_id | case.first_contact_user_id | desk.user_id
        # The robot that takes in e-mails answers for nothing.
        colleagues = colleagues.filtered(lambda user: user.id != SUPERUSER_ID)
        manager = case.key_account_manager_id | deputy
        users = {
            "responsible": (manager | colleagues)[:1],
            "colleague": colleagues,
            "deputy": deputy,
            "supervisor": team.leader_id or desk.user_id,
            "department_head": team.parent_id.leader_id or desk.parent_id.user_id,
            "company_head": case.company_id.key_account_head_id,
        }
        return users.get(role) or super()._deadline_role_users(role, moment)
