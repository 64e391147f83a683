# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

#: Applications whose lines were approved: what was granted then is known.
GRANTED = ("approved", "opening", "opened", "filed")
#: Applications that are about a service that runs already.
ABOUT_RUNNING = ("renewal", "stop")


class KeyAccountApplication(models.Model):
    """What the steps of approval may ask about an application (APP-1).

    Amount and longest period stand with what is applied for. Steps are conditions on
    these fields, edited under Configuration; no figure stands in here.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.application"  # pylint: disable=consider-merging-classes-inherited

    has_free = fields.Boolean(
        string="Something Free",
        compute="_compute_has_free",
        store=True,
        help="At least one service is given free, or at no price.",
    )
    is_unchanged = fields.Boolean(
        string="Renewal Unchanged",
        compute="_compute_is_unchanged",
        store=True,
        help="The services go on as they were approved before: the same, at no lower "
        "price, for no longer.",
    )

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {"has_free", "is_unchanged"}

    @api.depends("line_ids.is_free", "line_ids.price")
    def _compute_has_free(self):
        for application in self:
            application.has_free = any(
                line.is_free or not line.price for line in application.line_ids
            )

    @api.depends(
        "kind",
        "line_ids.product_id",
        "line_ids.quantity",
        "line_ids.price",
        "line_ids.is_free",
        "line_ids.period_months",
        "line_ids.service_id",
    )
    def _compute_is_unchanged(self):
        renewals = self.filtered(lambda one: one.kind == "renewal" and one.line_ids)
        (self - renewals).is_unchanged = False
        before = renewals.line_ids._granted_before()
        for application in renewals:
            application.is_unchanged = all(
                line._is_as_before(before.get(line.service_id))
                for line in application.line_ids
            )


class KeyAccountApplicationLine(models.Model):
    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.application.line"  # pylint: disable=consider-merging-classes-inherited

    def copy_data(self, default=None):
        """A copy is about the same running service, if it is about one at all."""
        vals_list = super().copy_data(default)
        for line, vals in zip(self, vals_list, strict=True):
            if line.application_id.kind in ABOUT_RUNNING:
                vals.setdefault("service_id", line.service_id.id)
        return vals_list

    def _granted_before(self):
        """The line by which each running service of these was last approved.

        :return: dict of service to line
        """
        # What was granted before may stand in an application of somebody else.
        lines = self.sudo().search(
            [
                ("service_id", "in", self._services_to_tell_of().ids),
                ("id", "not in", self._origin.ids),
                ("application_id.state", "in", GRANTED),
                ("application_id.kind", "!=", "stop"),
            ],
            order="id",
        )
        return {line.service_id: line for line in lines}

    def _services_to_tell_of(self):
        """Running services of these lines of which the user may learn something.

        Whoever only types a line could name any service, and try prices until it is
        unchanged. What is saved was checked.
        """
        typed = self.filtered(lambda line: line._is_typed()).service_id
        readable = typed.with_user(self.env.user)._filtered_access("read")
        return (self.service_id - typed) | readable.with_env(self.env)

    def _is_typed(self):
        """Whether the service is one that nobody has saved with this line."""
        return self._origin.service_id != self.service_id._origin

    def _is_as_before(self, before):
        """Whether nothing is granted beyond what was approved before.

        :param before: the line approved last; none of a service older than that: then
            the list price counts, and free was never approved
        """
        if not self.service_id or self.is_free and not (before and before.is_free):
            return False
        if not before and not self._services_to_tell_of():
            return False
        if not before:
            listed = self.product_id.sudo().lst_price
            return self.service_id.sudo().product_id == self.product_id and (
                self.price >= listed
            )
        return (
            self.product_id == before.product_id
            and self.quantity <= before.quantity
            and self.period_months <= before.period_months
            and (before.is_free or self.price >= before.price)
        )
