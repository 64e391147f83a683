"""What helpdesk_mgmt leaves open, closed: over real HTTP and RPC."""

from customer import PortalCase

from common import KeyAccountCase


class TestClosing(PortalCase):
    """``/ticket/close`` of helpdesk closes any ticket for anybody, by a mere link."""

    def setUp(self):
        super().setUp()
        # Otherwise a complaint is called back first; see test_own_answer.
        self.company.key_account_own_answer = True
        self.case = self.make_case()
        self.new = self.case.stage_id
        self.done = self.stage("done")

    def close(self, case=None, stage=None):
        return self.post(
            "/ticket/close",
            follow=False,
            ticket_id=(case or self.case).id,
            stage_id=(stage or self.done).id,
        )

    def test_the_customer_closes_the_own_case(self):
        self.login(self.portal_contact)
        response = self.close()
        self.assertIn(f"/my/ticket/{self.case.id}", response.headers["Location"])
        self.assertEqual(self.case.stage_id, self.done)
        self.assertEqual(self.deadline(self.case).state, "met")

    def test_a_link_changes_nothing_and_shows_the_case(self):
        self.login(self.portal_contact)
        url = f"/ticket/close?ticket_id={self.case.id}&stage_id={self.done.id}"
        response = self.get(url)
        self.assertIn(f"/my/ticket/{self.case.id}", response.url)
        self.assertEqual(self.case.stage_id, self.new)

    def test_a_form_of_another_site_changes_nothing(self):
        self.login(self.portal_contact)
        self.url_open(
            "/ticket/close",
            data={"ticket_id": self.case.id, "stage_id": self.done.id},
        )
        self.env.invalidate_all()
        self.assertEqual(self.case.stage_id, self.new)

    def test_nobody_else_closes_it(self):
        self.account.portal_sees_company_cases = True
        for user in (self.portal_colleague, self.portal_other, self.clerk):
            self.login(user)
            self.close()
            self.assertEqual(self.case.stage_id, self.new, user.login)
        for user in (self.portal_other, self.clerk):
            self.login(user)
            self.assertTrue(self.close().headers["Location"].endswith("/my"))

    def test_wrong_ids_change_nothing(self):
        self.login(self.portal_contact)
        for ticket_id in ("", "0", "x", "-1", "99999999", "9" * 30, "1e3"):
            response = self.post(
                "/ticket/close", False, ticket_id=ticket_id, stage_id=self.done.id
            )
            self.assertTrue(response.headers["Location"].endswith("/my"), ticket_id)
        for stage_id in ("", "x", "99999999", str(self.stage("rejected").id)):
            self.post("/ticket/close", ticket_id=self.case.id, stage_id=stage_id)
            self.assertEqual(self.case.stage_id, self.new, stage_id)
        self.post("/ticket/close")

    def test_a_closed_case_is_not_moved_on(self):
        self.login(self.portal_contact)
        self.close()
        self.close(stage=self.stage("cancelled"))
        self.assertEqual(self.case.stage_id, self.done)

    def test_a_cancelled_case_that_is_reopened_is_not_solved(self):
        self.login(self.portal_contact)
        self.close(stage=self.stage("cancelled"))
        self.assertEqual(self.case.stage_id, self.stage("cancelled"))
        self.assertFalse(self.case.customer_informed_at)


class TestStages(PortalCase):
    def test_only_administrators_write_stages(self):
        stage = self.stage("new")
        for user in (self.portal_contact, self.officer, self.supervisor, self.clerk):
            self.login(user)
            self.assert_refused(
                "helpdesk.ticket.stage", "write", stage.ids, {"name": "x"}
            )
        public = self.env.ref("base.public_user")
        self.assertFalse(stage.with_user(public).has_access("write"))
        self.assertEqual(stage.name, "New")


class TestTeam(PortalCase):
    def test_another_team_leaves_the_account_manager(self):
        self.desk.user_ids = self.officer
        case = self.make_case(team_id=self.desk.id, user_id=self.officer.id)
        team = self.env["helpdesk.ticket.team"].create({"name": "Field"})
        self.login(self.officer)
        self.call("helpdesk.ticket", "write", case.ids, {"team_id": team.id})
        self.assertEqual(case.team_id, team)
        self.assertFalse(case.user_id)
        self.assertEqual(case.key_account_manager_id, self.officer)
        self.assertEqual(self.deadline(case).responsible_id, self.officer)


class TestClosedDate(PortalCase):
    def move(self, case, stage):
        self.call("helpdesk.ticket", "write", case.ids, {"stage_id": stage.id})

    def test_a_reopened_case_has_no_closing_date(self):
        case = self.make_case(case_kind="enquiry")
        self.login(self.officer)
        self.move(case, self.stage("done"))
        closed = case.closed_date
        self.assertTrue(closed)
        self.move(case, self.stage("in_progress"))
        self.assertFalse(case.closed_date)
        self.move(case, self.stage("done"))
        self.assertGreaterEqual(case.closed_date, closed)

    def test_nobody_sets_it(self):
        case = self.make_case()
        self.login(self.officer)
        values = {"closed_date": "2026-01-01 00:00:00"}
        self.assert_refused("helpdesk.ticket", "write", case.ids, values)


