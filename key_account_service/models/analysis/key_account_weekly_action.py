# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ..account.res_partner_page import SERVICE

#: What whoever asks says, once.
ASKED = {"line_id", "kind", "department_id", "due_on"}


class KeyAccountWeeklyAction(models.Model):
    """What is done about an account, by whom and until which day (TEAM-4).

    By the account manager, or by a superior or a department where it exceeds the
    manager's authority. Who was asked does it, or hands it back with the reason, which
    is counted and told at once (TEAM-3). Until it is done it stands on the next review.
    """

    _name = "key.account.weekly.action"
    _inherit = ["key.account.promised.work.mixin", "key.account.editable.mixin"]
    _description = "Action of a Weekly Review"
    _order = "due_on, id"

    name = fields.Char(string="Number", required=True, readonly=True, copy=False)
    line_id = fields.Many2one(
        "key.account.weekly.line",
        string="From Review",
        required=True,
        index=True,
        ondelete="restrict",
        groups=SERVICE,
    )
    kind = fields.Selection(
        [
            ("own", "I do it"),
            ("superior", "To my superior"),
            ("department", "To a department"),
        ],
        string="Who Is to Do It",
        required=True,
        default="own",
    )
    department_id = fields.Many2one(
        "key.account.department", index="btree_not_null", ondelete="restrict"
    )
    what = fields.Text(string="What Is to Be Done", required=True)
    due_on = fields.Date(
        string="To Be Done By",
        required=True,
        index=True,
        default=lambda self: fields.Date.context_today(self) + timedelta(days=4),
    )
    state = fields.Selection(
        [("open", "Open"), ("done", "Done"), ("withdrawn", "Withdrawn")],
        default="open",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    result = fields.Text(
        copy=False, help="What was done, or why it was handed back or withdrawn."
    )
    asked_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="restrict"
    )
    done_at = fields.Datetime(string="Done On", readonly=True, copy=False)
    done_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    back_count = fields.Integer(
        string="Handed Back",
        readonly=True,
        copy=False,
        help="How often a superior or a department did not take it.",
    )
    is_asked = fields.Boolean(compute="_compute_is_asked")

    @api.depends_context("uid")
    @api.depends("kind", "user_id", "department_id")
    def _compute_is_asked(self):
        """Whether the current user is the superior or the department that was asked."""
        for action in self:
            action.is_asked = action.kind != "own" and action._is_for(self.env.user)

    @api.depends("name", "account_id")
    def _compute_display_name(self):
        for action in self._named_to_reader():
            parts = action.name, action.account_id.name
            action.display_name = " · ".join(filter(None, parts))

    @api.constrains("kind", "department_id")
    def _check_department(self):
        for action in self:
            department = action.department_id
            if action.kind == "department" and not department:
                raise ValidationError(self.env._("Choose the department to be asked."))
            company = department.sudo().company_id
            if company and company != action.company_id:
                raise ValidationError(
                    self.env._(
                        "%(department)s belongs to another company than the account.",
                        department=department.name,
                    )
                )

    # ------------------------------------------------------------------
    # Who reads, who writes
    # ------------------------------------------------------------------

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "asked_by_id",
            "back_count",
            "done_at",
            "done_by_id",
            "name",
            "state",
            "user_id",
        }

    @api.model
    def _asked_domain(self):
        """Actions that the current user, or the own department, was asked for."""
        mine = Domain("user_id", "=", self.env.uid) & Domain("kind", "!=", "own")
        ours = Domain("department_id.contact_ids.user_id", "=", self.env.uid)
        return mine | (ours & Domain("kind", "=", "department"))

    @api.model
    def _derived_access_domain(self):
        return super()._derived_access_domain() | self._asked_domain()

    @api.model
    def _derived_change_domain(self):
        accounts = self.env["res.partner"].sudo()
        served = accounts._search(self.env["res.partner"]._key_account_serving_domain())
        return Domain("account_id", "in", served) | self._asked_domain()

    def _is_for(self, user):
        """Whether a user is asked: in person, or as a contact of the department."""
        contacts = self.sudo().department_id.contact_ids
        ours = self.kind == "department" and user in contacts.user_id
        return ours or user == self.user_id

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.su:
            return super().create(vals_list)
        if any(vals.keys() - ASKED - {"what"} for vals in vals_list):
            raise AccessError(
                self.env._(
                    "Say only what is to be done, by whom and until when. Everything "
                    "else follows from what happens."
                )
            )
        lines = self.env["key.account.weekly.line"]
        lines = lines.browse([vals.get("line_id") for vals in vals_list])
        lines.check_access("write")
        lines._check_review_open()
        values = [
            {**vals, **line._action_values(vals.get("kind") or "own", vals)}
            for line, vals in zip(lines, vals_list, strict=True)
        ]
        # Who may ask was checked; whom it concerns follows from the account.
        actions = super(KeyAccountWeeklyAction, self.sudo()).create(values)
        actions = actions.with_env(self.env)
        actions._tell_asked()
        lines._answer("acted")
        return actions

    def write(self, vals):
        if not self.env.su and any(action.state != "open" for action in self):
            raise UserError(self.env._("This action is over. Note a new one."))
        if not self.env.su and vals.keys() - {"result"}:
            self._check_served()
        if not self.env.su and ASKED & vals.keys():
            raise AccessError(
                self.env._(
                    "Who does it until when was agreed when it was noted. Withdraw it "
                    "and note another one."
                )
            )
        return super().write(vals)

    @api.constrains("what")
    def _check_what(self):
        if any(not (action.what or "").strip() for action in self):
            raise ValidationError(self.env._("Say what is to be done."))
