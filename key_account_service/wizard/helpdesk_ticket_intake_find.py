# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain
from odoo.tools.sql import escape_psql

from ..lib import serial, telephone

#: So many customers fit below the search box; who sees them all types more.
SHOWN = 8
#: Shorter texts name half of all customers, or are no whole number of a device.
MIN_SIGNS = 2
MIN_DEVICE = 6
MIN_DIGITS = 4


class HelpdeskTicketIntake(models.TransientModel):
    """One box finds the customer by whatever the caller says (CASE-1)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "helpdesk.ticket.intake"

    @api.model
    def find_customers(self, text):
        """Customers by telephone, name, pinyin, e-mail, card or device number.

        Key accounts come first, by tier. Of a device only its whole number finds its
        customer, so that nobody can leaf through the numbers; the answer does not hold
        it. What is searched for is logged nowhere; who tries out number after number
        finds no device for a while.

        :param str text: as typed, with any punctuation, also in full width
        :return: a dict: ``customers``, a list of dicts to show, ``more``, whether
            there are others, and ``no_devices``, whether devices are not searched
        :raises AccessError: for whoever takes no cases
        """
        self.check_access("create")
        if not isinstance(text, str) or len(text.strip()) < MIN_SIGNS:
            return {"customers": [], "more": False, "no_devices": False}
        by_device, no_devices = self._customers_of_device(text)
        found = self.env["res.partner"].search(
            self._customer_domain(text.strip()) & Domain("id", "not in", by_device.ids),
            limit=SHOWN + 1,
            # Key accounts first: those who have no tier come last.
            order="key_account_tier_id, complete_name, id",
        )
        customers = by_device + found
        return {
            "customers": [
                self._hit(customer, customer in by_device)
                for customer in customers[:SHOWN]
            ],
            "more": len(customers) > SHOWN,
            "no_devices": no_devices,
        }

    @api.model
    def _customers_of_device(self, text):
        """The customer in our companies who has the card or device with this number.

        :return: customers, and whether the user has searched for too many devices
        """
        nobody = self.env["res.partner"]
        number = serial.plain(text)
        # Whoever takes the call may not read the file; the caller has read the whole
        # number out, and only who the customer is comes back.
        devices = self.env["key.account.device"].sudo()
        ours = Domain("company_id", "in", self.env.companies.ids)
        # What is shorter is still being typed, and no try.
        whole = Domain("number_key", "=like", "_" * len(number))
        if len(number) < MIN_DEVICE or not devices.search_count(ours & whole, limit=1):
            return nobody, False
        searches = self.env["key.account.device.search"]
        most = self.env.company.sudo().key_account_device_searches
        if searches._is_too_often(self.env.user, most):
            return nobody, True
        searches._note(self.env.user)
        found = devices.search(ours & Domain("number_key", "=", number))
        return nobody.search(Domain("id", "in", found.file_id.partner_id.ids)), False

    @api.model
    def _customer_domain(self, text):
        """Contacts by what every employee may see of them."""
        Partner = self.env["res.partner"]
        plain = escape_psql(text)
        domain = Domain("complete_name", "ilike", plain) | Domain(
            "email", "ilike", plain
        )
        country = self.env.company.sudo().country_id
        for digits in telephone.dialled(text, country.phone_code):
            if len(digits) >= MIN_DIGITS:
                domain |= Partner._domain_phone(digits)
        return domain | Partner._domain_name_key(text)

    def _hit(self, customer, by_device):
        """What is shown of a customer; every employee may see it."""
        account = customer.key_account_id.filtered(
            lambda account: account.key_account_company_id in self.env.companies
        )
        tier = account.key_account_tier_id
        company = customer.commercial_partner_id
        return {
            "id": customer.id,
            "name": customer.name or customer.display_name,
            "company": company.name if company != customer else "",
            "tier": tier.display_name or "",
            "by_device": by_device,
        }
