# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .key_account_application_terms import ABOUT_RUNNING

#: Applications that superiors look at, or that are being opened.
UNDER_WAY = ("submitted", "approved", "opening")
#: Individuals become customers of this service for what they contribute.
INDIVIDUALS = ("leadership", "business_partner")


class KeyAccountApplication(models.Model):
    """What an application must say before superiors are asked (APP-1)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.application"  # pylint: disable=consider-merging-classes-inherited

    def _check_submittable(self):
        """All that is missing at once: whoever applies mends it in one go."""
        result = super()._check_submittable()
        problems = []
        for check in self._submission_checks():
            try:
                check()
            except AccessError:
                raise
            except UserError as problem:
                problems.append(str(problem))
        if problems:
            raise UserError("\n".join(problems))
        return result

    def _submission_checks(self):
        """Hook: methods that raise a UserError for what is missing, in this order."""
        return [
            self._check_account_to_be,
            self._check_words,
            self._check_lines,
            self._check_running,
            self._check_tier_allows,
            self._check_only_one,
        ]

    def _today(self):
        """The day it is where the company is."""
        return self.company_id._today_at(fields.Datetime.now())

    def _check_words(self):
        needed = {"reason"} if self.kind != "renewal" else set()
        if self.kind == "new":
            needed.add("is_network_customer")
        if self._needs_contribution():
            needed.add("contribution")
        missing = [name for name in sorted(needed) if not self._says(name)]
        if missing:
            labels = [
                self._fields[name]._description_string(self.env) for name in missing
            ]
            raise UserError(
                self.env._(
                    "Superiors need to know more. Fill in: %(fields)s.",
                    fields=", ".join(labels),
                )
            )

    def _says(self, name):
        value = self[name]
        return value.strip() if isinstance(value, str) else value

    def _needs_contribution(self):
        """Whether the special contribution has to be explained.

        It is for what is given free for the first time, but a trial, and for an
        individual who is no customer of our network.
        """
        if self.kind == "new" and self.customer_kind in INDIVIDUALS:
            if self.is_network_customer == "no":
                return True
        asked = self.kind not in ("trial", "stop") and not self.is_unchanged
        return self.has_free and asked

    def _check_lines(self):
        if not self.line_ids:
            raise UserError(
                self.env._("Add at least one service: what is it applied for?")
            )
        today = self._today()
        for line in self.line_ids:
            if line.date_from and line.date_from < today and self.kind != "stop":
                raise UserError(
                    self.env._(
                        "“%(service)s” is wished from a day that is over. Choose today "
                        "or later, or leave it empty.",
                        service=line.product_id.display_name,
                    )
                )

    def _check_running(self):
        """A renewal and a stop say of which running service, anything else of none."""
        # The customer may have been changed since they were chosen.
        self.line_ids._check_of_customer()
        self.equipment_ids._check_of_customer()
        about_running = self.kind in ABOUT_RUNNING
        for line in self.line_ids:
            if about_running and not line._is_running():
                raise UserError(
                    self.env._(
                        "Say which service of the customer “%(service)s” is about: "
                        "one that has not ended.",
                        service=line.product_id.display_name,
                    )
                )
            if not about_running and line.service_id:
                raise UserError(
                    self.env._(
                        "“%(service)s” names a running service. Only a renewal or a "
                        "stop does: choose that kind, or empty the field.",
                        service=line.product_id.display_name,
                    )
                )

    def _check_tier_allows(self):
        """New services are for the tiers that may have them; old ones go on."""
        if self.kind in ABOUT_RUNNING:
            return
        for line in self.line_ids:
            tiers = line.product_id.sudo().key_account_tier_ids
            if tiers and self.key_account_tier_id not in tiers:
                raise UserError(
                    self.env._(
                        "“%(service)s” is for tier %(tiers)s; %(customer)s is "
                        "%(tier)s. Choose another service, or propose another tier "
                        "first.",
                        service=line.product_id.display_name,
                        tiers=", ".join(tiers.mapped("name")),
                        customer=self.partner_id.display_name,
                        tier=self.key_account_tier_id.name
                        or self.env._("of no tier yet"),
                    )
                )

    def _check_only_one(self):
        twin = self.line_ids._twins()[:1]
        if twin:
            raise UserError(
                self.env._(
                    "%(application)s asks for “%(service)s” for this customer already. "
                    "Wait for its decision, or ask its author to withdraw it.",
                    application=twin.application_id.name,
                    service=twin.product_id.display_name,
                )
            )


class KeyAccountApplicationLine(models.Model):
    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.application.line"  # pylint: disable=consider-merging-classes-inherited

    def _is_running(self):
        """Whether the line names a service that goes on, or can still be renewed.

        What ended while nobody decided about the renewal asked for lapsed by our fault
        (APP-4).
        """
        service = self.service_id.sudo()
        term = service.term_id
        lapsed = term.asked_at and term.outcome == "lapsed"
        if self.application_id.kind == "renewal" and lapsed:
            return True
        return bool(service) and service.state != "ended"

    def _twins(self):
        """Lines of other applications under way that ask for the same."""
        application = self.application_id
        # Whoever applies need not see what others have applied for.
        customer = Domain("application_id.partner_id", "=", application.partner_id.id)
        if account := application.key_account_id:
            customer |= Domain("application_id.key_account_id", "=", account.id)
        if application.kind in ABOUT_RUNNING:
            same = Domain("service_id", "in", self.service_id.ids)
        else:
            same = Domain("product_id", "in", self.product_id.ids)
        about = "in" if application.kind in ABOUT_RUNNING else "not in"
        return self.sudo().search(
            customer
            & same
            & Domain("application_id.kind", about, ABOUT_RUNNING)
            & Domain("application_id.state", "in", UNDER_WAY)
            & Domain("application_id", "!=", application.id),
            limit=1,
        )

    @api.model
    def _file_fields(self):
        return {*super()._file_fields(), "service_id"}


class KeyAccountApplicationEquipment(models.Model):
    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.application.equipment"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _file_fields(self):
        return {*super()._file_fields(), "device_id"}
