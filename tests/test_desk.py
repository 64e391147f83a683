"""What staff read at the desk: standing of promises, wording, order, guards."""

from ast import literal_eval
from datetime import timedelta

from lxml import etree
from visits import VisitMixin

from odoo.exceptions import UserError

from common import HOUR, NOON, KeyAccountCase

SECOND = timedelta(seconds=1)


class TestStanding(KeyAccountCase):
    """A promise that is late is never called running."""

    def standing(self, case, moment):
        with self.at(moment):
            self.env.invalidate_all()
            return self.deadline(case).standing

    def test_at_the_borders(self):
        case = self.make_case()
        for moment, standing in (
            (NOON, "on_track"),
            (NOON + 4 * HOUR - SECOND, "on_track"),
            (NOON + 4 * HOUR, "warning"),
            (NOON + 5 * HOUR - SECOND, "warning"),
            (NOON + 5 * HOUR, "missed"),
            (NOON + 90 * HOUR, "missed"),
        ):
            self.assertEqual(self.standing(case, moment), standing, moment)
            self.assertEqual(self.deadline(case).state, "running")

    def test_when_it_is_over_or_on_hold(self):
        case = self.make_case()
        with self.at(NOON + HOUR):
            case.stage_id = self.stage("awaiting")
        self.assertEqual(self.standing(case, NOON + 9 * HOUR), "paused")
        with self.at(NOON + 9 * HOUR):
            case.stage_id = self.stage("cancelled")
        self.assertEqual(self.standing(case, NOON + 9 * HOUR), "cancelled")

    def test_kept_in_time_and_kept_late(self):
        for late, standing in ((False, "met"), (True, "met_late")):
            case = self.make_case()
            moment = NOON + (6 if late else 2) * HOUR
            self.sweep(moment)
            with self.at(moment):
                self.env["helpdesk.ticket.contact"].create(
                    {"ticket_id": case.id, "summary": "Done.", "solved": True}
                ).action_log()
            self.assertEqual(self.standing(case, moment), standing)


class TestWording(KeyAccountCase):
    def test_a_step_at_the_moment_itself_counts_no_hours(self):
        Step = self.env["key.account.escalation.step"]
        names = [
            Step.new({"anchor": "due", "offset_hours": hours, "recipient": "deputy"})
            for hours in (0, 2, -0.5)
        ]
        self.assertEqual(
            [step.display_name for step in names],
            ["Due time: Deputy", "Due time +2 h: Deputy", "Due time -0.5 h: Deputy"],
        )

    def test_what_is_overdue_is_owned_up_to_at_the_counter(self):
        with self.at(NOON + 6 * HOUR):
            intake = self.env["helpdesk.ticket.intake"].new(
                {
                    "partner_id": self.contact.id,
                    "case_kind": "complaint",
                    "received_at": NOON,
                }
            )
            overdue, ahead = intake.promise.split("\n")
        self.assertIn("“We owed you this by", overdue)
        self.assertIn("We are sorry", overdue)
        self.assertIn("“You will have an answer by", ahead)


class TestOneIntake(KeyAccountCase):
    """CASE-1: a case begins with the counter's form, wherever staff look for “New”."""

    def arch(self, view_type, name=False):
        Ticket = self.env["helpdesk.ticket"].with_user(self.officer)
        view = name and self.ref(name)
        return etree.fromstring(Ticket.get_view(view and view.id, view_type)["arch"])

    def test_no_view_of_the_desk_has_a_bare_new(self):
        intake = str(self.ref("helpdesk_ticket_intake_action").id)
        for view_type in ("list", "kanban"):
            arch = self.arch(view_type, f"helpdesk_ticket_view_{view_type}_desk")
            self.assertEqual(arch.get("create"), "0", view_type)
            [button] = arch.xpath("header/button")
            self.assertEqual(button.get("name"), intake)
        self.assertEqual(self.arch("form").get("create"), "0")

    def test_those_who_take_no_case_have_no_button(self):
        Ticket = self.env["helpdesk.ticket"].with_user(self.auditor)
        for view_type in ("list", "kanban"):
            view = self.ref(f"helpdesk_ticket_view_{view_type}_desk")
            arch = etree.fromstring(Ticket.get_view(view.id, view_type)["arch"])
            self.assertFalse(arch.xpath("header/button"), view_type)


