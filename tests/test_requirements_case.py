"""CASE-1 to CASE-9 and SAT-1, each in short, as people meet it; depths elsewhere."""

from datetime import timedelta

from call_backs import CallBackMixin
from departments import DepartmentMixin
from repairs import APPOINTMENT, RepairMixin
from visits import drawing

from odoo.exceptions import RedirectWarning, UserError
from odoo.tests import Form

from common import HOUR, NOON, KeyAccountCase

DAY = 24 * HOUR


class TestCaseRequirements(CallBackMixin, DepartmentMixin, KeyAccountCase):
    def counter(self, channel, moment=NOON, **values):
        """A case by the form of the counter."""
        form = Form(self.env["helpdesk.ticket.intake"].with_user(self.deputy))
        form.partner_id, form.channel_id = self.contact, self.ref(channel)
        form.received_at, form.name = moment, f"No picture: {channel}"
        form.case_kind = "complaint"
        for name, value in values.items():
            form[name] = value
        action = form.save().action_create_case()
        return self.env["helpdesk.ticket"].browse(action["res_id"])

    def test_case_01_one_intake_for_all_ways(self):
        """Each way in ends alike: recognised, its manager's, first in the queue."""
        # All of them are about the same matter.
        self.company.key_account_like_days = 0
        other = self.env["res.partner"].create({"name": "Somebody"})
        plain = self.make_case(NOON - HOUR, partner_id=other.id)
        with self.at(NOON):
            spoken = [
                self.counter(f"helpdesk_mgmt.helpdesk_ticket_channel_{way}")
                for way in ("phone", "web")
            ] + [
                self.counter(f"helpdesk_ticket_channel_{way}")
                for way in ("counter", "chat", "sms", "fax", "visit")
            ]
        cases = self.mail().union(*spoken)
        for case in cases:
            self.assertEqual(case.key_account_id, self.account)
            self.assertEqual(case.key_account_manager_id, self.officer)
            self.assertEqual(case.key_account_tier_id.code, "A")
        queue = cases.search([("id", "in", (plain | cases).ids)], order="queue_rank")
        self.assertEqual(queue[-1], plain)
        log = self.env["key.account.reception"].search([("ticket_id", "in", cases.ids)])
        self.assertEqual(len(log), len(spoken))

    def test_case_02_levels(self):
        """Level 1 has 5 hours, 2 has 8 and departments, 3 has 12 and the head."""
        for code, hours in (("1", 5), ("2", 8), ("3", 12)):
            case = self.make_case(complaint_level_id=self.level(code).id)
            self.assertEqual(case.resolve_by, NOON + hours * HOUR)
        self.assertIn("kas-manager", [login for _mark, login in self.told(case)])
        second = self.make_case(complaint_level_id=self.level("2").id)
        with self.assertRaises(RedirectWarning):
            second.with_user(self.officer).stage_id = self.stage("solved")
        task = self.ask(second)
        self.assertLessEqual(task.deadline_due_at, second.resolve_by)

    def test_case_03_first_reply(self):
        """A complaint within 24 hours, others by tier; the earliest promise counts."""
        self.account.key_account_tier_id = self.ref("tier_c")
        self.assertEqual(self.make_case().respond_by, NOON + DAY)
        self.assertEqual(
            self.make_case(case_kind="business").respond_by, NOON + 3 * DAY
        )
        self.assertEqual(self.mail().respond_by, NOON + DAY)

    def test_case_04_flow(self):
        """From receipt to a satisfied customer; opened again with the same clock."""
        case = self.make_case(user=self.officer)
        with self.at(NOON + HOUR):
            case.with_user(self.officer).write(
                {
                    "complaint_level_id": self.level("3").id,
                    "level_reason": "All rooms are dark.",
                }
            )
        self.assertEqual(case.resolve_by, NOON + 12 * HOUR, "used time stays used")
        self.tell(case, NOON + 2 * HOUR)
        self.assertEqual(self.deadline(case).state, "met")
        self.record(self.call_back(case), "not_satisfied", NOON + 3 * HOUR)
        self.assertEqual((case.reopen_count, bool(case.solved_at)), (1, False))
        self.assertEqual(case.resolve_by, NOON + 13 * HOUR)
        self.tell(case, NOON + 4 * HOUR)
        self.record(self.call_back(case), moment=NOON + 5 * HOUR)
        self.confirm(case)
        case.stage_id = self.stage("done")
        self.assertTrue(case.closed)

    def test_case_05_warning_and_escalation(self):
        """Warned, then up the line, each once; nothing of a closed case alarms."""
        case, closed = self.make_case(), self.told_case()
        self.record(self.call_back(closed), close=True, moment=NOON + 2 * HOUR)
        for hours in (4, 5, 6, 7, 8, 9, 10, 11):
            self.sweep(NOON + hours * HOUR)
        told = self.told(case)
        for login in ("officer", "supervisor", "head", "manager"):
            self.assertIn(f"kas-{login}", [who for _mark, who in told])
        self.assertEqual(len(told), len(set(told)))
        self.assertFalse(self.told(closed) + self.told(closed.call_back_ids))
        alarm = self.env["key.account.alarm"].search(
            [("user_id", "=", self.supervisor.id)], limit=1
        )
        alarm.with_user(self.supervisor)._acknowledge("I call them.")
        self.assertTrue(alarm.acknowledged_at)

    def test_case_06_cause_and_library(self):
        """No complaint is closed without its cause; what helped is kept, reviewed."""
        case = self.make_case()
        self.tell(case)
        case.cause_analysis = False
        case._confirm("call_back", NOON + HOUR)
        with self.assertRaises(RedirectWarning):
            case.stage_id = self.stage("done")
        self.explain(case)
        case.stage_id = self.stage("done")
        action = case.with_user(self.officer).action_propose_article()
        article = self.env[action["res_model"]].browse(action["res_id"])
        article.with_user(self.officer).solution = "Replace the amplifier."
        article.with_user(self.officer).action_submit()
        article.with_user(self.supervisor).action_publish()
        following = self.make_case(name=case.name).with_user(self.officer)
        self.assertIn(article, following.like_article_ids)

    def test_case_07_called_back_until_satisfied(self):
        """By the manager, whatever was answered; a sample by another; investigated."""
        case = self.told_case(complaint_level_id=self.level("3").id)
        case._confirm("portal", NOON + HOUR)
        call = self.call_back(case)
        self.assertEqual((call.state, call.user_id), ("to_do", self.officer))
        with self.assertRaises(RedirectWarning):
            case.stage_id = self.stage("done")
        self.record(call)
        with self.assertRaises(RedirectWarning):
            case.stage_id = self.stage("done")
        self.env["key.account.investigation"].create(
            {"ticket_id": case.id, "found": "x", "root": "x", "consequence": "x"}
        ).action_done()
        with self.at(NOON + 3 * HOUR):
            case.stage_id = self.stage("done")
        self.ref("complaint_level_3").is_sampled = True
        self.company.key_account_sample_share = 100
        with self.at(NOON + 7 * DAY):
            self.env["key.account.call.back.sample"]._draw_due()
        sample = self.call_back(case, "sample")
        self.assertEqual(len(sample), 1)
        self.assertNotIn(sample.user_id, self.officer | self.deputy)

    def test_case_08_early_warning(self):
        """The third complaint of an account in a month raises a warning, once."""
        rules = self.env["key.account.warning.rule"]
        rule = self.ref("warning_rule_account")
        cases = [self.make_case(NOON + days * DAY) for days in range(3)]
        with self.at(NOON + 3 * DAY):
            for _again in range(2):
                rules._watch()
        warning = self.env["key.account.warning"].search([("rule_id", "=", rule.id)])
        self.assertEqual(len(warning), 1)
        self.assertEqual(warning.case_ids, cases[0].union(*cases))
        self.assertEqual(warning.notice_ids.user_id, self.supervisor)

    def test_sat_01_rating(self):
        """Asked once a solution and seldom; a low one has an owner and a deadline."""
        case, second = self.told_case(), self.told_case()
        ratings = self.env["rating.rating"].search(
            [("res_model", "=", case._name), ("res_id", "in", (case | second).ids)]
        )
        self.assertEqual(len(ratings), 1)
        with self.at(NOON + 2 * HOUR):
            case.sudo().rating_apply(1, rating=ratings)
        call = self.call_back(case, "low_rating")
        self.assertEqual((call.state, call.user_id), ("to_do", self.officer))
        self.assertTrue(call.deadline_due_at)


class TestFormRequirement(RepairMixin, CallBackMixin, KeyAccountCase):
    def test_case_09_form(self):
        """Complaint, repair and receipt on one document, signed and locked."""
        case = self.make_case(user=self.officer, team_id=self.desk.id)
        order = self.send_crew(case)
        self.go(order)
        self.finish(order)
        self.tell(case, APPOINTMENT + 2 * HOUR)
        with self.at(APPOINTMENT + 2 * HOUR + timedelta(minutes=5)):
            forms = self.env["helpdesk.ticket.sign"].with_user(self.officer)
            forms.create(
                {"ticket_id": case.id, "signed_by": "Wang", "signature": drawing()}
            ).action_sign()
        self.env.invalidate_all()
        html = (
            self.env["ir.actions.report"]
            ._render_qweb_html(
                "key_account_service.action_report_complaint_form", case.ids
            )[0]
            .decode()
        )
        for words in (case.number, order.name, "Replaced the splitter.", "Wang"):
            self.assertIn(words, html)
        self.assertEqual(case.form_standing, "agrees")
        with self.at(APPOINTMENT + 3 * HOUR), self.assertRaises(UserError):
            case.with_user(self.officer).action_sign_form()
