# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain


class KeyAccountFile(models.Model):
    """A superior changes a file that another serves by exception only (SEC-1)."""

    _inherit = "key.account.file"  # pylint: disable=consider-merging-classes-inherited

    exception_ids = fields.One2many(
        "key.account.file.exception", "file_id", string="Exceptions", readonly=True
    )
    exception_until = fields.Datetime(compute="_compute_exception_until")

    @api.depends_context("uid")
    @api.depends("exception_ids", "parent_id.exception_ids")
    def _compute_exception_until(self):
        """When the current user's exception ends, in UTC; empty if there is none."""
        running = self.env["key.account.file.exception"]._running_domain()
        for file in self:
            exceptions = file.exception_ids | file.parent_id.exception_ids
            ends = exceptions.filtered_domain(running).mapped("until")
            file.exception_until = max(ends, default=False)

    @api.model
    def _derived_change_domain(self):
        """Beside who serves the account, a superior whose exception runs."""
        running = self.env["key.account.file.exception"]._running_domain()
        excepted = self.env["key.account.file.exception"].sudo()._search(running)
        return (
            super()._derived_change_domain()
            | Domain("exception_ids", "in", excepted)
            | Domain("parent_id.exception_ids", "in", excepted)
        )

    @api.model
    def _superior_domain(self):
        """Files of the accounts of the own teams; an administrator's are all."""
        user = self.env.user
        if user.has_group("key_account_service.group_key_account_manager"):
            return Domain.TRUE
        if user.has_group("key_account_service.group_key_account_supervisor"):
            return self._leading_domain()
        return Domain.FALSE

    def _open_by_exception(self, reason):
        """Let the current user, a superior, change this file for a time; logged.

        The account manager is told, by a message that holds a link and nothing else.

        :raises AccessError: for whoever is no superior of those who serve the account
        :raises UserError: without a reason, or where no exception is needed
        """
        self.ensure_one()
        self.check_access("read")
        self._check_superior()
        if not (reason or "").strip():
            raise UserError(self.env._("Say why you have to change the file yourself."))
        if self.has_access("write"):
            raise UserError(self.env._("You may change this file already."))
        minutes = self.company_id.sudo().key_account_exception_minutes
        until = fields.Datetime.now() + timedelta(minutes=minutes)
        # Nobody may write the log but through here.
        log = self.env["key.account.file.exception"].sudo()
        exception = log.create({"file_id": self.id, "until": until, "reason": reason})
        self._tell_of_exception()
        return exception

    def _check_superior(self):
        domain = self._superior_domain() & Domain("id", "in", self.ids)
        if not self.with_context(active_test=False).search(domain):
            raise AccessError(
                self.env._(
                    "Only a supervisor of the account's team, or an administrator, "
                    "opens a file that others serve."
                )
            )

    def _tell_of_exception(self):
        """Into the inbox of the account manager: that it happened, and where."""
        manager = self.account_id.sudo().key_account_manager_id
        if not manager or manager == self.env.user:
            return
        told = self.with_context(lang=manager.lang)
        link = Markup('<a href="/odoo/key-account-files/%s">%s</a>') % (
            self.id,
            told.env._("Open the file"),
        )
        # The manager may be one whom the superior could not write to.
        self.env["mail.thread"].sudo().message_notify(
            partner_ids=manager.partner_id.ids,
            author_id=self.env.user.partner_id.id,
            subject=told.env._("A superior changes one of your account files"),
            body=link,
        )
