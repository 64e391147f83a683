# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re
import unicodedata
from collections import Counter
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

#: What the company keeps to itself, also from the customer (SEC-4).
STAFF = "base.group_user"
#: Fewer digits are no telephone number.
#: Fewer digits are no whole number of a person; of a country there are so many.
MIN_WHOLE, LONGEST_COUNTRY = 7, 3
MIN_DIGITS = 4


class ResPartner(models.Model):
    """The cases of a customer, and what the customer sees of them (SEC-4)."""

    # A family of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.partner"

    key_account_kind = fields.Selection(groups=STAFF)
    key_account_id = fields.Many2one(groups=STAFF)
    key_account_company_id = fields.Many2one(groups=STAFF)
    key_account_tier_id = fields.Many2one(groups=STAFF)
    key_account_manager_id = fields.Many2one(groups=STAFF)
    key_account_deputy_id = fields.Many2one(groups=STAFF)
    key_account_deputy_from = fields.Date(groups=STAFF)
    key_account_deputy_until = fields.Date(groups=STAFF)
    key_account_acting_deputy_id = fields.Many2one(groups=STAFF)
    key_person_role = fields.Selection(groups=STAFF)
    key_account_team_id = fields.Many2one(groups=STAFF)

    # No secret: helpdesk's list of cases searches by the record rule as the customer.
    portal_sees_company_cases = fields.Boolean(
        string="Contacts see all cases of the company",
        copy=False,
        tracking=True,
        help="On the portal a contact of this company sees the own cases and those the "
        "contact follows; with this, also those of the colleagues.",
    )

    @api.model
    def _key_account_terms(self):
        return super()._key_account_terms() | {"portal_sees_company_cases"}

    def write(self, vals):
        result = super().write(vals)
        if "key_account_manager_id" in vals:
            self._hand_over_open_cases()
        if vals.get("key_account_kind"):
            self._recognise_open_cases()
        if {"parent_id", "is_company"} & vals.keys() and self._has_users():
            # Record rules know the company of a user, and are remembered.
            self.env.registry.clear_cache()
        return result

    def _follow_deputies(self):
        result = super()._follow_deputies()
        # Where there is no manager, the deputy answers for what is promised.
        cases = self.env["helpdesk.ticket"].sudo()
        cases = cases.search(
            [
                ("key_account_id", "in", self.ids),
                ("key_account_manager_id", "=", False),
                ("closed", "=", False),
            ]
        )
        cases._deadline_sync()
        return result

    def _recognise_open_cases(self):
        """Open cases of a customer who became a key account are those of one."""
        cases = self.env["helpdesk.ticket"].sudo()
        cases = cases.search(
            [
                ("partner_id.key_account_id", "in", self.ids),
                ("key_account_id", "=", False),
                ("closed", "=", False),
            ]
        )
        self.env.add_to_compute(cases._fields["key_account_id"], cases)
        for name in cases._fields_of_account():
            self.env.add_to_compute(cases._fields[name], cases)
        cases._deadline_sync()

    def _has_users(self):
        """Whether one of the contacts, or of those below, can log in."""
        domain = Domain("partner_id", "child_of", self.ids)
        return bool(self.env["res.users"].sudo().search_count(domain, limit=1))

    def _hand_over_open_cases(self):
        """Open cases go with the account to its new manager (TEAM-1)."""
        if self.env.su and self.env.context.get("key_account_keep_cases"):
            return
        # Whoever gives an account away may not read all of its cases.
        cases = self.env["helpdesk.ticket"].sudo()
        accounts = self.filtered("key_account_kind")
        ours = cases.search(
            [("key_account_id", "in", accounts.ids), ("closed", "=", False)]
        )
        for manager, group in ours.grouped(
            lambda case: case.key_account_id.key_account_manager_id
        ).items():
            passed_on = group.filtered(
                lambda c, m=manager: c.key_account_manager_id != m
            )
            passed_on.write({"key_account_manager_id": manager.id})

    def _missed_again(self, misses, days):
        """The accounts to which so many promises were broken in so many days."""
        groups = self.env["key.account.deadline"]._read_group(
            [
                ("partner_id.key_account_id", "in", self.ids),
                ("missed_at", ">=", fields.Datetime.now() - timedelta(days=days)),
            ],
            ["partner_id.key_account_id"],
            having=[("__count", ">=", misses)],
        )
        return self.browse(account.id for (account,) in groups)

    def _compute_helpdesk_ticket_count(self):
        """Cases of each contact and of those below it, counted in one query."""
        total, active = self._count_cases()
        for partner in self:
            count, open_count = total[partner._origin.id], active[partner._origin.id]
            partner.helpdesk_ticket_count = count
            partner.helpdesk_ticket_active_count = open_count
            partner.helpdesk_ticket_count_string = f"{open_count} / {count}"

    def _count_cases(self):
        """:return: two counters by id of contact: all cases, cases still open"""
        total, active = Counter(), Counter()
        groups = self.env["helpdesk.ticket"]._read_group(
            Domain("partner_id", "child_of", self._origin.ids),
            ["partner_id", "stage_id"],
            ["__count"],
        )
        for partner, stage, count in groups:
            for above in partner._with_ancestors():
                total[above] += count
                active[above] += 0 if stage.closed else count
        return total, active

    def _with_ancestors(self):
        """Ids of the contact and of all contacts above it."""
        # As for ``child_of``, what is above counts whether one may read it or not.
        partner, found = self.sudo(), []
        while partner and partner.id not in found:
            found.append(partner.id)
            partner = partner.parent_id
        return found

    # ------------------------------------------------------------------
    # Who is calling?
    # ------------------------------------------------------------------

    @api.model
    def _search_display_name(self, operator, value):
        """At the counter a contact is found by its telephone number as well."""
        domain = super()._search_display_name(operator, value)
        digits = self._digits(value) if isinstance(value, str) else ""
        asked = self.env.context.get("key_account_search_phone")
        if asked and operator == "ilike" and len(digits) >= MIN_DIGITS:
            domain = Domain(domain) | self._domain_phone(digits)
        return domain

    @api.model
    def _digits(self, text):
        """The digits of a number as it is stored with its country, and as it is not.

        Full-width digits count; zeros in front, which one dials for a town or a
        country, do not stand in the stored number.
        """
        plain = unicodedata.normalize("NFKC", text)
        return re.sub(r"\D", "", plain).lstrip("0")

    @api.model
    def _domain_phone(self, digits):
        """Contacts whose number contains ``digits``, however it is punctuated."""

        def to_sql(model, alias, query):
            phone = model._field_to_sql(alias, "phone", query)
            pattern = f"%{digits}%"
            return SQL(r"regexp_replace(%s, '\D', '', 'g') LIKE %s", phone, pattern)

        return Domain.custom(to_sql=to_sql)

    @api.model
    def _find_by_phone(self, digits, company):
        """The contact of a key account of ``company`` who has a telephone number.

        Nothing if nobody has it, or if contacts of different accounts share it: then a
        person has to decide.

        :param digits: those one dials, without zeros in front
        """
        if len(digits) < MIN_WHOLE:
            return self.browse()
        contacts = self.search(
            self._domain_phone(digits)
            & Domain("key_account_id", "!=", False)
            & Domain("key_account_id.key_account_company_id", "=", company.id)
        )
        # More in front than a country would be another, longer number.
        whole = contacts.filtered(
            lambda contact: (
                (stored := self._digits(contact.phone)).endswith(digits)
                and len(stored) - len(digits) <= LONGEST_COUNTRY
            )
        )
        return whole[:1] if len(whole.key_account_id) == 1 else self.browse()
