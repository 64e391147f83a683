# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain


class FsmLocation(models.Model):
    """A building: never a person's flat, name or phone (SEC-2, SEC-6).

    A location is a contact that every employee can read, so a repair finds or makes it
    from the building's address alone and links it to no customer.
    """

    _inherit = "fsm.location"

    @api.model
    def _for_building(self, company, street, city, zip_code):
        """The building at an address; with all rights, since nobody else makes them.

        :return: one location, made if the company knows none there
        """
        address = {
            name: " ".join(value.split())
            for name, value in (("street", street), ("city", city), ("zip", zip_code))
            if value and value.strip()
        }
        locations = self.sudo()
        domain = Domain("partner_id.company_id", "in", (False, company.id))
        for name in ("street", "city"):
            domain &= Domain(
                f"partner_id.{name}", "=ilike", _literal(address.get(name))
            )
        return locations.search(domain, limit=1) or locations.with_context(
            mail_create_nosubscribe=True, mail_create_nolog=True, tracking_disable=True
        ).create(
            {
                **address,
                "name": ", ".join(address.values()),
                "company_id": company.id,
            }
        )


def _literal(text):
    """A text in which nothing stands for anything else; missing: empty."""
    if not text:
        return False
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
