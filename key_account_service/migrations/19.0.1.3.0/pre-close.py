# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tools.sql import column_exists, create_column


def migrate(cr, version):
    """Cases of before were confirmed by nobody: nothing is worked out for them."""
    for name, column_type in (
        ("confirmed_at", "timestamp"),
        ("confirmed_by", "varchar"),
    ):
        if not column_exists(cr, "helpdesk_ticket", name):
            create_column(cr, "helpdesk_ticket", name, column_type)
