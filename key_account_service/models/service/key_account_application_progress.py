# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import format_datetime

#: What whoever wrote it has to do next.
WITH_APPLICANT = ("draft", "returned", "withdrawn")
WITH_MANAGER = ("approved", "opening", "opened")


class KeyAccountApplication(models.Model):
    """Where an application stands: for whom it waits, and since when (APP-1)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.application"  # pylint: disable=consider-merging-classes-inherited

    waits_for_ids = fields.Many2many(
        "res.users",
        string="Waiting For",
        compute="_compute_waits_for",
        compute_sudo=True,
    )
    waits_since = fields.Datetime(compute="_compute_waits_for", compute_sudo=True)
    standing = fields.Char(
        string="Where It Stands", compute="_compute_standing", compute_sudo=True
    )

    @api.depends(
        "state",
        "submitted_at",
        "decided_at",
        "opened_at",
        "applicant_id",
        "serving_id",
        "review_ids.status",
        "review_ids.reviewer_ids",
    )
    def _compute_waits_for(self):
        for one in self:
            one.waits_for_ids = one._waits_for()
            since = one.waits_for_ids and one._waits_since()
            one.waits_since = since or False

    def _asked_users(self):
        """Who has to decide now; of several, any."""
        reviews = self.sudo().review_ids
        asked = reviews.filtered(lambda review: review.status == "pending")
        return (asked.reviewer_ids - self.sudo().author_ids).filtered("active")

    def _waits_for(self):
        """Hook: who has to do something now."""
        if self.state == "submitted":
            return self._asked_users()
        if self.state in WITH_APPLICANT:
            return self.applicant_id
        return self.serving_id if self.state in WITH_MANAGER else self.env["res.users"]

    def _waits_since(self):
        """Hook: moment (UTC) since when it waits for them."""
        if self.state == "submitted":
            decided = self.review_ids.mapped("reviewed_date")
            return max(filter(None, decided), default=self.submitted_at)
        if self.state == "draft":
            return self.create_date
        return self.opened_at or self.approved_at or self.decided_at or self.write_date

    @api.depends_context("lang", "uid")
    @api.depends("waits_for_ids", "waits_since")
    def _compute_standing(self):
        for one in self:
            people = one.waits_for_ids
            names = ", ".join(people[:2].mapped("name"))
            if len(people) > 2:
                names = self.env._(
                    "%(names)s or %(number)s others",
                    names=names,
                    number=len(people) - 2,
                )
            since = format_datetime(
                self.env, one.waits_since, dt_format="yyyy-MM-dd HH:mm"
            )
            one.standing = names and self.env._(
                "Waits for %(names)s since %(since)s", names=names, since=since
            )
