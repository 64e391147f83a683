"""Tours through a branch whose people have Chinese names, in either language."""

from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools import config

from common import BranchMixin

DAY = timedelta(days=1)
DESK, PHONE = "1366x768", "390x844"
#: Names in both languages: whoever reads a Chinese screen finds no Latin letter on it.
NAMES = {
    "officer": "李强",
    "deputy": "赵敏",
    "supervisor": "王丽",
    "head": "陈华",
    "manager": "周总",
}


@tagged("post_install", "-at_install")
class TourCase(BranchMixin, HttpCase):
    """People and customers with names that are the same in both languages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.tz = cls.env.user.tz = "Asia/Shanghai"
        cls.company.name = "成都有线"
        address = f"http://127.0.0.1:{config['http_port']}"
        cls.env["ir.config_parameter"].set_param("report.url", address)
        for role, name in NAMES.items():
            user = getattr(cls, role)
            user.write({"name": name, "tz": "Asia/Shanghai"})
            # Or its greeting covers the screen of a telephone.
            user.odoobot_state = "disabled"
        cls.team.name, cls.department.name = "大客户一组", "大客户部"
        cls.account.name = "金牛宾馆"
        cls.contact.write({"name": "王芳", "key_person_role": "liaison"})

    def setUp(self):
        super().setUp()
        now = fields.Datetime.now()
        for name in ("ir_cron_enforce_due", "ir_cron_deliver_alarms"):
            self.ref(name).write({"lastcall": now, "nextcall": now + DAY})

    def speakers(self):
        """Those who look at a screen."""
        return [getattr(self, role) for role in NAMES]

    def speak(self, lang):
        self.lang = lang
        self.env["res.lang"]._activate_lang(lang)
        for user in self.speakers():
            user.lang = lang
        self.account.lang = self.contact.lang = lang

    def tour(self, name, user, size=DESK, url="/odoo"):
        self.browser_size, self.touch_enabled = size, size == PHONE
        tour = f"key_account_service_{name}_{self.lang}"
        self.start_tour(url, tour, login=user.login)
        self.env.invalidate_all()

    def run_action(self, name):
        """A scheduled action, started by an administrator."""
        self.ref(name).method_direct_trigger()
        self.env.invalidate_all()
