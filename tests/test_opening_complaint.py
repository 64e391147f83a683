"""APP-2, CASE-1: who is not satisfied with an opening has complained, at once."""

from ast import literal_eval

from openings import DAY, OpeningMixin

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from common import HOUR, NOON, KeyAccountCase


class ComplaintCase(OpeningMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.application = self.apply()
        self.mine = self.application.with_user(self.officer)

    def complaints(self):
        self.env.invalidate_all()
        return self.application.complaint_ids


class TestCalledBack(ComplaintCase):
    def setUp(self):
        super().setUp()
        with self.at(NOON + HOUR):
            self.mine.action_equipment_there()
            self.mine.action_services_ready()
            self.mine.action_told()

    def dialog(self, **values):
        Form = self.env["key.account.application.call.record"].with_user(self.officer)
        values = {"outcome": "not_satisfied", "said": "No sound", **values}
        moment = self.application.opened_at + HOUR
        with self.at(moment):
            form = Form.create(
                {"application_id": self.application.id, "called_at": moment, **values}
            )
            return form.action_record()

    def test_one_tap_makes_a_complaint_and_opens_it(self):
        action = self.dialog(said="No <b>sound</b>")
        complaint = self.complaints()
        self.assertEqual(action["res_model"], "helpdesk.ticket")
        self.assertEqual(action["res_id"], complaint.id)
        self.assertEqual(complaint.case_kind, "complaint")
        self.assertTrue(complaint.complaint_level_id)
        self.assertEqual(complaint.partner_id, self.application.partner_id)
        self.assertEqual(complaint.key_account_manager_id, self.officer)
        self.assertEqual(complaint.received_at, self.application.opened_at + HOUR)
        self.assertIn(self.application.name, complaint.name)
        self.assertIn("No &lt;b&gt;sound", complaint.description)
        self.assertTrue(complaint.deadline_due_at, "it promises like any complaint")

    def test_a_serious_word_makes_a_serious_complaint(self):
        level = self.env["key.account.complaint.level"].search(
            [("keywords", "!=", False)], order="sequence desc, id desc", limit=1
        )
        word = level.keywords.split()[0].strip(",，;；")
        self.dialog(said=f"I go to the {word} now")
        self.assertEqual(self.complaints().complaint_level_id, level)

    def test_while_it_is_open_another_word_is_added_to_it(self):
        self.dialog()
        self.dialog(said="Still no sound")
        complaint = self.complaints()
        self.assertEqual(len(complaint), 1)
        self.assertIn("Still no sound", complaint.message_ids[0].body)
        self.assertTrue(complaint.message_ids[0].subtype_id.internal)

    def test_after_it_is_closed_another_one_is_made(self):
        self.dialog()
        first = self.complaints()
        void = self.stage("cancelled")
        first.sudo().stage_id = void
        self.assertTrue(first.closed)
        self.dialog(said="Again")
        self.assertEqual(len(self.complaints()), 2)
        self.assertNotEqual(self.mine.open_complaint_id, first)

    def test_who_is_satisfied_or_not_reached_has_not_complained(self):
        for outcome in ("not_reached", "satisfied"):
            action = self.dialog(outcome=outcome, said="Well")
            self.assertEqual(action["tag"], "soft_reload")
        self.assertFalse(self.complaints())

    def test_without_a_word_nothing_is_made(self):
        with self.assertRaises(UserError):
            self.dialog(said=" ")
        self.assertFalse(self.complaints())

    def test_the_way_leads_there_and_back(self):
        self.dialog()
        complaint = self.complaints()
        self.assertEqual(self.mine.complaint_count, 1)
        self.assertEqual(self.mine.open_complaint_id, complaint)
        there = self.mine.action_view_complaints()
        self.assertEqual(self.env["helpdesk.ticket"].search(there["domain"]), complaint)
        back = complaint.with_user(self.officer).action_view_application()
        self.assertEqual(back["res_id"], self.application.id)
        with self.assertRaises(AccessError):
            complaint.with_user(self.stranger).action_view_application()

    def test_nobody_claims_that_a_case_came_of_an_opening(self):
        case = self.make_case()
        with self.assertRaises(AccessError):
            case.with_user(self.officer).application_id = self.application
        cases = self.env["helpdesk.ticket"].with_user(self.officer)
        with self.assertRaises(AccessError):
            cases.create(
                {
                    "name": "x",
                    "description": "x",
                    "application_id": self.application.id,
                }
            )
        with self.assertRaises(UserError):
            self.mine.write({"complaint_ids": [Command.link(case.id)]})
        defaults = cases.with_context(
            default_application_id=self.application.id
        ).default_get(["application_id"])
        self.assertNotIn("application_id", defaults)


class TestAtTheDoor(ComplaintCase):
    def install_unhappily(self, text="The cable is ugly"):
        order = self.arrange(self.application)
        self.go(order)
        self.tick(order)
        self.verify(order)
        order.with_user(self.worker).write(
            {"install_reaction": "not_satisfied", "install_reaction_text": text}
        )
        self.finish(order)
        return order

    def test_a_customer_who_is_not_satisfied_at_the_door_has_complained(self):
        self.install_unhappily()
        complaint = self.complaints()
        self.assertIn("The cable is ugly", complaint.description)
        self.assertEqual(complaint.key_account_manager_id, self.officer)
        self.assertNotIn(self.worker.partner_id, complaint.message_partner_ids)
        self.assertNotIn(
            complaint,
            self.env["helpdesk.ticket"].with_user(self.worker).search([]),
            "the crew heard it, and has nothing to do with the case",
        )
        self.assertEqual(self.application.state, "opened")

    def test_also_one_who_gives_no_reason(self):
        self.install_unhappily(text=False)
        self.assertEqual(len(self.complaints()), 1)

    def test_the_call_back_adds_to_it(self):
        self.install_unhappily()
        self.call(
            self.application, "not_satisfied", said="Still ugly", moment=NOON + 3 * DAY
        )
        self.assertEqual(len(self.complaints()), 1)

    def test_ratings_stand_on_the_opening(self):
        order = self.install_unhappily()
        arch = self.mine.get_view(
            self.ref("key_account_application_view_form_open").id
        )["arch"]
        for name in ("install_reaction", "repair_rating", "open_complaint_id"):
            self.assertIn(name, arch)
        rated = self.ref("fsm_order_action_rating")
        orders = self.env["fsm.order"].with_user(self.officer)
        self.assertIn(order, orders.search(self.domain(rated)))

    def domain(self, action):
        return literal_eval(action.domain)
