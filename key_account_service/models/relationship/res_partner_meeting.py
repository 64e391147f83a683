# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.fields import Command, Domain


class ResPartner(models.Model):
    """Meetings at which a person was: handed out and erased with the person's data."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.partner"

    def _meeting_lines(self):
        lines = self.env["key.account.meeting.line"]
        invited = Domain("partner_id", "in", self.ids)
        return lines.search(invited | Domain("person_ids", "in", self.ids))

    def _erasure_counts(self):
        counted = (self.env._("Meetings"), len(self._meeting_lines()))
        return [*super()._erasure_counts(), counted]

    def _personal_data(self):
        names = ["meeting_id", "date_start", "answer", "attendance", "outcome", "needs"]
        rows = [self._personal_data_row(x, names) for x in self._meeting_lines()]
        return {**super()._personal_data(), self.env._("Meetings"): rows}

    def _erase_personal_data(self):
        lines = self._meeting_lines()
        about = lines.filtered(lambda line: line.partner_id in self)
        about.write({"outcome": False, "needs": False})
        lines.write({"person_ids": [Command.unlink(person) for person in self.ids]})
        counted = (self.env._("Meetings"), len(lines))
        return [*super()._erase_personal_data(), counted]
