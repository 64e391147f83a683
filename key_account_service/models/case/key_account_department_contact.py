# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Command


class KeyAccountDepartmentContact(models.Model):
    """Whoever is named as contact of a department gets its inbox (TEAM-3).

    The group opens the menu and nothing else: which tasks are seen follows from who is
    named, so that naming somebody is all there is to configure.
    """

    # A family of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.department.contact"

    @api.model_create_multi
    def create(self, vals_list):
        contacts = super().create(vals_list)
        contacts._give_inbox()
        return contacts

    def write(self, vals):
        users = self.sudo().user_id
        result = super().write(vals)
        if "user_id" in vals:
            self._give_inbox()
            self._take_inbox(users)
        return result

    def unlink(self):
        users = self.sudo().user_id
        result = super().unlink()
        self._take_inbox(users)
        return result

    def _give_inbox(self):
        """Put these people into the group of departments.

        With all rights: who configures departments may not edit users, and the group
        gives nothing that does not follow from the contact just written.
        """
        group = self._inbox_group()
        new = self.sudo().user_id - group.user_ids
        if new:
            group.user_ids = [Command.link(user.id) for user in new]

    @api.model
    def _take_inbox(self, users):
        """Take these people out of the group, if no department names them any more."""
        still = self.sudo().search([("user_id", "in", users.ids)]).user_id
        gone = users - still
        if gone:
            group = self._inbox_group()
            group.user_ids = [Command.unlink(user.id) for user in gone]

    @api.model
    def _inbox_group(self):
        return self.env.ref("key_account_service.group_key_account_department").sudo()
