"""SEC-3: what is hidden is not told by names, searches, groups, chatter or alarms."""

import json

from wire import Refused, WireCase

SECRET = "Secret of the hotel"


class LeakCase(WireCase):
    def setUp(self):
        super().setUp()
        self.case.message_post(body="Chatter of the hotel", message_type="comment")
        self.case.description = "<p>Story of the hotel</p>"
        self.env.flush_all()

    def told(self, user, model, method, *args, **kwargs):
        """Everything the server says, as text."""
        try:
            return json.dumps(self.rpc(user, model, method, *args, **kwargs))
        except Refused:
            return ""


class TestSearches(LeakCase):
    #: Paths over records that everybody reads to those that are hidden.
    PATHS = (
        ("res.partner", "helpdesk_ticket_ids.name"),
        ("res.partner", "helpdesk_ticket_ids.description"),
        ("res.partner", "key_account_id.helpdesk_ticket_ids.name"),
        ("res.partner", "child_ids.helpdesk_ticket_ids.name"),
        ("res.users", "partner_id.helpdesk_ticket_ids.name"),
        ("helpdesk.ticket.team", "ticket_ids.name"),
        ("res.company", "partner_id.helpdesk_ticket_ids.name"),
        ("helpdesk.ticket", "commercial_partner_id.helpdesk_ticket_ids.name"),
        ("helpdesk.ticket", "team_id.ticket_ids.name"),
        ("helpdesk.ticket", "deadline_ids.partner_id.helpdesk_ticket_ids.name"),
        ("key.account.deadline", "partner_id.helpdesk_ticket_ids.name"),
        ("key.account.deadline", "partner_id.commercial_partner_id.child_ids.name"),
        ("mail.message", "body"),
        ("mail.activity", "summary"),
        ("ir.attachment", "name"),
    )

    def test_no_path_of_a_search_tells_of_hidden_cases(self):
        self.env["ir.attachment"].create(
            {"name": SECRET, "res_model": "helpdesk.ticket", "res_id": self.case.id}
        )
        self.case.activity_schedule(
            "mail.mail_activity_data_todo", summary=SECRET, user_id=self.officer.id
        )
        for model, path in self.PATHS:
            word = "of the hotel"
            for role in ("clerk", "stranger", "outsider", "abroad"):
                with self.subTest(role=role, model=model, path=path):
                    found = self.told(
                        self.roles[role], model, "search", [(path, "ilike", word)]
                    )
                    self.assertIn(found, ("", "[]"))

    def test_a_path_over_the_deadlines_tells_of_own_cases_only(self):
        for path in ("deadline_ids.responsible_id", "key_account_manager_id"):
            domain = [(path, "=", self.officer.id)]
            found = self.rpc(self.stranger, "helpdesk.ticket", "search", domain)
            self.assertEqual(found, [])
            found = self.rpc(self.officer, "helpdesk.ticket", "search", domain)
            self.assertEqual(found, self.case.ids)

    def test_grouping_counts_own_cases_only(self):
        for group in (
            "key_account_manager_id",
            "key_account_tier_id",
            "deadline_state",
            "stage_id",
            "partner_id.key_account_manager_id",
        ):
            with self.subTest(group=group):
                told = self.told(
                    self.stranger,
                    "helpdesk.ticket",
                    "formatted_read_group",
                    [],
                    [group],
                    ["__count"],
                )
                counts = [row["__count"] for row in json.loads(told or "[]")]
                self.assertLessEqual(sum(counts), 1)

    def test_grouping_by_deadlines_is_no_way_round(self):
        for user in (self.stranger, self.clerk):
            told = self.told(
                user,
                "helpdesk.ticket",
                "formatted_read_group",
                [],
                ["deadline_ids"],
                ["__count"],
            )
            self.assertNotIn(self.case.number, told)

    def test_counts_beside_records_count_what_is_read(self):
        policy = self.deadline(self.case).policy_id
        counts = self.rpc(
            self.clerk,
            "key.account.deadline.policy",
            "read",
            policy.ids,
            ["deadline_count"],
        )
        self.assertEqual(counts[0]["deadline_count"], 0)
        counts = self.rpc(
            self.clerk,
            "res.partner",
            "read",
            self.contact.ids,
            ["helpdesk_ticket_count"],
        )
        self.assertEqual(counts[0]["helpdesk_ticket_count"], 0)


class TestNames(LeakCase):
    def test_pointing_at_a_hidden_case_does_not_tell_its_title(self):
        values = {"duplicate_id": self.case.id}
        context = {"default_duplicate_id": self.case.id}
        new = {"name": "New", "description": "x", "partner_id": self.bank.id}
        model = "helpdesk.ticket"
        stranger = self.stranger
        self.outcome(stranger, model, "write", [self.foreign.id], values)
        self.outcome(stranger, model, "create", [{**new, **values}])
        self.outcome(stranger, model, "create", [new], context=context)
        told = self.told(stranger, model, "search_read", [], ["duplicate_id"])
        self.assertNotIn(SECRET, told)

    def test_a_new_form_tells_nothing_of_hidden_records(self):
        told = self.told(
            self.stranger,
            "helpdesk.ticket",
            "onchange",
            [],
            {"duplicate_id": self.case.id, "partner_id": self.contact.id},
            ["duplicate_id", "partner_id"],
            {"duplicate_id": {"fields": {"display_name": {}, "description": {}}}},
        )
        self.assertNotIn("of the hotel", told)

    def test_nested_reading_tells_nothing_of_hidden_cases(self):
        told = self.told(
            self.clerk,
            "res.partner",
            "web_read",
            self.contact.ids,
            {"helpdesk_ticket_ids": {"fields": {"display_name": {}, "name": {}}}},
        )
        self.assertIn("helpdesk_ticket_ids", told)
        self.assertNotIn(SECRET, told)

    def test_no_title_reaches_the_name_of_a_deadline(self):
        self.assertNotIn(SECRET, str(self.case.deadline_ids.mapped("display_name")))


