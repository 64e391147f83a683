# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def migrate(cr, version):
    """Drop indexes that others replace: Odoo neither alters nor drops one by itself."""
    cr.execute(
        """
        DROP INDEX IF EXISTS helpdesk_ticket__deadline_due_at_index;
        DROP INDEX IF EXISTS key_account_deadline__responsible_id_index;
        DROP INDEX IF EXISTS key_account_deadline__company_id_index;
        """
    )
