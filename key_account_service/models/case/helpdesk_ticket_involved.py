# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from odoo import models


class HelpdeskTicket(models.Model):
    """Who had to do with a case, and so cannot judge it (CASE-7)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    def _involved_users(self):
        """Who had to do with each case, so that others may judge it (CASE-7).

        Manager, deputy, first-contact owner, assignee, and everybody of staff who wrote
        on it, recorded it or called about it.

        :return: dict of case id to set of user ids
        """
        found = defaultdict(set)
        for case in self.sudo():
            account = case.key_account_id
            people = account.key_account_manager_id | account.key_account_deputy_id
            people |= case.key_account_manager_id | case.first_contact_user_id
            found[case.id] |= {*(people | case.user_id | case.create_uid).ids}
        self._add_writers(found)
        for call, user in self._callers():
            found[call.ticket_id.id].add(user.id)
        return found

    def _add_writers(self, found):
        """Add who wrote on the cases, notes and changes included."""
        messages = self.env["mail.message"].sudo()
        written = messages._read_group(
            [("model", "=", self._name), ("res_id", "in", self.ids)],
            ["res_id", "author_id"],
        )
        authors = messages.author_id.union(*(author for _case, author in written))
        users = authors.with_context(active_test=False).user_ids.grouped("partner_id")
        for case_id, author in written:
            found[case_id] |= {*users.get(author, self.env["res.users"]).ids}

    def _callers(self):
        attempts = self.env["key.account.call.back.attempt"].sudo()
        return attempts._read_group(
            [("call_back_id.ticket_id", "in", self.ids)], ["call_back_id", "user_id"]
        )