class TestVisits(VisitMixin, KeyAccountCase):
    def test_my_visits_show_what_is_done_and_not_signed(self):
        planned, done, signed, cancelled = (self.make_visit() for _each in range(4))
        done.action_done()
        self.sign(signed)
        cancelled.action_cancel()
        search = self.ref("key_account_visit_view_search").arch
        arch = etree.fromstring(search.encode())
        [domain] = arch.xpath("//filter[@name='not_signed']/@domain")
        self.assertIn(
            "search_default_not_signed", self.ref("key_account_visit_action_my").context
        )
        found = self.env["key.account.visit"].search(
            [
                *literal_eval(domain),
                ("id", "in", (planned | done | signed | cancelled).ids),
            ]
        )
        self.assertEqual(found, planned | done)

    def test_columns_come_in_the_order_a_visit_passes_them(self):
        self.make_visit().action_done()
        Visit = self.env["key.account.visit"].with_context(read_group_expand=True)
        groups = Visit.web_read_group(
            [("user_id", "=", self.officer.id)], ["state"], ["__count"]
        )["groups"]
        states = [group["state"] for group in groups]
        self.assertEqual(states, ["proposed", "planned", "done", "signed", "cancelled"])

    def test_the_calendar_says_whom(self):
        visit = self.make_visit()
        self.assertEqual(visit.display_name, visit.name)
        named = visit.with_context(key_account_show_customer=True)
        self.assertEqual(named.display_name, f"Jinniu Hotel, Wang Fang · {visit.name}")

    def test_nobody_is_asked_to_sign_an_empty_sheet(self):
        visit = self.make_visit(content=" ")
        with self.assertRaisesRegex(UserError, "main content"):
            visit.action_sign()
        visit.content = "We looked at it."
        self.assertEqual(visit.action_sign()["res_model"], "key.account.visit.sign")


class TestInUse(KeyAccountCase):
    """What cases still need is not deleted, and a sentence says so."""

    def test_a_stage(self):
        case = self.make_case()
        stage = self.env["helpdesk.ticket.stage"].create({"name": "Waiting room"})
        case.stage_id = stage
        case.active = False
        with self.assertRaisesRegex(UserError, "1 cases stand in the stage Waiting"):
            stage.with_user(self.manager).unlink()
        case.stage_id = self.stage("new")
        stage.with_user(self.manager).unlink()
        self.assertFalse(stage.exists())

    def test_a_reason_for_a_pause(self):
        reason = self.env["key.account.pause.reason"].create({"name": "Power cut"})
        stage = self.env["helpdesk.ticket.stage"].create(
            {"name": "Dark", "clock_role": "pause", "pause_reason_id": reason.id}
        )
        stage.active = False
        with self.assertRaisesRegex(UserError, "Dark puts the clock on hold"):
            reason.with_user(self.manager).unlink()
        stage.unlink()
        reason.with_user(self.manager).unlink()
        self.assertFalse(reason.exists())

    def test_a_stage_that_somebody_names_in_passing_lets_the_clock_run(self):
        Stage = self.env["helpdesk.ticket.stage"].with_user(self.manager)
        stage = Stage.browse(Stage.name_create("Looked at")[0])
        self.assertEqual(stage.clock_role, "run")
        self.assertEqual(Stage.create({"name": "x", "closed": 1}).clock_role, "solved")


class TestClosingMail(KeyAccountCase):
    """The mail that tells a customer of the end of a case greets the customer."""

    def closing(self, case, stage):
        """The mail as it is sent: subject, body and addresses."""
        stage = self.stage(stage)
        template = stage.mail_template_id
        self.assertEqual(template, self.ref("mail_template_case_closed"))
        case.stage_id = stage
        values = template._generate_template(
            case.ids,
            ("subject", "body_html", "email_to", "partner_to"),
        )[case.id]
        return values

    def told_case(self, **values):
        case = self.make_case(**values)
        with self.at(NOON + HOUR):
            self.env["helpdesk.ticket.contact"].create(
                {"ticket_id": case.id, "summary": "Done.", "solved": True}
            ).action_log()
        self.confirm(case)
        return case

    def test_by_name(self):
        values = self.closing(self.told_case(), "done")
        self.assertIn("Dear Wang Fang", values["body_html"])
        self.assertIn("is solved and closed", values["body_html"])
        self.assertIn("No picture", values["subject"])
        self.assertEqual(values["partner_ids"], self.contact.ids)

    def test_a_caller_whom_we_do_not_know(self):
        case = self.told_case(
            partner_id=False, partner_name="Passer-by", partner_email="p@x.example"
        )
        values = self.closing(case, "done")
        self.assertIn("Dear Passer-by", values["body_html"])
        self.assertIn("p@x.example", str(values))
        case.partner_name = False
        self.assertIn("Good day", self.closing(case, "done")["body_html"])

    def test_what_was_given_up_is_not_called_solved(self):
        for stage in ("cancelled", "rejected"):
            body = self.closing(self.make_case(), stage)["body_html"]
            self.assertIn("without working on it any further", body)
            self.assertNotIn("solved", body)

    def test_markup_in_a_title_is_only_text(self):
        case = self.told_case(name="<script>alert(1)</script>")
        self.assertNotIn("<script>", self.closing(case, "done")["body_html"])
