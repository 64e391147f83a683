# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

HELPDESK = "helpdesk_mgmt.group_helpdesk_user_own"


class KeyAccountCaseOffer(models.Model):
    """A case is offered to somebody, who accepts or declines (TEAM-2).

    Until somebody presses *Accept* the first-contact owner owns it: a case is never
    ownerless. What becomes of an offer is in ``key_account_case_offer_answer``; an
    unanswered one reminds and returns, see ``key_account_case_offer_clock``. Nothing of
    it is changed by hand. All times are UTC.
    """

    _name = "key.account.case.offer"
    _inherit = [
        "key.account.answer.mixin",
        "key.account.case.link.mixin",
        "key.account.derived.access.mixin",
        "key.account.proof.mixin",
    ]
    _description = "Offer of a Case"
    _order = "id desc"
    _rec_name = "ticket_number"

    ticket_id = fields.Many2one(
        "helpdesk.ticket", string="Case", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Person",
        index="btree_not_null",
        ondelete="restrict",
        domain=lambda self: [
            ("share", "=", False),
            ("all_group_ids", "in", self.env.ref(HELPDESK).ids),
        ],
        help="Who is asked to take the case over.",
    )
    team_id = fields.Many2one(
        "helpdesk.ticket.team",
        index="btree_not_null",
        ondelete="restrict",
        help="Or a desk: whoever of it accepts first has the case.",
    )
    note = fields.Text(help="What the next person has to know.")
    offered_by_id = fields.Many2one(
        "res.users",
        default=lambda self: self.env.user,
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    offered_at = fields.Datetime(
        string="Waiting Since",
        default=fields.Datetime.now,
        required=True,
        readonly=True,
    )
    state = fields.Selection(
        [
            ("offered", "Offered"),
            ("accepted", "Accepted"),
            ("declined", "Declined"),
            ("returned", "Returned unanswered"),
            ("withdrawn", "Withdrawn"),
        ],
        default="offered",
        required=True,
        readonly=True,
        index=True,
    )
    answered_at = fields.Datetime(string="Answered On", readonly=True)
    answered_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    reason = fields.Text(readonly=True, help="Why it was declined.")
    # What whoever is asked needs to know; the case itself may be closed to him.
    ticket_number = fields.Char(related="ticket_id.number", string="Case Number")
    ticket_name = fields.Char(related="ticket_id.name", string="Title of the Case")
    partner_id = fields.Many2one(related="ticket_id.partner_id", string="Customer")
    owner_id = fields.Many2one(
        related="ticket_id.first_contact_user_id", string="First-Contact Owner"
    )
    key_account_tier_id = fields.Many2one(
        related="ticket_id.key_account_tier_id", string="Tier"
    )
    case_due_at = fields.Datetime(
        related="ticket_id.deadline_due_at", string="Case Is Due"
    )
    company_id = fields.Many2one(related="ticket_id.company_id", store=True, index=True)
    may_answer = fields.Boolean(compute="_compute_may_answer")
    may_withdraw = fields.Boolean(compute="_compute_may_withdraw")

    _one_addressee = models.Constraint(
        "CHECK (num_nonnulls(user_id, team_id) = 1)",
        "Offer the case either to one person or to one desk.",
    )
    _one_open_uniq = models.UniqueIndex(
        "(ticket_id) WHERE state = 'offered'",
        "This case is offered to somebody already. Withdraw that offer first.",
    )
    _reason_given = models.Constraint(
        "CHECK (state != 'declined' OR COALESCE(reason, '') != '')",
        "Say why: nobody declines a case without a reason.",
    )

    @api.depends("ticket_number", "user_id", "team_id")
    def _compute_display_name(self):
        for offer in self:
            to = offer.user_id.name or offer.team_id.name
            offer.display_name = " → ".join(filter(None, (offer.ticket_number, to)))

    @api.depends("state", "user_id", "team_id")
    @api.depends_context("uid")
    def _compute_may_answer(self):
        for offer in self:
            asked = self.env.user in offer._asked_users()
            offer.may_answer = asked and offer.state == "offered"

    @api.depends("state", "ticket_id")
    @api.depends_context("uid")
    def _compute_may_withdraw(self):
        mine = self.ticket_id.with_env(self.env)._filtered_access("write")
        for offer in self:
            offer.may_withdraw = offer.state == "offered" and offer.ticket_id in mine

    def _asked_users(self):
        """Who may accept: the person, or everybody of the desk, but not the owner."""
        offer = self.sudo()
        users = offer.user_id | offer.team_id.user_ids
        return users.filtered("active") - offer.ticket_id.first_contact_user_id

    @api.model
    def _derived_access_domain(self):
        """What one is offered, and the offers of the cases one may read."""
        mine = Domain("user_id", "=", self.env.uid) | Domain(
            "team_id.user_ids", "in", self.env.uid
        )
        cases = self.env["helpdesk.ticket"].with_context(active_test=False)
        return mine | Domain("ticket_id", "in", cases._search([]))

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                self._check_offered_rightly(vals)
        offers = super().create(vals_list)
        for offer in offers:
            offer._tell_asked()
        return offers

    @api.model
    def _check_offered_rightly(self, vals):
        """:raises AccessError: for facts, and for whoever does not serve the case"""
        if vals.keys() - {"ticket_id", "user_id", "team_id", "note"}:
            raise AccessError(
                self.env._(
                    "Say only to whom the case is offered, and what there is to know. "
                    "Everything else follows from what happens."
                )
            )
        case = self.env["helpdesk.ticket"].browse(vals.get("ticket_id"))
        case.check_access("write")

    @api.constrains("ticket_id")
    def _check_case_open(self):
        for offer in self:
            case = offer.sudo().ticket_id
            if case.closed or case._is_void():
                raise UserError(
                    self.env._(
                        "%(case)s is over; there is nothing to pass on.",
                        case=case.number,
                    )
                )

    @api.constrains("user_id", "team_id", "ticket_id")
    def _check_addressee(self):
        for offer in self.filtered(lambda offer: offer.state == "offered"):
            asked = offer._asked_users()
            company = offer.sudo().ticket_id.company_id
            able = asked.filtered(
                lambda user, company=company: (
                    user.has_group(HELPDESK) and company in user.company_ids
                )
            )
            if not able:
                raise ValidationError(
                    self.env._(
                        "Nobody else there works on cases of this company. Offer it to "
                        "a colleague who does."
                    )
                )