class TestChatter(LeakCase):
    def post(self, user, url, params):
        self.env.flush_all()
        self.login(user)
        response = self.url_open(url, json={"params": params})
        return response.text

    def test_the_chatter_of_a_case_is_read_by_those_who_read_it(self):
        params = {"thread_model": "helpdesk.ticket", "thread_id": self.case.id}
        url = "/mail/thread/messages"
        self.assertIn("Chatter of the hotel", self.post(self.officer, url, params))
        for role in ("clerk", "stranger", "outsider", "abroad", "portal_bank"):
            with self.subTest(role=role):
                text = self.post(self.roles[role], url, params)
                self.assertNotIn("Chatter of the hotel", text)

    def test_notes_of_staff_do_not_reach_the_customer(self):
        self.case.message_post(body="Note of staff", subtype_xmlid="mail.mt_note")
        params = {"thread_model": "helpdesk.ticket", "thread_id": self.case.id}
        for url in ("/mail/thread/messages", "/mail/chatter_fetch"):
            text = self.post(self.portal, url, params)
            self.assertNotIn("Note of staff", text)

    def test_changes_of_level_and_manager_do_not_reach_the_customer(self):
        domain = [("model", "=", "helpdesk.ticket"), ("res_id", "=", self.case.id)]
        self.rpc(
            self.supervisor,
            "helpdesk.ticket",
            "write",
            [self.case.id],
            {
                "complaint_level_id": self.ref("complaint_level_3").id,
                "level_reason": "Serious.",
            },
        )
        told = self.told(
            self.portal, "mail.message", "search_read", domain, ["tracking_value_ids"]
        )
        values = self.told(self.portal, "mail.tracking.value", "search_read", [])
        self.assertNotIn(self.ref("complaint_level_3").name, told + values)

    def test_attachments_are_read_by_those_who_read_the_case(self):
        attachment = self.env["ir.attachment"].create(
            {
                "name": "a.txt",
                "raw": b"Attachment of the hotel",
                "res_model": "helpdesk.ticket",
                "res_id": self.case.id,
            }
        )
        self.env.flush_all()
        self.login(self.officer)
        url = f"/web/content/{attachment.id}"
        self.assertIn("Attachment of the hotel", self.url_open(url).text)
        for role in ("clerk", "stranger", "portal_bank", "portal_colleague"):
            with self.subTest(role=role):
                self.login(self.roles[role])
                self.assertNotIn("Attachment of the hotel", self.url_open(url).text)


class TestAlarms(LeakCase):
    def setUp(self):
        super().setUp()
        self.env.ref("base.group_allow_export").user_ids |= self.clerk
        self.alarm = self.env["key.account.alarm"].create(
            {
                "deadline_id": self.deadline(self.case).id,
                "mark": "due+0/users",
                "user_id": self.clerk.id,
                "by_notification": True,
            }
        )

    def test_an_alarm_tells_its_recipient_nothing_of_a_hidden_case(self):
        model = "key.account.alarm"
        nested = {"partner_id": {"fields": {"name": {}}}, "responsible_id": {}}
        answers = (
            self.told(self.clerk, model, "read", self.alarm.ids),
            self.told(
                self.clerk,
                model,
                "web_read",
                self.alarm.ids,
                {"deadline_id": {"fields": nested}},
            ),
            self.told(
                self.clerk,
                model,
                "formatted_read_group",
                [],
                ["deadline_id.partner_id"],
                ["__count"],
            ),
            self.told(
                self.clerk,
                model,
                "export_data",
                self.alarm.ids,
                ["deadline_id/partner_id"],
            ),
        )
        for answer in answers:
            self.assertNotIn(self.contact.name, answer)
            self.assertNotIn("of the hotel", answer)

    def test_an_alarm_is_no_way_to_guess_at_a_hidden_case(self):
        for path in ("deadline_id.partner_id.name", "deadline_id.partner_id.email"):
            found = self.told(
                self.clerk, "key.account.alarm", "search", [(path, "ilike", "wang")]
            )
            self.assertIn(found, ("", "[]"))

    def test_a_message_of_alarms_holds_no_content(self):
        self.late(self.case)
        mails = self.env["mail.message"].search(
            [("message_type", "=", "user_notification")], order="id desc", limit=20
        )
        bodies = "".join(mails.mapped("body"))
        self.assertIn(self.case.number, bodies)
        self.assertNotIn("of the hotel", bodies)
        self.assertNotIn(self.contact.name, bodies)
