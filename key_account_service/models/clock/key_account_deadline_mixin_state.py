# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class KeyAccountDeadlineMixin(models.AbstractModel):
    """How the promises of a piece of work stand at this moment.

    What depends on the time of day is never stored on the work: it stores when its
    earliest promise is due and when to warn of it, and ``deadline_state`` follows from
    these.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline.mixin"  # pylint: disable=consider-merging-classes-inherited

    deadline_due_at = fields.Datetime(
        string="Next Deadline",
        compute="_compute_deadline_times",
        compute_sudo=True,
        store=True,
        # The whole column: lists begin with the worst and end with what has none.
        index=True,
        copy=False,
        help="The earliest due time of a promise that is still open.",
    )
    deadline_warn_at = fields.Datetime(
        string="Deadline Warning",
        compute="_compute_deadline_times",
        compute_sudo=True,
        store=True,
        index="btree_not_null",
        copy=False,
        help="The earliest moment at which an open promise is to be warned of.",
    )
    deadline_state = fields.Selection(
        # Worst first: groups come in this order.
        [
            ("missed", "Missed"),
            ("warning", "Warning"),
            ("on_track", "On track"),
            ("none", "No deadline"),
        ],
        compute="_compute_deadline_state",
        search="_search_deadline_state",
        help="State of the open promises now: missed if one is overdue, warning if one "
        "soon will be, none if nothing is open.",
    )

    @api.depends("deadline_ids.due_at", "deadline_ids.warn_at")
    def _compute_deadline_times(self):
        for work in self:
            due = [at for at in work.deadline_ids.mapped("due_at") if at]
            warn = [at for at in work.deadline_ids.mapped("warn_at") if at]
            work.deadline_due_at = min(due, default=False)
            work.deadline_warn_at = min(warn, default=False)

    @api.depends("deadline_due_at", "deadline_warn_at")
    def _compute_deadline_state(self):
        now = fields.Datetime.now()
        for work in self:
            due = work.deadline_due_at
            if not due:
                work.deadline_state = "none"
            elif due <= now:
                work.deadline_state = "missed"
            else:
                warned = work.deadline_warn_at <= now
                work.deadline_state = "warning" if warned else "on_track"

    def _search_deadline_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        # Said here, since no column is asked for what no work can be.
        self._check_field_access(self._fields["deadline_state"], "read")
        now = fields.Datetime.now()
        ahead = Domain("deadline_due_at", ">", now)
        domains = {
            "none": Domain("deadline_due_at", "=", False),
            "missed": Domain("deadline_due_at", "<=", now),
            "warning": ahead & Domain("deadline_warn_at", "<=", now),
            "on_track": ahead & Domain("deadline_warn_at", ">", now),
        }
        return Domain.OR(domains[state] for state in value if state in domains)

    def _field_to_sql(self, alias, fname, query=None):
        """Let the database group by the state of this moment."""
        if fname != "deadline_state":
            return super()._field_to_sql(alias, fname, query)
        self._check_field_access(self._fields[fname], "read")
        now = fields.Datetime.now()
        due = self._field_to_sql(alias, "deadline_due_at", query)
        warn = self._field_to_sql(alias, "deadline_warn_at", query)
        return SQL(
            "CASE WHEN %(due)s <= %(now)s THEN 'missed'"
            " WHEN %(due)s IS NOT NULL AND %(warn)s <= %(now)s THEN 'warning'"
            " WHEN %(due)s IS NOT NULL THEN 'on_track' ELSE 'none' END",
            due=due,
            warn=warn,
            now=now,
        )

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        """Worst first: in the order of the times from which the state follows."""
        if field_name == "deadline_state":
            field_name = "deadline_due_at"
        return super()._order_field_to_sql(alias, field_name, direction, nulls, query)

    def _read_group_orderby(self, order, groupby_terms, query):
        """Groups come worst first, in the order of the selection."""
        state = groupby_terms.get("deadline_state")
        if not state:
            return super()._read_group_orderby(order, groupby_terms, query)
        ranks = list(dict(self._fields["deadline_state"].selection))
        ranked = {
            **groupby_terms,
            "deadline_state": SQL("array_position(%s, %s)", ranks, state),
        }
        terms = super()._read_group_orderby(order, ranked, query)
        # The order may add to what is grouped by; the state itself stays as it was.
        groupby_terms.update(ranked, deadline_state=state)
        return terms
