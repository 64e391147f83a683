# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def migrate(cr, version):
    """How far we are goes on after signing: the seal holds what it was (VISIT-4)."""
    cr.execute(
        "UPDATE key_account_visit SET signed_handling_state = handling_state"
        " WHERE state = 'signed' AND signed_handling_state IS NULL"
    )
