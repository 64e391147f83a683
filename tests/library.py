"""Articles of the case library, for tests."""

from common import HOUR, NOON, KeyAccountCase


class LibraryCase(KeyAccountCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Articles = cls.env["key.account.case.article"]
        cls.node = cls.ref("cause_network_node")
        cls.contact.write(
            {"name": "王芳", "phone": "13800138000", "street": "一环路北三段1号"}
        )
        cls.env["res.partner"].create({"name": "李娜", "parent_id": cls.account.id})

    def article(self, user=None, **values):
        """A draft by ``user``."""
        return self.Articles.with_user(user or self.officer).create(
            {
                "name": "机顶盒无信号",
                "situation": "停电以后机顶盒一直没有信号。",
                "cause_analysis": "放大器电源烧坏。",
                "solution": "更换放大器电源，重启机顶盒。",
                "cause_id": self.node.id,
                **values,
            }
        )

    def published(self, **values):
        article = self.article(**values)
        article.action_submit()
        article.with_user(self.supervisor).action_publish()
        return article

    def closed_case(self, **values):
        """A closed complaint full of what names its customer."""
        case = self.make_case(
            name="王女士家机顶盒无信号",
            description="<p>王芳（身份证510104198001010014，电话13800138000，"
            "座机028-61237654，邮箱fang@hotel.example）住一环路北三段1号，"
            "机顶盒 SC8100-0001 没有信号。</p>",
            device_number="SC8100-0001",
            **values,
        )
        case.cause_id = self.node
        case.cause_analysis = "Jinniu Hotel 的放大器电源烧坏，李娜可以证明。"
        measures = self.env["key.account.case.measure"].with_user(self.officer)
        measure = measures.create(
            {
                "ticket_id": case.id,
                "name": "更换放大器电源",
                "date_due": NOON.date(),
                "result": "王总确认恢复，回访 13800138000",
            }
        )
        measure.action_done()
        with self.at(NOON + HOUR):
            self.env["helpdesk.ticket.contact"].with_user(self.officer).create(
                {"ticket_id": case.id, "summary": "Done.", "solved": True}
            ).action_log()
            case._confirm("call_back", case.customer_informed_at)
            case.stage_id = self.stage("done")
        return case.with_user(self.officer)
