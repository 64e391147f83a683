# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import email_normalize

from .key_account_deadline_policy import CASE_KINDS


class HelpdeskTicket(models.Model):
    """A case: whose it is, of which kind, and who answers for it (CASE-1, TEAM-2).

    It knows whose key account the customer is, of which tier on that day, and who took
    it first. What follows from its progress is in ``helpdesk_ticket_progress``, what it
    promises in ``helpdesk_ticket_clock``. All times are UTC.
    """

    _inherit = "helpdesk.ticket"

    case_kind = fields.Selection(
        CASE_KINDS,
        string="Kind of Case",
        compute="_compute_case_kind",
        store=True,
        readonly=False,
        tracking=True,
    )
    complaint_level_id = fields.Many2one(
        "key.account.complaint.level",
        compute="_compute_complaint_level_id",
        store=True,
        readonly=False,
        tracking=True,
        ondelete="restrict",
        help="A complaint is of the lowest level until somebody sets it.",
    )
    received_at = fields.Datetime(
        string="Received",
        default=fields.Datetime.now,
        copy=False,
        help="When the customer's word reached us. Promises count from here.",
    )
    first_contact_user_id = fields.Many2one(
        "res.users",
        string="First-Contact Owner",
        compute="_compute_first_contact_user_id",
        store=True,
        readonly=False,
        tracking=True,
        index="btree_not_null",
        copy=False,
        domain=[("share", "=", False)],
        help="Whoever takes a request first owns it until another person accepts it.",
    )
    key_account_id = fields.Many2one(
        "res.partner",
        compute="_compute_key_account_id",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    key_account_kind = fields.Selection(
        related="key_account_id.key_account_kind",
        string="Kind of Key Account",
    )
    key_account_tier_id = fields.Many2one(
        "key.account.tier",
        string="Tier",
        compute="_compute_key_account_tier_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The tier on the day of the case; a later change leaves it alone.",
    )
    key_account_manager_id = fields.Many2one(
        "res.users",
        string="Account Manager",
        compute="_compute_key_account_manager_id",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        index="btree_not_null",
        domain=[("share", "=", False)],
    )

    _partner_idx = models.Index("(partner_id)")

    # One method a field: giving one of them must not keep the others from following.

    @api.depends("team_id")
    def _compute_case_kind(self):
        for ticket in self:
            kind = ticket.team_id.default_case_kind or "enquiry"
            ticket.case_kind = ticket.case_kind or kind

    @api.depends("case_kind")
    def _compute_complaint_level_id(self):
        lowest = self.env["key.account.complaint.level"]._lowest()
        for ticket in self:
            if ticket.case_kind == "complaint":
                ticket.complaint_level_id = ticket.complaint_level_id or lowest
            else:
                ticket.complaint_level_id = False

    @api.depends("partner_id", "company_id")
    def _compute_key_account_id(self):
        for ticket in self:
            account = ticket.partner_id.sudo().key_account_id
            ours = account.key_account_company_id == ticket.company_id
            ticket.key_account_id = ours and account

    @api.depends("key_account_id")
    def _compute_key_account_tier_id(self):
        for ticket in self:
            account = ticket.key_account_id.sudo()
            ticket.key_account_tier_id = account.key_account_tier_id

    @api.depends("key_account_id")
    def _compute_key_account_manager_id(self):
        for ticket in self:
            account = ticket.key_account_id.sudo()
            ticket.key_account_manager_id = account.key_account_manager_id

    @api.model
    def _fields_of_account(self):
        """Hook: what a case takes over from its key account, once."""
        return ["key_account_tier_id", "key_account_manager_id"]

    @api.depends("key_account_manager_id", "team_id")
    def _compute_first_contact_user_id(self):
        for ticket in self:
            ticket.first_contact_user_id = (
                ticket.first_contact_user_id or ticket._first_contact()
            )

    def _first_contact(self):
        """Who owns a case that came in by itself; never nobody (TEAM-2)."""
        for role in ("responsible", "supervisor", "department_head", "company_head"):
            users = self._deadline_role_users(role).filtered("active")
            if users:
                return users[:1]
        return self._deadline_last_resort()[:1]

    def _mail_get_operation_for_mail_message_operation(self, message_operation):
        """Whoever only audits may read a case but not write to its customer."""
        operations = super()._mail_get_operation_for_mail_message_operation(
            message_operation
        )
        auditor = "key_account_service.group_key_account_auditor"
        if message_operation == "create" and self.env.user.has_group(auditor):
            return dict.fromkeys(operations, "write")
        return operations

    @api.constrains("received_at")
    def _check_received_at(self):
        now = fields.Datetime.now()
        if any(ticket.received_at and ticket.received_at > now for ticket in self):
            raise ValidationError(
                self.env._("A case cannot have been received in the future.")
            )

    @api.model
    def default_get(self, fields):
        """Facts have no defaults: a context must not forge what values may not."""
        defaults = super().default_get(fields)
        if not self.env.su:
            for name in self._case_facts() & defaults.keys():
                del defaults[name]
            duplicate = self.browse(defaults.get("duplicate_id"))
            if duplicate and not duplicate.has_access("read"):
                del defaults["duplicate_id"]
            if "first_contact_user_id" in fields and self.env.user._is_internal():
                # Whoever takes a request first owns it (TEAM-2).
                defaults["first_contact_user_id"] = self.env.uid
        return defaults

    @api.constrains("case_kind", "complaint_level_id")
    def _check_complaint_level(self):
        for ticket in self:
            if ticket.case_kind == "complaint" and not ticket.complaint_level_id:
                raise ValidationError(
                    self.env._(
                        "A complaint has a level: it decides by when it is solved."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.su:
            return super().create(vals_list)
        for vals in vals_list:
            self._check_case_right(vals)
            # A case without its moment of receipt would promise nothing.
            vals["received_at"] = vals.get("received_at") or fields.Datetime.now()
        tickets = super().create(vals_list)
        tickets._check_passed_on()
        return tickets

    def write(self, vals):
        servants = None if self.env.su else self._check_write(vals)
        terms = [
            self._fields[name]
            for name in ("key_account_tier_id", "key_account_manager_id")
        ]
        # Another contact of the same account changes neither tier nor manager (TIER-7).
        with self.env.protecting(terms, self._same_account(vals)):
            result = super().write(vals)
        if servants:
            self._check_passed_on(servants)
        return result

    def _same_account(self, vals):
        """The cases that stay with their key account when ``vals`` are written."""
        if not vals.get("partner_id"):
            return self.browse()
        contact = self.env["res.partner"].sudo().browse(vals["partner_id"])
        account = contact.key_account_id
        return self.filtered(
            lambda ticket: account and ticket.key_account_id == account
        )

    def _check_write(self, vals):
        """Refuse what nobody may write.

        :return: if the case is passed on, a dict of id to the users who served it
        """
        self._check_case_right(vals)
        self._check_company_within_reach(vals)
        self._check_received_unchanged(vals)
        if not {"key_account_manager_id", "first_contact_user_id"} & vals.keys():
            return None
        return {
            ticket.id: ticket.key_account_manager_id | ticket.first_contact_user_id
            for ticket in self.sudo()
        }

    @api.model
    def _case_facts(self):
        """Fields that follow from what happened and are nobody's to write."""
        return {"key_account_id", "key_account_tier_id"}

    @api.model
    def _check_case_right(self, vals):
        """Facts are proof only if nobody can write them.

        :raises AccessError: for everybody who writes one of them over RPC, or names a
            case that is not the own one to learn of it
        """
        forged = self._case_facts() & vals.keys()
        if forged:
            labels = [
                self._fields[name]._description_string(self.env) for name in forged
            ]
            raise AccessError(
                self.env._(
                    "%(fields)s follow from what happens to a case and cannot be set "
                    "by hand.",
                    fields=", ".join(sorted(labels)),
                )
            )
        self.browse(vals.get("duplicate_id")).check_access("read")

    def _check_company_within_reach(self, vals):
        """:raises AccessError: for whoever sends a case to where nobody here sees it"""
        company = self.env["res.company"].browse(vals.get("company_id") or ())
        if company - self.env.companies:
            raise AccessError(
                self.env._("You can give a case only to a company that you work in.")
            )

    def _check_received_unchanged(self, vals):
        if "received_at" not in vals:
            return
        moment = fields.Datetime.to_datetime(vals["received_at"])
        if any(ticket.received_at != moment for ticket in self):
            raise UserError(
                self.env._(
                    "The moment of receipt cannot be changed: the promises to the "
                    "customer count from it."
                )
            )

    def _check_passed_on(self, servants=None):
        """A case is not passed on by whoever should serve it (TEAM-2, TEAM-3).

        Everybody may accept a case; only a supervisor gives it to somebody else, and
        nobody leaves it without an owner.

        :param servants: dict of id to the users who served the case before
        """
        group = "key_account_service.group_key_account_supervisor"
        supervisor = self.env.user.has_group(group)
        for ticket in self.sudo():
            owner = ticket.first_contact_user_id
            if not owner:
                raise UserError(
                    self.env._("A case always has an owner. Name who takes it over.")
                )
            before = (servants or {}).get(ticket.id, owner.browse())
            manager = ticket.key_account_manager_id
            rightly = (
                owner <= before | self.env.user
                and manager <= before | ticket._own()
                and (manager or not before & ticket._own())
            )
            if not supervisor and not rightly:
                raise AccessError(
                    self.env._(
                        "You can accept a case yourself, but only a supervisor can "
                        "give it to somebody else."
                    )
                )

    def _own(self):
        """The users who may answer for the case by themselves."""
        account = self.key_account_id
        deputy = account._key_account_deputy_at(fields.Datetime.now())
        return account.key_account_manager_id | (deputy & self.env.user)

    # ------------------------------------------------------------------
    # Intake by e-mail
    # ------------------------------------------------------------------

    @api.model
    def message_new(self, msg, custom_values=None):
        """A message that opens a case: recognise the key account (CASE-1)."""
        values = dict(custom_values or {})
        channel = self.env.ref("helpdesk_mgmt.helpdesk_ticket_channel_email", False)
        if channel:
            values.setdefault("channel_id", channel.id)
        team = self.env["helpdesk.ticket.team"].browse(values.get("team_id"))
        company = team.company_id or self.env.company
        contact = self.env["res.partner"]._find_by_address(
            email_normalize(msg.get("from") or ""), company
        )
        if contact:
            values.setdefault("partner_id", contact.id)
        return super().message_new(msg, custom_values=values)
