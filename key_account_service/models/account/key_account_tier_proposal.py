# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: Proposals on which somebody still has to act; one account has one at most.
OPEN_STATES = ("draft", "submitted", "approved")


class KeyAccountTierProposal(models.Model):
    """The way to another tier: proposed, approved, published on its day (TIER-7).

    Until it is published the old tier holds, and when the validity of a tier ends it
    holds until another one is published. How a proposal is decided about is in
    ``key_account_tier_proposal_decide``, how it comes into force in
    ``key_account_tier_proposal_publish``. Days are those of the company's time zone,
    moments are UTC.
    """

    _name = "key.account.tier.proposal"
    _inherit = [
        "key.account.derived.access.mixin",
        "key.account.approval.line.mixin",
        "key.account.sweep.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _description = "Tier Proposal"
    _order = "id desc"
    # Approvers are not those who write it, but they may ask back.
    _mail_post_access = "read"

    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Under approval"),
            ("approved", "Approved"),
            ("published", "Published"),
            ("replaced", "Replaced"),
            ("expired", "Expired"),
            ("rejected", "Rejected"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )
    account_id = fields.Many2one(
        "res.partner",
        string="Key Account",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("key_account_kind", "!=", False)],
    )
    company_id = fields.Many2one(
        "res.company", compute="_compute_company_id", store=True, precompute=True
    )
    current_tier_id = fields.Many2one(
        "key.account.tier",
        compute="_compute_current_tier_id",
        store=True,
        precompute=True,
        ondelete="restrict",
        help="The tier when it was proposed.",
    )
    tier_id = fields.Many2one(
        "key.account.tier",
        string="Proposed Tier",
        required=True,
        ondelete="restrict",
        tracking=True,
    )
    reason = fields.Text(required=True)
    evidence = fields.Text(help="Figures and facts on which the reason rests.")
    attachment_ids = fields.Many2many("ir.attachment", string="Documents", copy=False)
    valid_from = fields.Date(
        required=True,
        default=fields.Date.context_today,
        copy=False,
        help="The first day of the tier. If it is approved later, it holds from the "
        "day on which it is published.",
    )
    valid_until = fields.Date(
        copy=False,
        help="The last day. The tier stays in force until another one is published; "
        "the account manager is reminded in good time. Empty: no end.",
    )

    _open_uniq = models.UniqueIndex(
        "(account_id) WHERE state IN ('draft', 'submitted', 'approved')",
        "This account has a tier proposal already that is not published. Finish or "
        "cancel that one first.",
    )
    _valid_order = models.Constraint(
        "CHECK (valid_until IS NULL OR valid_until >= valid_from)",
        "A tier cannot end before it begins.",
    )

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "company_id",
            "current_tier_id",
            "error",
            "error_at",
        }

    @api.model
    def _content_fields(self):
        """What is approved, and so is written in a draft only."""
        return {
            "account_id",
            "tier_id",
            "reason",
            "evidence",
            "attachment_ids",
            "valid_from",
            "valid_until",
        }

    @api.depends("account_id")
    def _compute_company_id(self):
        for proposal in self:
            account = proposal.account_id.sudo()
            proposal.company_id = account.key_account_company_id

    @api.depends("account_id")
    def _compute_current_tier_id(self):
        for proposal in self:
            proposal.current_tier_id = proposal.account_id.sudo().key_account_tier_id

    @api.depends("account_id", "current_tier_id", "tier_id")
    def _compute_display_name(self):
        for proposal in self:
            tiers = proposal.current_tier_id.code or "–", proposal.tier_id.code or "?"
            account = proposal.account_id.name or ""
            proposal.display_name = f"{account}: {' → '.join(tiers)}"

    @api.constrains("account_id")
    def _check_account(self):
        for proposal in self:
            if not proposal.account_id.sudo().key_account_kind:
                raise UserError(
                    self.env._(
                        "%(contact)s is no key account. The tier of a contact follows "
                        "that of its company.",
                        contact=proposal.account_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        proposals = super().create(vals_list)
        proposals._own_documents()
        for proposal in proposals.sudo():
            proposal.author_ids |= self.env.user
        return proposals

    def write(self, vals):
        content = self._content_fields() & vals.keys()
        if content and not self.env.su:
            self._check_draft()
        result = super().write(vals)
        if content and not self.env.su:
            # Nobody proposes for an account that is not the own one.
            self.check_access("write")
            self._own_documents()
            for proposal in self.sudo():
                proposal.author_ids |= self.env.user
        return result

    def _check_draft(self):
        for proposal in self:
            if proposal.state != "draft":
                raise UserError(
                    self.env._(
                        "%(proposal)s was submitted: what superiors look at stays as "
                        "it is. Cancel it and propose again.",
                        proposal=proposal.display_name,
                    )
                )

    def _own_documents(self):
        """Documents uploaded for a new proposal are read by whoever reads it."""
        for proposal in self:
            loose = proposal.attachment_ids.filtered(lambda file: not file.res_id)
            loose.write({"res_model": self._name, "res_id": proposal.id})

    @api.ondelete(at_uninstall=False)
    def _unlink_except_submitted(self):
        if any(proposal.state != "draft" for proposal in self):
            raise UserError(
                self.env._(
                    "A proposal that was submitted is kept. Cancel it if it has become "
                    "pointless."
                )
            )

    # ------------------------------------------------------------------
    # Who reads, who writes
    # ------------------------------------------------------------------

    @api.model
    def _derived_access_domain(self):
        """Proposals for accounts one serves or leads, and those one approves."""
        reach = self.env["res.partner"]._key_account_reach_domain()
        return reach | self._reviewed_domain() if reach != Domain.TRUE else reach

    @api.model
    def _derived_change_domain(self):
        """A draft is changed by whoever may propose a tier for the account."""
        accounts = self.env["res.partner"].sudo()
        accounts = accounts._search(
            self.env["res.partner"]._key_account_proposing_domain()
        )
        return Domain("state", "=", "draft") & Domain("account_id", "in", accounts)
