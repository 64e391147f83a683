# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Every key account there is gets its file."""
    env = api.Environment(cr, SUPERUSER_ID, {"active_test": False})
    accounts = env["res.partner"].search([("key_account_kind", "!=", False)])
    accounts._ensure_key_account_files()
