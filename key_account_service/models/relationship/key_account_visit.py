# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class KeyAccountVisit(models.Model):
    """A visit or another contact: planned, done, and put on record (VISIT-3).

    How it comes about is in ``key_account_visit_progress``, how the record is signed
    and locked in ``key_account_visit_signature``. What was said stands in the record
    only: it is neither tracked nor posted, because messages reach people who may not
    read the visit (SEC-3). All times are UTC.
    """

    _name = "key.account.visit"
    _inherit = [
        "key.account.fact.mixin",
        "mail.thread",
        "key.account.customer.mixin",
        "key.account.case.link.mixin",
    ]
    _description = "Visit"
    _order = "planned_at desc, id desc"
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
            ("planned", "Planned"),
            ("done", "Done"),
            ("signed", "Signed"),
            ("cancelled", "Cancelled"),
        ],
        default="planned",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        # Columns in the order in which a visit passes them.
        group_expand=True,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Person Met",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        help="The contact at the account, or the VIP in person.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Visitor",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        check_company=True,
        tracking=True,
    )
    way = fields.Selection(
        [
            ("on_site", "On site"),
            ("phone", "Phone"),
            ("sms", "SMS"),
            ("email", "E-mail"),
            ("meeting", "Meeting"),
            ("customer_comes", "Customer comes to us"),
        ],
        default="on_site",
        required=True,
    )
    planned_at = fields.Datetime(
        string="Planned For",
        required=True,
        index=True,
        default=fields.Datetime.now,
        copy=False,
    )
    visited_at = fields.Datetime(
        string="Took Place", copy=False, help="When the customer was really met."
    )
    place = fields.Char(help="Where the meeting took place, or the number called.")
    participant_ids = fields.Many2many(
        "res.partner",
        "key_account_visit_participant_rel",
        "visit_id",
        "partner_id",
        string="Participants",
        check_company=True,
        help="Who else was there, of the customer and of ours.",
    )
    content = fields.Text(string="Main Content", copy=False)
    needs = fields.Text(string="Customer's Needs", copy=False)
    handling_state = fields.Selection(
        [("open", "Open"), ("in_progress", "In progress"), ("done", "Done")],
        string="State of Handling",
        default="open",
        required=True,
        copy=False,
        help="How far we are with what the customer needs.",
    )
    handling = fields.Text(
        copy=False, help="What is done about it, by whom, until when."
    )
    competitor_info = fields.Text(
        string="Competitors",
        copy=False,
        help="What was heard about competitors. Never printed.",
    )
    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        string="Concrete Problem",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        copy=False,
        help="The case that the visit is about. The customer then signs the report.",
    )

    @api.depends("name", "partner_id")
    @api.depends_context("key_account_show_customer")
    def _compute_display_name(self):
        """By number; in a calendar by whom it is paid to."""
        if not self.env.context.get("key_account_show_customer"):
            return super()._compute_display_name()
        for visit in self:
            parts = visit.partner_id.display_name, visit.name
            visit.display_name = " · ".join(filter(None, parts))

    @api.constrains("visited_at")
    def _check_visited_at(self):
        now = fields.Datetime.now()
        if any(visit.visited_at and visit.visited_at > now for visit in self):
            raise ValidationError(
                self.env._(
                    "A visit cannot have taken place in the future. Use “Planned For” "
                    "for a visit to come."
                )
            )

    @api.constrains("ticket_id", "partner_id")
    def _check_ticket_customer(self):
        for visit in self:
            ticket = visit.ticket_id.sudo()
            customer = visit.partner_id.sudo()
            ours = (
                ticket.key_account_id == visit.key_account_id
                or ticket.commercial_partner_id == customer.commercial_partner_id
            )
            if ticket.partner_id and not ours:
                raise ValidationError(
                    self.env._(
                        "Case %(case)s belongs to another customer than the visit.",
                        case=ticket.number,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_visit_right(vals)
        return super().create(vals_list)

    @api.model
    def _first_facts(self):
        # From the beginning: who is assigned is told of it by its number.
        number = self.env["ir.sequence"].sudo().next_by_code(self._name)
        return {**super()._first_facts(), "name": number}

    def write(self, vals):
        self._check_visit_right(vals)
        return super().write(vals)

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {
            "name",
            "state",
            "key_account_id",
            "key_account_tier_id",
        }

    @api.model
    def _check_visit_right(self, vals):
        """Cases stay confidential.

        :raises AccessError: for who names a case that he may not read
        """
        if not self.env.su and vals.get("ticket_id"):
            self.env["helpdesk.ticket"].browse(vals["ticket_id"]).check_access("read")

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        if any(visit.state in ("done", "signed") for visit in self):
            raise UserError(
                self.env._(
                    "The record of a visit that took place cannot be deleted. Plan a "
                    "new visit if something has to be put right."
                )
            )
