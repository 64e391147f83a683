# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tools.sql import column_exists, create_column


def migrate(cr, version):
    """Contacts that are no key accounts have no deputy: nothing to compute for them."""
    if not column_exists(cr, "res_partner", "key_account_acting_deputy_id"):
        create_column(cr, "res_partner", "key_account_acting_deputy_id", "int4")
