# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResPartner(models.Model):
    """Who looks after the files of an account (FILE-8, TEAM-1)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    def _key_account_keeper(self, away):
        """Who is asked to look after the files of this account today.

        The manager, while away the deputy, else the supervisor; who could not open the
        files is passed over. If all are away it is the manager nevertheless.

        :param away: ids of the users who are on leave
        """
        self.ensure_one()
        deputy = self._key_account_deputy_at(fields.Datetime.now())
        line = [
            self.key_account_manager_id,
            deputy,
            self.key_account_team_id.leader_id,
        ]
        able = [user for user in line if user.active and user._reads_account_files()]
        there = [user for user in able if user.id not in away]
        return next(iter(there or able), deputy.browse())
