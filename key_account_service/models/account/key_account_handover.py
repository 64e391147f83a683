# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

#: States in which nothing has been agreed, and the document is still written.
OPEN_TO_CHANGE = ("draft", "refused")
#: States in which a handover is under way: an account is in one of them at a time.
UNDER_WAY = ("proposed", "given", "taken")
#: What people write; all the rest follows from what they confirm.
WRITTEN = {
    "giver_id",
    "taker_id",
    "account_ids",
    "date",
    "reason",
    "move_cases",
    "move_activities",
    "move_visits",
}


class KeyAccountHandover(models.Model):
    """Accounts go from one manager to another, with their open work (TEAM-1).

    Somebody in charge proposes it, the giver and then the taker confirm the list of
    what is open, and it takes effect on its date. The list is frozen: it says what was
    open when it was made, with the due times of that moment. Times are UTC.
    """

    _name = "key.account.handover"
    _inherit = [
        "key.account.proof.mixin",
        "key.account.sweep.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _description = "Handover of Accounts"
    # The taker may not write it, but answers on it.
    _mail_post_access = "read"
    _order = "date desc, id desc"
    _check_company_auto = True

    name = fields.Char(
        string="Number",
        default=lambda self: self.env._("New"),
        required=True,
        readonly=True,
        copy=False,
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("requested", "Asked for"),
            ("proposed", "Proposed"),
            ("given", "Confirmed by giver"),
            ("taken", "Confirmed by both"),
            ("done", "Done"),
            ("refused", "Refused"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    giver_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        tracking=True,
    )
    taker_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        domain=[("share", "=", False)],
        check_company=True,
        tracking=True,
    )
    account_ids = fields.Many2many(
        "res.partner",
        "key_account_handover_account_rel",
        "handover_id",
        "account_id",
        string="Accounts",
        required=True,
        domain="[('key_account_kind', '!=', False),"
        " ('key_account_manager_id', '=', giver_id)]",
        copy=False,
    )
    team_id = fields.Many2one(
        "key.account.team",
        string="Team of the Giver",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        help="Whoever is in charge of it proposes the handover.",
    )
    date = fields.Date(
        string="Takes Effect On",
        required=True,
        default=fields.Date.context_today,
        tracking=True,
        help="At the beginning of this day in the company's time zone, or as soon as "
        "both have confirmed.",
    )
    reason = fields.Char(help="Such as: maternity leave, new district, resigned.")
    move_cases = fields.Boolean(
        string="Open Cases",
        default=True,
        help="With their deadlines, whose clocks run on untouched.",
    )
    move_activities = fields.Boolean(string="Open Activities", default=True)
    move_visits = fields.Boolean(string="Planned Visits", default=True)
    line_ids = fields.One2many(
        "key.account.handover.line", "handover_id", string="Open Work", readonly=True
    )
    listed_at = fields.Datetime(string="Listed On", readonly=True, copy=False)
    proposed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    given_at = fields.Datetime(string="Giver Confirmed On", readonly=True, copy=False)
    given_by_id = fields.Many2one(
        "res.users",
        string="Confirmed for the Giver By",
        readonly=True,
        copy=False,
        help="A superior, if the giver has left or is away.",
    )
    taken_at = fields.Datetime(string="Taker Confirmed On", readonly=True, copy=False)
    done_at = fields.Datetime(string="Done On", readonly=True, copy=False)
    answer = fields.Char(
        string="Reason Given",
        readonly=True,
        copy=False,
        tracking=True,
        help="Why it was refused, cancelled, taken back or confirmed for the giver.",
    )
    problem = fields.Char(
        readonly=True, copy=False, help="Why it could not take effect on its date."
    )
    reminded_at = fields.Datetime(readonly=True, copy=False)

    is_in_charge = fields.Boolean(compute="_compute_is_in_charge")
    is_my_turn = fields.Boolean(compute="_compute_is_my_turn")
    giver_is_absent = fields.Boolean(compute="_compute_giver_is_absent")

    @api.depends_context("uid")
    @api.depends("account_ids")
    def _compute_is_in_charge(self):
        for handover in self:
            handover.is_in_charge = handover._is_in_charge()

    @api.depends_context("uid")
    @api.depends("state", "giver_id", "taker_id")
    def _compute_is_my_turn(self):
        for handover in self:
            turn = handover._turns().get(handover.state)
            handover.is_my_turn = turn == self.env.user

    @api.depends("giver_id")
    def _compute_giver_is_absent(self):
        now = fields.Datetime.now()
        presence = self.env["key.account.duty"].sudo()._presence(now)
        for handover in self:
            giver = handover.giver_id.sudo()
            away = presence.is_away(giver.id, now)
            handover.giver_is_absent = not giver.active or away

    def _turns(self):
        """:return: dict of state to whoever has to confirm in it"""
        return {"proposed": self.giver_id, "given": self.taker_id}

    def _is_in_charge(self):
        """Whether the current user decides about all of its accounts."""
        accounts = self.account_ids.sudo(False)
        teams = self.sudo().team_id
        partner = self.env["res.partner"]
        return accounts._is_in_charge() and partner._are_own_teams(teams)

    @api.constrains("giver_id", "taker_id")
    def _check_two_people(self):
        for handover in self:
            if handover.giver_id == handover.taker_id:
                raise ValidationError(
                    self.env._("Accounts are handed over to somebody else. Choose who.")
                )

    @api.constrains("account_ids", "giver_id")
    def _check_accounts(self):
        """While it is prepared, all accounts are the giver's and of one company."""
        for handover in self.sudo().filtered(lambda h: h.state in OPEN_TO_CHANGE):
            accounts = handover.account_ids
            if accounts.key_account_manager_id - handover.giver_id or any(
                not account.key_account_kind for account in accounts
            ):
                raise ValidationError(
                    self.env._(
                        "All accounts of a handover must be served by %(giver)s.",
                        giver=handover.giver_id.name,
                    )
                )
            if accounts.key_account_company_id - handover.company_id:
                raise ValidationError(
                    self.env._("A handover is about accounts of one company.")
                )

    @api.model
    def default_get(self, fields):
        """Nobody is said to have confirmed because a context says so."""
        facts = super().default_get(fields)
        asked = [name for name in fields if name in WRITTEN]
        return facts | models.Model.default_get(self, asked)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_written(vals)
            vals["name"] = self.env["ir.sequence"].sudo().next_by_code(self._name)
        handovers = super().create(vals_list)
        handovers._follow_accounts()
        handovers._check_prepared_by()
        return handovers

    def write(self, vals):
        if not self.env.su:
            self._check_written(vals)
            if WRITTEN & vals.keys():
                self._check_open_to_change()
        result = super().write(vals)
        if "account_ids" in vals:
            self._follow_accounts()
        if not self.env.su:
            self._check_prepared_by()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_if_draft(self):
        if any(handover.state != "draft" for handover in self):
            raise UserError(
                self.env._("A handover that was proposed is cancelled, not deleted.")
            )

    def _check_written(self, vals):
        """:raises AccessError: for whoever writes what follows from confirmations"""
        if not self.env.su and vals.keys() - WRITTEN:
            raise AccessError(
                self.env._("The progress of a handover cannot be written by hand.")
            )

    def _check_open_to_change(self):
        if any(handover.state not in OPEN_TO_CHANGE for handover in self):
            raise UserError(
                self.env._(
                    "This handover has been proposed and cannot be changed any more. "
                    "Take it back to draft first."
                )
            )

    def _check_prepared_by(self):
        """A manager prepares a handover of the own accounts, a superior any.

        :raises AccessError: for everybody else
        """
        for handover in self.filtered("account_ids"):
            mine = handover.giver_id == self.env.user
            if not (self.env.su or mine or handover._is_in_charge()):
                raise AccessError(
                    self.env._(
                        "You can hand over your own accounts only. Ask the supervisor "
                        "in charge."
                    )
                )

    def _follow_accounts(self):
        """The team in charge and the company are those of the accounts."""
        # Facts, and whoever prepares a handover may not know the team.
        for handover in self.sudo():
            account = handover.account_ids[:1]
            company = account.key_account_company_id or handover.company_id
            handover.write(
                {"team_id": account.key_account_team_id.id, "company_id": company.id}
            )
