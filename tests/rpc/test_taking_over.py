"""SEC-1, SEC-3: nobody helps himself to the cases of another's account."""

from odoo.fields import Command

from wire import Refused, WireCase


class TestTakingOver(WireCase):
    def reads(self, user, case):
        return not self.outcome(
            user, "helpdesk.ticket", "read", [case.id], ["description"]
        )

    def terms(self, user):
        """Terms that would give the account to ``user``."""
        return {
            "key_account_kind": "leadership",
            "key_account_company_id": self.abroad.company_id.id,
            "key_account_tier_id": self.ref("tier_d").id,
            "key_account_manager_id": user.id,
            "key_account_deputy_id": user.id,
            "key_account_team_id": self.other_team.id,
        }

    def assert_account_kept(self, user):
        for name, value in self.terms(user).items():
            with self.subTest(field=name):
                self.assert_kept(
                    self.account,
                    [name],
                    lambda name=name, value=value: self.rpc(
                        user, "res.partner", "write", [self.account.id], {name: value}
                    ),
                )

    def give_contacts(self, user):
        """Let a user edit contacts, as sales staff may."""
        self.env.ref("base.group_partner_manager").user_ids |= user

    def test_an_officer_gives_no_account_to_himself(self):
        self.give_contacts(self.stranger)
        self.assert_account_kept(self.stranger)

    def test_a_supervisor_takes_no_account_of_another_team(self):
        self.assert_account_kept(self.outsider)

    def test_an_administrator_abroad_takes_no_account_of_this_company(self):
        self.assert_account_kept(self.abroad)

    def test_a_supervisor_decides_on_accounts_of_the_team(self):
        self.rpc(
            self.supervisor,
            "res.partner",
            "write",
            [self.account.id],
            {"key_account_manager_id": self.deputy.id, "key_account_deputy_id": False},
        )
        self.assertEqual(self.account.key_account_manager_id, self.deputy)

    def test_an_officer_makes_no_key_account_by_defaults_of_the_context(self):
        self.give_contacts(self.stranger)
        context = {
            "default_key_account_kind": "group",
            "default_key_account_manager_id": self.stranger.id,
        }
        self.outcome(
            self.stranger, "res.partner", "create", [{"name": "Mine"}], context=context
        )
        made = self.env["res.partner"].search([("name", "=", "Mine")])
        self.assertFalse(made.key_account_kind)
        self.assertFalse(made.key_account_manager_id)

    def test_an_officer_moves_no_contact_from_one_account_to_another(self):
        self.give_contacts(self.stranger)
        self.assert_kept(
            self.contact,
            ["key_account_id", "key_account_manager_id"],
            lambda: self.rpc(
                self.stranger,
                "res.partner",
                "write",
                [self.contact.id],
                {"parent_id": self.bank.id},
            ),
        )

    def merge(self, user, sources, target):
        """Merge contacts as far as the server lets ``user``."""
        model = "base.partner.merge.automatic.wizard"
        both = sources | target
        try:
            for partner in both:
                values = {"email": "same@kas.test"}
                self.rpc(user, "res.partner", "write", partner.ids, values)
            values = {
                "partner_ids": [[6, 0, both.ids]],
                "dst_partner_id": target.id,
                "state": "selection",
            }
            (wizard,) = self.rpc(user, model, "create", [values])
            self.rpc(user, model, "action_merge", [wizard])
        except Refused:
            pass

    def test_merging_accounts_takes_no_case_over(self):
        self.merge(self.outsider, self.account, self.bank)
        self.assertFalse(self.reads(self.outsider, self.case))
        self.assertTrue(self.account.exists())

    def test_merging_contacts_takes_no_case_over(self):
        self.give_contacts(self.stranger)
        teller = self.env["res.partner"].create(
            {"name": "Teller", "parent_id": self.bank.id}
        )
        self.merge(self.stranger, self.contact, teller)
        self.assertEqual(self.case.key_account_id, self.account)
        self.assertFalse(self.reads(self.stranger, self.case))

    def test_nobody_deletes_the_key_account_of_another(self):
        self.give_contacts(self.stranger)
        for user in (self.stranger, self.outsider, self.abroad):
            with self.subTest(user=user.login):
                account = self.env["res.partner"].create(
                    {
                        "name": "Shu Hotel",
                        "key_account_kind": "group",
                        "key_account_manager_id": self.officer.id,
                    }
                )
                self.assert_refused(user, "res.partner", "unlink", account.ids)
                self.assertTrue(account.exists())

    def test_an_officer_makes_himself_no_leader_or_member(self):
        team = self.team.id
        for model, record, values in (
            ("key.account.team", self.team, {"leader_id": self.stranger.id}),
            ("res.users", self.stranger, {"key_account_led_team_ids": [[4, team]]}),
            ("res.users", self.stranger, {"helpdesk_team_ids": [[4, self.desk.id]]}),
        ):
            self.assert_refused(self.stranger, model, "write", [record.id], values)

    def test_an_employee_makes_himself_no_follower(self):
        partner = self.clerk.partner_id
        follower = {
            "res_model": "helpdesk.ticket",
            "res_id": self.case.id,
            "partner_id": partner.id,
        }
        self.assert_refused(self.clerk, "mail.followers", "create", [follower])
        self.outcome(
            self.clerk,
            "helpdesk.ticket",
            "message_subscribe",
            [self.case.id],
            partner.ids,
        )
        self.assertNotIn(partner, self.case.message_partner_ids)
        self.assertFalse(self.reads(self.clerk, self.case))

    def test_an_auditor_makes_nobody_a_follower(self):
        self.assert_refused(
            self.auditor,
            "helpdesk.ticket",
            "message_subscribe",
            [self.case.id],
            self.clerk.partner_id.ids,
        )
        self.assertFalse(self.reads(self.clerk, self.case))

    def test_an_assigned_activity_opens_no_case_to_others(self):
        activity = {
            "res_model_id": self.env["ir.model"]._get_id("helpdesk.ticket"),
            "res_id": self.case.id,
            "user_id": self.clerk.id,
            "summary": "Look",
        }
        for user in (self.auditor, self.clerk, self.stranger):
            self.outcome(user, "mail.activity", "create", [activity])
        self.assertFalse(self.reads(self.clerk, self.case))

    def test_a_seat_at_the_desk_opens_no_case_of_a_foreign_account(self):
        self.desk.user_ids = [Command.link(self.stranger.id)]
        self.case.user_id = False
        self.env.registry.clear_cache()
        self.assertFalse(self.reads(self.stranger, self.case))

    def test_a_supervisor_sees_no_case_of_a_foreign_account_without_desk(self):
        case = self.make_case()
        self.assertFalse(case.team_id)
        self.assertFalse(self.reads(self.outsider, case))

    def test_a_supervisor_at_the_desk_sees_no_case_of_a_foreign_account(self):
        self.desk.user_ids = [Command.link(self.outsider.id)]
        self.env.registry.clear_cache()
        self.assertFalse(self.reads(self.outsider, self.case))

    def test_whoever_no_longer_leads_the_team_reads_its_cases_no_more(self):
        self.assertTrue(self.reads(self.supervisor, self.case))
        self.rpc(
            self.manager,
            "key.account.team",
            "write",
            [self.team.id],
            {"leader_id": self.outsider.id},
        )
        self.assertFalse(self.reads(self.supervisor, self.case))
        self.assertTrue(self.reads(self.outsider, self.case))

    def test_whoever_leaves_the_desk_reads_its_cases_no_more(self):
        plain = self.make_case(partner_id=False, team_id=self.desk.id, user_id=False)
        plain.first_contact_user_id = self.officer
        self.desk.user_ids = [Command.link(self.stranger.id)]
        self.env.registry.clear_cache()
        self.assertTrue(self.reads(self.stranger, plain))
        self.rpc(
            self.manager,
            "helpdesk.ticket.team",
            "write",
            [self.desk.id],
            {"user_ids": [[3, self.stranger.id]]},
        )
        self.assertFalse(self.reads(self.stranger, plain))

    def hand_over(self):
        self.case.first_contact_user_id = self.supervisor
        self.account.write(
            {"key_account_manager_id": self.stranger.id, "key_account_deputy_id": False}
        )

    def test_whoever_takes_over_an_account_reads_its_open_cases(self):
        self.hand_over()
        self.assertTrue(self.reads(self.stranger, self.case))

    def test_whoever_gave_an_account_away_reads_its_cases_no_more(self):
        self.hand_over()
        self.assertFalse(self.reads(self.deputy, self.case))
        self.assertFalse(self.reads(self.officer, self.case))
