# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountTier(models.Model):
    """What a customer is told about the own tier (TIER-10)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.tier"  # pylint: disable=consider-merging-classes-inherited

    customer_services = fields.Text(
        string="Services for the Customer",
        translate=True,
        help="What the customer is told to come with this tier, one service a line. "
        "Leave out what policies promise: it is added to it.",
    )
    tell_automatically = fields.Boolean(
        help="The customer is told by e-mail as soon as the tier is granted. Otherwise "
        "somebody looks over the message and sends it."
    )

    def _own_service_lines(self):
        """What was written down for the customer, one service a line."""
        lines = (self.customer_services or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def _customer_service_lines(self):
        """Hook: the services that a customer of this tier is told, in the language.

        What is written down and what the policies of the current company promise; so a
        figure stands in one place.
        """
        promised = self._promise_section_deadlines()["rows"]
        return self._own_service_lines() + [
            self.env._("%(what)s: %(how)s", what=what, how=how)
            for what, how in promised
        ]
