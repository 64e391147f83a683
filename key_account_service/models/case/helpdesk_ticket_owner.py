# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class HelpdeskTicket(models.Model):
    """Who owns a case: whoever took it first, until another accepts it (TEAM-2)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

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

    @api.model
    def default_get(self, fields):
        defaults = super().default_get(fields)
        by_user = not self.env.su and self.env.user._is_internal()
        if "first_contact_user_id" in fields and by_user:
            # Whoever takes a request first owns it, whatever a context says.
            defaults["first_contact_user_id"] = self.env.uid
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        cases = super().create(vals_list)
        if not self.env.su:
            cases._check_passed_on()
        return cases

    def write(self, vals):
        passed_on = {"key_account_manager_id", "first_contact_user_id"} & vals.keys()
        servants = self._servants() if passed_on and not self.env.su else None
        result = super().write(vals)
        if servants:
            self._check_passed_on(servants)
        return result

    def _servants(self):
        """Who serves each case now: dict of id to users."""
        return {
            case.id: case.key_account_manager_id | case.first_contact_user_id
            for case in self.sudo()
        }

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
