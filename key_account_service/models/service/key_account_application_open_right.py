# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class KeyAccountApplication(models.Model):
    """Who opens what was approved: who serves the account, or is in charge (APP-2)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.application"  # pylint: disable=consider-merging-classes-inherited

    may_open = fields.Boolean(compute="_compute_may_open")

    @api.depends_context("uid")
    @api.depends("state", "key_account_id")
    def _compute_may_open(self):
        for application in self:
            application.may_open = application._may_open()

    def _may_open(self):
        """Who serves the account, and superiors in charge of it."""
        account = self.sudo().key_account_id
        if not account:
            return self.env.user == self.sudo().applicant_id
        if self.env.user in account._key_account_servants():
            return True
        return account._is_in_charge()

    def _opening_servant(self):
        """Who is to open it: the account manager, else who applied for it."""
        application = self.sudo()
        return application.key_account_id.key_account_manager_id or (
            application.applicant_id
        )

    def _check_opening_right(self):
        """:raises AccessError: for who neither serves nor leads the account"""
        self.check_access("read")
        for application in self:
            if not application._may_open():
                raise AccessError(
                    self.env._(
                        "Only who serves the account, or a supervisor in charge of it, "
                        "opens the services of %(application)s.",
                        application=application.name,
                    )
                )

    def _openings_in(self, *states):
        """These applications, locked and with all rights, if the user may go on.

        :raises AccessError: for whoever may not open them
        :raises UserError: in another state, as after a second click
        """
        self._check_opening_right()
        applications = self.sudo()
        applications.lock_for_update()
        labels = dict(self._fields["state"]._description_selection(self.env))
        for application in applications:
            if application.state not in states:
                raise UserError(
                    self.env._(
                        "This cannot be done with %(application)s: it is “%(state)s”.",
                        application=application.name,
                        state=labels[application.state],
                    )
                )
        return applications
