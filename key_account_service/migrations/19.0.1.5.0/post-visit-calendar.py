# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Visits that are planned already are promises now, and stand in the calendar."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    planned = env["key.account.visit"].search([("state", "=", "planned")])
    planned._deadline_sync()
    planned._sync_events(set())
