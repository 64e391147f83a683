# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from lxml import etree

from odoo import SUPERUSER_ID, api
from odoo.tools import file_path

SHIPPED = "key_account_service/data/key_account_tier_data.xml"


def migrate(cr, version):
    """What customers are told of shipped tiers, and the first row of each history."""
    env = api.Environment(cr, SUPERUSER_ID, {"active_test": False})
    give_words(env)
    begin_history(env)


def give_words(env):
    """The tiers are noupdate: a new field of theirs stays empty on an upgrade."""
    for record in etree.parse(file_path(SHIPPED)).iter("record"):
        tier = env.ref(f"key_account_service.{record.get('id')}", False)
        words = record.findtext("field[@name='customer_services']")
        if tier and words and not tier.customer_services:
            tier.customer_services = words


def begin_history(env):
    """The tiers that accounts have today; nobody has to be told of them now."""
    accounts = env["res.partner"].search(
        [
            ("key_account_kind", "!=", False),
            ("key_account_tier_history_ids", "=", False),
        ]
    )
    entries = env["key.account.tier.history"]._record(accounts, {})
    notices = env["key.account.tier.notice"]
    notices.search([("history_id", "in", entries.ids)]).state = "void"
