# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: What may still be written by somebody who answers for a measure, not for the case.
BY_RESPONSIBLE = frozenset({"result"})


class KeyAccountCaseMeasure(models.Model):
    """What somebody does about a case, until a day (CASE-4, CASE-6).

    Read by those of the case and by whoever has to do it. How it ends, and who is
    reminded of it: ``key_account_case_measure_progress``.
    """

    _name = "key.account.case.measure"
    _inherit = [
        "key.account.case.part.mixin",
        "key.account.fact.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _description = "Measure of a Case"
    _order = "date_due, id"

    name = fields.Char(string="Measure", required=True)
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        tracking=True,
    )
    date_due = fields.Date(
        "Due Date",
        required=True,
        index=True,
        tracking=True,
        default=lambda self: self._default_date_due(),
    )
    state = fields.Selection(
        [("open", "Open"), ("done", "Done"), ("cancelled", "Given up")],
        default="open",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    result = fields.Text(
        copy=False, help="What came of it; for a measure that was given up, why."
    )
    done_at = fields.Datetime(string="Ended", readonly=True, copy=False)
    done_by_id = fields.Many2one(
        "res.users", string="Ended By", readonly=True, copy=False, ondelete="restrict"
    )
    is_overdue = fields.Boolean(
        "Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    key_account_id = fields.Many2one(
        "res.partner",
        compute="_compute_key_account_id",
        search="_search_key_account_id",
        help="For those who may read the case.",
    )

    _open_idx = models.Index("(date_due, id) WHERE state = 'open'")

    @api.model
    def _default_date_due(self):
        """The day by which the case has to be solved, by the user's time zone; today if
        that is past or nothing is promised."""
        today = fields.Date.context_today(self)
        case_id = self.env.context.get("default_ticket_id")
        case = self.env["helpdesk.ticket"].browse(
            case_id if isinstance(case_id, int) else ()
        )
        due = case.exists()._filtered_access("read").resolve_by
        return max(today, fields.Date.context_today(self, due)) if due else today

    @api.depends("state", "date_due")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for measure in self:
            due = measure.state == "open" and measure.date_due
            measure.is_overdue = bool(due and due < today)

    @api.model
    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        overdue = Domain("state", "=", "open") & Domain("date_due", "<", today)
        return overdue if True in value else ~overdue

    @api.depends_context("uid")
    @api.depends("ticket_id")
    def _compute_key_account_id(self):
        readable = self.ticket_id._filtered_access("read")
        for measure in self:
            ticket = measure.ticket_id & readable
            measure.key_account_id = ticket.key_account_id

    @api.model
    def _search_key_account_id(self, operator, value):
        cases = self.env["helpdesk.ticket"].with_context(active_test=False)
        found = cases._search([("key_account_id", operator, value)])
        return Domain("ticket_id", "in", found)

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {"state", "done_at", "done_by_id"}

    @api.model
    def _derived_access_domain(self):
        mine = Domain("user_id", "=", self.env.uid)
        return super()._derived_access_domain() | mine

    @api.model
    def _derived_change_domain(self):
        mine = Domain("user_id", "=", self.env.uid)
        return super()._derived_change_domain() | mine

    @api.model_create_multi
    def create(self, vals_list):
        self._check_case({vals.get("ticket_id") for vals in vals_list})
        self._check_day(vals_list)
        measures = super().create(vals_list)
        measures._remind()
        return measures

    def write(self, vals):
        if not vals.keys() <= BY_RESPONSIBLE | self.env["mail.thread"]._fields.keys():
            self._check_case({*self.sudo().ticket_id.ids, vals.get("ticket_id")})
        if vals.keys() & {"name", "user_id", "date_due", "result", "ticket_id"}:
            self._check_open()
        self._check_day([{"name": one.name, **vals} for one in self])
        result = super().write(vals)
        if vals.keys() & {"user_id", "date_due"}:
            self._remind()
        return result

    @api.model
    def _check_day(self, vals_list):
        """The page must say what is missing, not turn red.

        :raises UserError: for a measure whose day was emptied
        """
        for vals in vals_list:
            if "date_due" in vals and not vals["date_due"]:
                raise UserError(
                    self.env._(
                        "By which day is “%(measure)s” done? Fill in its due date.",
                        measure=vals.get("name") or "",
                    )
                )

    @api.model
    def _check_case(self, ticket_ids):
        """Measures are agreed by those who serve the case.

        :raises AccessError: for everybody else, the responsible included
        """
        if not self.env.su:
            cases = self.env["helpdesk.ticket"].browse(filter(None, ticket_ids))
            cases.check_access("write")
