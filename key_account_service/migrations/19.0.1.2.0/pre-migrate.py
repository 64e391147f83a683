# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tools.sql import column_exists, create_column


def migrate(cr, version):
    """What others replace goes; nothing is computed for contacts without account."""
    cr.execute(
        "DROP FUNCTION IF EXISTS key_account_deadline_event_forbid_change() CASCADE"
    )
    if not column_exists(cr, "res_partner", "key_account_acting_deputy_id"):
        create_column(cr, "res_partner", "key_account_acting_deputy_id", "int4")
