# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

PHOTOS = ("image/jpeg", "image/png", "image/webp")
#: With one of these somebody has begun to write down what happened.
BEGUN = (
    "visited_at",
    "content",
    "needs",
    "handling",
    "competitor_info",
    "photo_ids",
    "promise_ids",
)


class KeyAccountVisit(models.Model):
    """The record as it comes about in the field: photos, begun, finished (VISIT-3).

    A record that was begun is saved as it is and waits as a draft; whoever began it is
    reminded next morning (``key_account_visit_reminder``).
    """

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.visit"

    photo_ids = fields.Many2many(
        "ir.attachment",
        "key_account_visit_photo_rel",
        "visit_id",
        "attachment_id",
        string="Photos",
        copy=False,
        help="Seen by whoever may read the visit; sealed with the signature.",
    )
    is_unfinished = fields.Boolean(
        string="Unfinished Record",
        compute="_compute_is_unfinished",
        search="_search_is_unfinished",
        help="The record was begun and its time has come, but it is not filed yet.",
    )

    @api.depends("state", "planned_at", *BEGUN)
    def _compute_is_unfinished(self):
        now = fields.Datetime.now()
        for visit in self:
            due = visit.state == "planned" and visit.planned_at <= now
            begun = visit.state == "planned" and any(visit[name] for name in BEGUN)
            visit.is_unfinished = begun and bool(due or visit.visited_at)

    @api.model
    def _search_is_unfinished(self, operator, value):
        if operator != "in":
            return NotImplemented
        found = self._unfinished_domain(fields.Datetime.now())
        return found if True in value else ~found

    @api.model
    def _unfinished_domain(self, before):
        """Records that were begun, of visits that were to be, or were, before then.

        :param before: naive UTC
        """
        begun = Domain.OR(Domain(name, "!=", False) for name in BEGUN)
        come = Domain("visited_at", "<=", before) | (
            Domain("visited_at", "=", False) & Domain("planned_at", "<=", before)
        )
        return Domain("state", "=", "planned") & begun & come

    @api.constrains("photo_ids")
    def _check_photos(self):
        """Photos are pictures of this visit: nothing else is shown or sealed here."""
        for visit in self:
            for photo in visit.sudo().photo_ids:
                ours = (photo.res_model, photo.res_id) == (visit._name, visit.id)
                if not ours or photo.res_field or photo.mimetype not in PHOTOS:
                    raise ValidationError(
                        self.env._(
                            "Photos are pictures (JPEG, PNG or WebP) that were taken "
                            "on this visit."
                        )
                    )

    def _validate_fields(self, field_names, excluded_names=()):
        names = set(field_names)
        if "photo_ids" in names - set(excluded_names):
            self._adopt_photos()
        return super()._validate_fields(names, excluded_names)

    def _adopt_photos(self):
        """Photos that were uploaded before the visit was saved belong to it now."""
        for visit in self:
            loose = visit.sudo().photo_ids.filtered(
                lambda photo: (
                    photo.res_model == self._name
                    and not photo.res_id
                    and photo.create_uid == self.env.user
                )
            )
            loose.res_id = visit.id

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_begin(self):
        """Note that the customer is met now: the record is a draft until filed."""
        self.check_access("write")
        for visit in self:
            visit._check_state("planned")
            if visit.visited_at:
                raise UserError(
                    self.env._("%(visit)s was begun already.", visit=visit.name)
                )
        self.write({"visited_at": fields.Datetime.now()})

    def action_settled(self):
        """What the customer needed is settled, though nothing was promised for it.

        :raises UserError: as long as a promise is open
        """
        self.check_access("write")
        for visit in self:
            visit._check_state("done", "signed")
            open_promises = visit.sudo().promise_ids.filtered(
                lambda promise: promise.state == "open"
            )
            if open_promises:
                raise UserError(
                    self.env._(
                        "%(visit)s has promises that are open: %(promises)s. Keep them "
                        "first, or give them up with a reason.",
                        visit=visit.name,
                        promises=", ".join(open_promises.mapped("name")),
                    )
                )
            visit._check_needs_told()
        # How far we are goes on after signing; the seal holds what it was then.
        self.sudo().handling_state = "done"
