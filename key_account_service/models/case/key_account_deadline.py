# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class KeyAccountDeadline(models.Model):
    """A promise to come at an agreed time is as long as it is until then."""

    _inherit = "key.account.deadline"

    def _promise_by(self, policy):
        promise = super()._promise_by(policy)
        work = self.env[self.res_model].browse(self.res_id)
        if self.kind != "appointment" or not work.exists():
            return promise
        clock = policy._clock()
        return promise + work._time_to_appointment(self.started_at, clock)
