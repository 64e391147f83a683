# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo import SUPERUSER_ID, api

#: Lines that were shipped and that the policies say now, in either language.
SHIPPED = re.compile(
    r"An answer to every service request within \d+ hours|服务需求 \d+ 小时内响应"
    r"|Complaints handled day and night|投诉昼夜受理"
)


def migrate(cr, version):
    """What policies promise is not written down once more in the words of a tier."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    languages = [code for code, _name in env["res.lang"].get_installed()]
    for name in ("tier_a", "tier_b", "tier_c", "tier_d"):
        tier = env.ref(f"key_account_service.{name}", False)
        for language in languages if tier else ():
            take_out(tier.with_context(lang=language))


def take_out(tier):
    """Leave what somebody wrote, drop what was shipped."""
    lines = (tier.customer_services or "").splitlines()
    kept = [line for line in lines if not SHIPPED.fullmatch(line.strip())]
    if kept != lines:
        tier.customer_services = "\n".join(kept)