class TestCounting(KeyAccountCase):
    def test_the_customer_has_an_index(self):
        self.env.cr.execute(
            "SELECT indexdef FROM pg_indexes WHERE tablename = 'helpdesk_ticket'"
            " AND indexdef LIKE '%%(partner_id)%%'"
        )
        self.assertTrue(self.env.cr.fetchall())

    def test_cases_below_count_and_closed_ones_are_told_apart(self):
        self.make_case(case_kind="enquiry")
        closed = self.make_case(case_kind="enquiry", partner_id=self.account.id)
        closed.stage_id = self.stage("done")
        found = self.account | self.contact | self.officer.partner_id
        self.assertEqual(found.mapped("helpdesk_ticket_count"), [2, 1, 0])
        self.assertEqual(found.mapped("helpdesk_ticket_active_count"), [1, 1, 0])
        self.assertEqual(self.account.helpdesk_ticket_count_string, "1 / 2")

    def test_only_what_the_user_may_read_is_counted(self):
        self.make_case()
        account = self.account.with_user(self.stranger)
        self.assertEqual(account.helpdesk_ticket_count, 0)

    def test_a_contact_that_is_not_saved_has_none(self):
        partner = self.env["res.partner"].new({"name": "New"})
        self.assertEqual(partner.helpdesk_ticket_count_string, "0 / 0")

    def test_twenty_customers_cost_no_more_than_one(self):
        accounts = self.env["res.partner"].create(
            [{"name": f"Account {number}"} for number in range(20)]
        )
        for account in accounts:
            contact = {"name": "Contact", "parent_id": account.id}
            partner = self.env["res.partner"].create(contact)
            self.make_case(partner_id=partner.id, case_kind="enquiry")
        counts = [self.queries(accounts[:1]), self.queries(accounts)]
        self.assertEqual(counts[0], counts[1])
        self.assertEqual(set(accounts.mapped("helpdesk_ticket_count")), {1})

    def queries(self, partners):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        partners.mapped("helpdesk_ticket_count")
        return self.env.cr.sql_log_count - before


class TestCompany(PortalCase):
    """Contacts of a company see each other's cases only if the company allows it."""

    def setUp(self):
        super().setUp()
        self.case = self.make_case()

    def sees(self, user, case=None):
        """Over RPC, in the list and on the page of the case alike."""
        case = case or self.case
        self.login(user)
        found = case.id in self.call("helpdesk.ticket", "search", [])
        page = f"/my/ticket/{case.id}"
        self.assertEqual(self.get(page).status_code, 200 if found else 404)
        shown = self.get("/my/tickets")
        shown.raise_for_status()
        self.assertEqual(page in shown.text, found)
        return found

    def test_own_cases_only(self):
        self.assertTrue(self.sees(self.portal_contact))
        self.assertFalse(self.sees(self.portal_colleague))
        self.assertFalse(self.sees(self.portal_other))

    def test_a_follower_sees_the_case(self):
        self.case.message_subscribe(self.colleague.ids)
        self.assertTrue(self.sees(self.portal_colleague))

    def test_a_colleague_who_follows_opens_it_to_nobody_else(self):
        case = self.make_case(partner_id=self.other.id)
        case.message_subscribe(self.colleague.ids)
        self.assertFalse(self.sees(self.portal_contact, case))

    def test_the_company_may_allow_it_and_take_it_back(self):
        self.account.portal_sees_company_cases = True
        self.assertTrue(self.sees(self.portal_colleague))
        self.assertFalse(self.sees(self.portal_other))
        self.account.portal_sees_company_cases = False
        self.assertFalse(self.sees(self.portal_colleague))

    def test_whoever_leaves_the_company_sees_its_cases_no_more(self):
        self.account.portal_sees_company_cases = True
        self.assertTrue(self.sees(self.portal_colleague))
        self.colleague.parent_id = False
        self.assertFalse(self.sees(self.portal_colleague))

    def test_only_those_in_charge_allow_it(self):
        group = self.env.ref("base.group_partner_manager")
        self.clerk.group_ids |= group
        for user in (self.officer, self.clerk, self.portal_contact):
            self.login(user)
            self.assert_refused(
                "res.partner",
                "write",
                self.account.ids,
                {"portal_sees_company_cases": True},
            )


class TestInternalFields(PortalCase):
    def test_the_customer_reads_nothing_internal(self):
        case = self.make_case()
        names = (
            "complaint_level_id first_contact_user_id key_account_id key_account_kind "
            "key_account_tier_id key_account_manager_id reopen_count "
            "deadline_ids deadline_due_at deadline_warn_at deadline_state"
        )
        terms = (
            "key_account_kind key_account_id key_account_company_id "
            "key_account_tier_id key_account_manager_id key_account_deputy_id "
            "key_account_team_id"
        )
        self.login(self.portal_contact)
        for record, fields in ((case, names), (self.contact, terms)):
            for name in fields.split():
                with self.subTest(field=name):
                    self.assert_refused(record._name, "read", record.ids, [name])
                    value = "missed" if name == "deadline_state" else record[name]
                    value = getattr(value, "ids", str(value))
                    domain = [(name, "in" if isinstance(value, list) else "=", value)]
                    self.assert_refused(record._name, "search", domain)
        for model in ("key.account.deadline", "key.account.deadline.event"):
            self.assert_refused(model, "search", [])
        read = self.call("helpdesk.ticket", "read", case.ids, ["customer_state"])
        self.assertEqual(read[0]["customer_state"], "received")

    def test_who_may_not_read_the_case_reads_no_field_of_it(self):
        case = self.make_case()
        self.login(self.portal_other)
        for name in ("number", "name", "resolve_by", "customer_state"):
            self.assert_refused("helpdesk.ticket", "read", case.ids, [name])
