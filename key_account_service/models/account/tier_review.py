# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain


class TierReview(models.Model):
    """Steps of an approval: of ours nobody forges one (TIER-7, SEC-3).

    Every employee may write and delete any review. Those of our models are written by
    the add-on only, and read by those who may read the record.
    """

    _name = "tier.review"
    _inherit = ["tier.review", "key.account.derived.access.mixin"]

    status = fields.Selection(
        selection_add=[
            ("returned", "Returned for change"),
            ("forwarded", "Passed on"),
        ],
        ondelete={
            status: lambda reviews: reviews.write({"status": "cancel"})
            for status in ("returned", "forwarded")
        },
    )
    forwarded_to_id = fields.Many2one(
        "res.users",
        string="Passed On To",
        readonly=True,
        ondelete="restrict",
        help="Who decides instead of those whom the step of approval names.",
    )
    is_past = fields.Boolean(
        string="Earlier Round",
        help="Decided before the record was changed and submitted again.",
    )

    @api.model
    def _guarded_models(self):
        """Names of the models whose approvals are ours."""
        names = self.env.registry.descendants(
            ["key.account.approval.mixin"], "_inherit"
        )
        return [name for name in names if not self.env[name]._abstract]

    @api.model
    def _get_reviewer_fields(self):
        return [*super()._get_reviewer_fields(), "forwarded_to_id"]

    def _get_reviewers(self):
        return self.forwarded_to_id or super()._get_reviewers()

    def _add_forwarded(self, user):
        """A step beside each one that was passed on, for its new reviewer."""
        self.create(
            [
                {
                    "model": review.model,
                    "res_id": review.res_id,
                    "definition_id": review.definition_id.id,
                    "sequence": review.sequence,
                    "requested_by": self.env.uid,
                    "forwarded_to_id": user.id,
                }
                for review in self
            ]
        )

    @api.model
    def _derived_access_domain(self):
        domain = self._derived_change_domain()
        for name in self._guarded_models():
            records = self.env[name].with_context(active_test=False)
            if records.has_access("read"):
                readable = Domain("res_id", "in", records._search([]))
                domain |= Domain("model", "=", name) & readable
        return domain

    @api.model
    def _derived_change_domain(self):
        return Domain("model", "not in", self._guarded_models())

    def write(self, vals):
        result = super().write(vals)
        if not self.env.su and {"model", "res_id"} & vals.keys():
            # Nobody makes a review of something else one of ours.
            self.check_access("write")
        return result

    def _update_review_status(self):
        """The counter of a reviewer moves reviews on, ours as well."""
        names = self._guarded_models()
        guarded = self.filtered(lambda review: review.model in names)
        super(TierReview, guarded.sudo())._update_review_status()
        return super(TierReview, self - guarded)._update_review_status()
