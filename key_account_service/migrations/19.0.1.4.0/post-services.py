# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, api

BATCH = 1000


def migrate(cr, version):
    """Services that there are already get a number and their term (APP-4).

    What has ended is past; what ends soon is asked for by the next screening.
    """
    env = api.Environment(cr, SUPERUSER_ID, {})
    services = env["key.account.service"].search([("number", "=", False)], order="id")
    sequence = env["ir.sequence"]
    for start in range(0, len(services), BATCH):
        batch = services[start : start + BATCH]
        for service in batch:
            service.number = sequence.next_by_code(service._name)
        batch._follow_days()
        env.flush_all()
        env.invalidate_all()
