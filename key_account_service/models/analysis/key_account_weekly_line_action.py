# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError


class KeyAccountWeeklyLine(models.Model):
    """Noting actions about an account: whom they concern follows from the account."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.weekly.line"  # pylint: disable=consider-merging-classes-inherited

    def action_note(self):
        """Note an action of one's own: see ``_action_form``."""
        return self._action_form("own")

    def action_to_superior(self):
        """Pass upward what exceeds the own authority: see ``_action_form``."""
        return self._action_form("superior")

    def action_to_department(self):
        """Ask a department: see ``_action_form``."""
        return self._action_form("department")

    def _action_form(self, kind):
        """Open the form of a new action.

        :raises AccessError: for whoever does not serve the account
        :raises UserError: if the review is over
        """
        self.ensure_one()
        self.check_access("write")
        self._check_review_open()
        actions = self.env["key.account.weekly.action"]
        labels = dict(actions._fields["kind"]._description_selection(self.env))
        return {
            "type": "ir.actions.act_window",
            "name": labels[kind],
            "res_model": actions._name,
            "view_mode": "form",
            "views": [
                (
                    self.env.ref(
                        "key_account_service.key_account_weekly_action_view_form_new"
                    ).id,
                    "form",
                )
            ],
            "target": "new",
            "context": {"default_line_id": self.id, "default_kind": kind},
        }

    def _action_values(self, kind, vals):
        """What follows from the account for an action about it."""
        account = self.sudo().account_id
        department = self.env["key.account.department"].browse(
            vals.get("department_id")
        )
        return {
            "name": self.env["ir.sequence"]
            .sudo()
            .with_company(self.company_id)
            .next_by_code("key.account.weekly.action"),
            "account_id": account.id,
            "company_id": self.company_id.id,
            "asked_by_id": self.env.uid,
            "user_id": self._asked_user(kind, department).id,
            **({} if kind == "department" else {"department_id": False}),
        }

    def _asked_user(self, kind, department):
        """Who does it: whoever asks, the next superior, or a contact of a department.

        :raises UserError: if nobody stands above whoever asks
        """
        account, user = self.sudo().account_id, self.env.user
        if kind == "superior":
            superior = account._key_account_superior_of(user)
            if not superior:
                raise UserError(
                    self.env._(
                        "Nobody stands above you here. Note an action of your own."
                    )
                )
            return superior
        contacts = department.sudo().contact_ids.user_id.filtered("active")
        manager = account.key_account_manager_id
        return (contacts if kind == "department" else user)[:1] or manager
