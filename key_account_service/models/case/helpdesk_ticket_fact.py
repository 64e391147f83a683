# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class HelpdeskTicket(models.Model):
    """What of a case follows from what happened, and is nobody's to write (SEC-3)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

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
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                self._check_case_right(vals)
                # A case without its moment of receipt would promise nothing.
                vals["received_at"] = vals.get("received_at") or fields.Datetime.now()
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            self._check_case_right(vals)
            self._check_company_within_reach(vals)
            self._check_received_unchanged(vals)
        return super().write(vals)

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

    def _mail_get_operation_for_mail_message_operation(self, message_operation):
        """Whoever only audits may read a case but not write to its customer."""
        operations = super()._mail_get_operation_for_mail_message_operation(
            message_operation
        )
        auditor = "key_account_service.group_key_account_auditor"
        if message_operation == "create" and self.env.user.has_group(auditor):
            return dict.fromkeys(operations, "write")
        return operations
