# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class KeyAccountVisitPromise(models.Model):
    """A promise that becomes a case is kept when the case is closed (VISIT-3).

    Its own deadline runs on: the customer was given a day.
    """

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.visit.promise"

    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        string="Case",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    is_kept_by_case = fields.Boolean(
        string="Kept by Its Case",
        readonly=True,
        copy=False,
        help="It ended with its case, and is open again when the case is.",
    )
    has_case = fields.Boolean(compute="_compute_has_case")
    may_make_case = fields.Boolean(compute="_compute_may_make_case")

    @api.depends("ticket_id")
    def _compute_has_case(self):
        for promise in self:
            promise.has_case = bool(promise.ticket_id)

    @api.depends_context("uid")
    @api.depends("ticket_id", "may_end", "visit_id")
    def _compute_may_make_case(self):
        # A case says what stands on the visit; who just keeps a promise reads none.
        readable = self.visit_id._origin._filtered_access("read")
        for promise in self:
            promise.may_make_case = (
                promise.may_end
                and not promise.ticket_id
                and promise.visit_id._origin in readable
            )

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {"is_kept_by_case", "ticket_id"}

    def action_make_case(self):
        """Open the form of a new case with what was promised.

        :raises UserError: if it is ended, or a case already, or who keeps it may not
            read its visit
        """
        self.ensure_one()
        self.check_access("write")
        self._check_open({"result"})
        self._check_no_case()
        if not self.visit_id.has_access("read"):
            raise UserError(
                self.env._(
                    "A case is made by whoever may read the visit. Ask %(visitor)s to "
                    "make it, or say what came of the promise and end it.",
                    visitor=self.sudo().visit_id.user_id.name,
                )
            )
        action = self.visit_id.action_make_case()
        words = {"default_promise_id": self.id, "default_name": self.name}
        # Something is to be carried out: one tap is enough.
        words["default_case_kind"] = "business"
        words["default_description"] = self.name
        return {**action, "context": {**action["context"], **words}}

    def _check_no_case(self):
        if self.ticket_id:
            raise UserError(
                self.env._(
                    "“%(promise)s” is case %(case)s already.",
                    promise=self.name,
                    case=self.sudo().ticket_id.number,
                )
            )

    def _become_case(self, case):
        """The promise is kept by this case from now on.

        :raises UserError: if it is another one already, as from a second window
        """
        self.sudo().lock_for_update()
        self._check_no_case()
        self._check_open({"result"})
        self.sudo().ticket_id = case
        if case.closed:
            self._kept_by_case()

    def _kept_by_answer(self, answer):
        """The customer has at once what was promised: no case is left to follow."""
        self._end("done")
        self.sudo().result = self.result or answer

    def _kept_by_case(self):
        """The case is closed, and with it the promise is kept."""
        for promise in self:
            case = promise.ticket_id
            promise._proceed(
                "done",
                done_at=fields.Datetime.now(),
                done_by_id=self.env.uid,
                is_kept_by_case=True,
                result=promise.result
                or self.env._("Case %(case)s is closed.", case=case.number),
            )

    def _reopened_with_case(self):
        """The case is open again: what it was to keep is not kept yet (CASE-4)."""
        self._proceed(
            "open",
            done_at=False,
            done_by_id=False,
            result=False,
            is_kept_by_case=False,
        )
