# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

#: What was promised; the customer signs it.
WORDS = {"name", "due_on", "visit_id"}
#: What whoever has to keep a promise may write, though the visit is not his.
BY_RESPONSIBLE = {"result"}


class KeyAccountVisitPromise(models.Model):
    """What was promised to a customer on a visit, until when, and by whom (VISIT-3).

    Written down it is a task of whoever is responsible, with a deadline of its own
    (``key_account_visit_promise_clock``), or it becomes a case
    (``key_account_visit_promise_case``). It is read with its visit, and by whoever has
    to keep it. How it ends is in ``key_account_visit_promise_progress``. A day is one
    of the company's zone, moments are UTC.
    """

    _name = "key.account.visit.promise"
    _inherit = [
        "key.account.derived.access.mixin",
        "key.account.fact.mixin",
        "key.account.case.link.mixin",
        "key.account.case.open.mixin",
        "key.account.secret.name.mixin",
    ]
    _description = "Promise Made on a Visit"
    _order = "due_on, id"
    _check_company_auto = True

    name = fields.Char(string="What We Promised", required=True)
    visit_id = fields.Many2one(
        "key.account.visit", required=True, index=True, ondelete="cascade"
    )
    due_on = fields.Date(
        string="Promised Until",
        required=True,
        index=True,
        help="The last day on which the promise is kept.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        required=True,
        index=True,
        compute="_compute_user_id",
        store=True,
        readonly=False,
        precompute=True,
        domain=[("share", "=", False)],
        check_company=True,
    )
    state = fields.Selection(
        [("open", "Open"), ("done", "Kept"), ("given_up", "Given up")],
        default="open",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        group_expand=True,
    )
    result = fields.Text(
        string="How It Ended",
        copy=False,
        help="What was done; for a promise that was given up, why, and what the "
        "customer was told.",
    )
    promised_at = fields.Datetime(
        string="Promised Since",
        default=fields.Datetime.now,
        required=True,
        readonly=True,
        copy=False,
    )
    done_at = fields.Datetime(string="Ended", readonly=True, copy=False)
    done_by_id = fields.Many2one(
        "res.users", string="Ended By", readonly=True, copy=False, ondelete="restrict"
    )
    partner_id = fields.Many2one(related="visit_id.partner_id", string="Person Met")
    key_account_id = fields.Many2one(
        related="visit_id.key_account_id", store=True, index="btree_not_null"
    )
    key_account_tier_id = fields.Many2one(
        related="visit_id.key_account_tier_id",
        string="Tier",
        store=True,
        index="btree_not_null",
    )
    company_id = fields.Many2one(related="visit_id.company_id", store=True, index=True)
    may_end = fields.Boolean(compute="_compute_may_end")

    _open_idx = models.Index("(user_id, due_on, id) WHERE state = 'open'")

    @api.depends("visit_id")
    def _compute_user_id(self):
        for promise in self:
            promise.user_id = promise.user_id or promise.visit_id.user_id

    @api.depends("visit_id", "name")
    def _compute_display_name(self):
        for promise in self._named_to_reader():
            # Whoever keeps it may not read the visit, but knows it by its number.
            parts = promise.sudo().visit_id.name, promise.name
            promise.display_name = " · ".join(filter(None, parts))

    @api.depends_context("uid")
    @api.depends("state", "visit_id", "user_id")
    def _compute_may_end(self):
        mine = self._origin._filtered_access("write")
        for promise in self:
            promise.may_end = promise.state == "open" and promise._origin in mine

    # ------------------------------------------------------------------
    # Who
    # ------------------------------------------------------------------

    @api.model
    def _derived_access_domain(self):
        return self._of_visits("read") | Domain("user_id", "=", self.env.uid)

    @api.model
    def _derived_change_domain(self):
        return self._of_visits("write") | Domain("user_id", "=", self.env.uid)

    @api.model
    def _of_visits(self, operation):
        """The promises of the visits that the user may read, or change."""
        visits = self.env["key.account.visit"]
        if not visits.has_access(operation):
            return Domain.FALSE
        rules = Domain(self.env["ir.rule"]._compute_domain(visits._name, operation))
        return Domain("visit_id", "in", visits._search(rules))

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "state",
            "promised_at",
            "done_at",
            "done_by_id",
            "key_account_id",
            "key_account_tier_id",
            "company_id",
        }

    # ------------------------------------------------------------------
    # Promising
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        self._check_visit({vals.get("visit_id") for vals in vals_list})
        promises = super().create(vals_list)
        promises.visit_id._part_changed()
        promises.visit_id._follow_promises()
        return promises

    def write(self, vals):
        if vals.keys() - BY_RESPONSIBLE:
            self._check_visit({*self.sudo().visit_id.ids, vals.get("visit_id")}, vals)
        self._check_open(vals)
        if WORDS & vals.keys():
            self.visit_id._part_changed()
        return super().write(vals)

    def unlink(self):
        visits = self.visit_id
        visits._part_changed()
        result = super().unlink()
        visits._follow_promises()
        return result

    @api.model
    def _check_visit(self, visit_ids, names=WORDS):
        """Promises are made by those who serve the visit, before it is signed.

        :param names: what is said of the promise
        :raises AccessError: for whoever may not change the visit
        :raises UserError: if the customer has signed what was promised, or nobody came
        """
        if self.env.su:
            return
        visits = self.env["key.account.visit"].browse(filter(None, visit_ids))
        visits.check_access("write")
        if not WORDS & set(names):
            return
        for visit in visits:
            if visit.state in ("signed", "cancelled"):
                raise UserError(
                    self.env._(
                        "What was promised on %(visit)s is fixed: it is signed or "
                        "cancelled. Put a new promise into a new visit.",
                        visit=visit.name,
                    )
                )

    def _check_open(self, names):
        """:raises UserError: if one of the promises was ended"""
        words = WORDS | BY_RESPONSIBLE | {"user_id"}
        ended = self.filtered(lambda promise: promise.state != "open")
        if ended and words & set(names) and not self.env.su:
            raise UserError(
                self.env._(
                    "“%(promise)s” is ended. Take it up again to change it.",
                    promise=ended[0].name,
                )
            )

    @api.constrains("name")
    def _check_name(self):
        if any(not promise.name.strip() for promise in self):
            raise ValidationError(self.env._("Say what was promised to the customer."))

    @api.constrains("due_on")
    def _check_due_on(self):
        now = fields.Datetime.now()
        for promise in self:
            today = promise.company_id._today_at(now)
            if promise.state == "open" and promise.due_on < today:
                raise ValidationError(
                    self.env._(
                        "The day until which “%(promise)s” was promised is over. Agree "
                        "on another day with the customer.",
                        promise=promise.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_filed(self):
        """A slip of the pen in a draft can be deleted; what was filed is ended."""
        if self.env.su:
            return
        self._check_visit(self.visit_id.ids)
        if any(promise.visit_id.state != "planned" for promise in self):
            raise UserError(
                self.env._(
                    "What was promised stays on record. Give the promise up instead, "
                    "and say why."
                )
            )

    def _sealed(self):
        """What the customer signs of it, in a form that can be compared for ever."""
        return {"name": self.name, "due_on": str(self.due_on)}
