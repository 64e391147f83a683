# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ...lib.transition import MET, RUN, Status


class KeyAccountTrial(models.Model):
    """Whoever wants what was tried is not left without it (APP-6).

    The promise to know the result goes on until the application is submitted.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.trial"  # pylint: disable=consider-merging-classes-inherited

    def _trial_status(self):
        if self.state == "running" or self._is_unsubmitted():
            return Status(RUN)
        moments = self.decided_at, self.conversion_id.submitted_at
        return Status(MET, at=max(filter(None, moments), default=None))

    def _is_unsubmitted(self):
        """Whether the customer wants it, and no superior has been asked yet."""
        application = self.conversion_id
        asked = application.submitted_at or application.state == "cancelled"
        return self.state == "converted" and not asked


class KeyAccountApplication(models.Model):
    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.application"  # pylint: disable=consider-merging-classes-inherited

    trial_ids = fields.One2many(
        "key.account.trial", "conversion_id", string="Tried Before", readonly=True
    )

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {"trial_ids"}

    def write(self, vals):
        result = super().write(vals)
        if "state" in vals:
            # Of trials that the applicant need not read.
            self.sudo().trial_ids._deadline_sync(rematch=False)
        return result

    def unlink(self):
        trials = self.sudo().trial_ids.filtered(lambda one: one.state == "converted")
        result = super().unlink()
        trials.invalidate_recordset(["conversion_id"])
        # Nothing came of it: the customer is to be asked again.
        trials.action_reopen()
        return result
