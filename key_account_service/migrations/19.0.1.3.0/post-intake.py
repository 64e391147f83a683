# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from lxml import etree

from odoo import SUPERUSER_ID, api
from odoo.tools import file_path

KEYWORDS = "key_account_service/data/key_account_complaint_level_keywords_data.xml"
SPOKEN = (
    "helpdesk_mgmt.helpdesk_ticket_channel_phone",
    "key_account_service.helpdesk_ticket_channel_counter",
)


def migrate(cr, version):
    """Words that speak for a level, and the channels on which one speaks.

    Both are noupdate data: a new field of theirs stays empty on an upgrade.
    """
    env = api.Environment(cr, SUPERUSER_ID, {"active_test": False})
    for record in etree.parse(file_path(KEYWORDS)).iter("record"):
        level = env.ref(f"key_account_service.{record.get('id')}", False)
        if level and not level.keywords:
            level.keywords = record.findtext("field[@name='keywords']")
    for name in SPOKEN:
        channel = env.ref(name, False)
        if channel:
            channel.key_account_spoken = True
