"""VISIT-3, VISIT-4, SEC-1: a visit is planned, put on record, signed and locked."""

import base64
from datetime import timedelta

from portal_cases import blank
from visits import VisitMixin, drawing

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from common import NOON, KeyAccountCase


class TestRecord(VisitMixin, KeyAccountCase):
    def test_a_visit_knows_account_tier_and_visitor(self):
        visit = self.make_visit()
        self.assertRegex(visit.name, r"^KV\d{5}$")
        self.assertEqual(visit.state, "planned")
        self.assertEqual(visit.key_account_id, self.account)
        self.assertEqual(visit.key_account_tier_id, self.ref("tier_a"))
        self.assertEqual(visit.user_id, self.officer)

    def test_a_visit_keeps_the_tier_of_its_day(self):
        visit = self.make_visit()
        self.account.key_account_tier_id = self.ref("tier_b")
        visit.action_done()
        self.assertEqual(visit.key_account_tier_id, self.ref("tier_b"))
        self.account.key_account_tier_id = self.ref("tier_c")
        self.assertEqual(visit.key_account_tier_id, self.ref("tier_b"))

    def test_another_contact_of_the_account_changes_no_tier(self):
        visit = self.make_visit()
        visit.action_done()
        self.account.key_account_tier_id = self.ref("tier_b")
        visit.partner_id = self.account
        self.assertEqual(visit.key_account_tier_id, self.ref("tier_a"))
        bank = self.env["res.partner"].create(
            {
                "name": "Bank",
                "key_account_kind": "group",
                "key_account_manager_id": self.officer.id,
            }
        )
        bank.key_account_tier_id = self.ref("tier_c")
        visit.partner_id = bank
        self.assertEqual(visit.key_account_tier_id, self.ref("tier_c"))

    def test_a_customer_who_is_no_key_account_can_be_visited(self):
        plain = self.env["res.partner"].create({"name": "Plain"})
        visit = self.make_visit(partner_id=plain.id)
        self.assertFalse(visit.key_account_id)
        visit.action_done()
        self.assertEqual(visit.state, "done")

    def test_done_needs_a_record_and_notes_the_moment(self):
        visit = self.make_visit(content=" ")
        with self.assertRaises(UserError):
            visit.action_done()
        visit.content = "Talked."
        with self.at(NOON):
            visit.action_done()
        self.assertEqual(visit.visited_at, NOON)

    def test_a_moment_given_by_hand_stays(self):
        visit = self.make_visit(visited_at=NOON)
        visit.action_done()
        self.assertEqual(visit.visited_at, NOON)

    def test_a_visit_did_not_take_place_in_the_future(self):
        with self.at(NOON), self.assertRaises(ValidationError):
            self.make_visit(visited_at=NOON + timedelta(minutes=1))

    def test_each_step_only_from_where_it_makes_sense(self):
        visit = self.make_visit()
        visit.action_cancel()
        for refused in (visit.action_done, visit.action_cancel, visit.action_sign):
            with self.assertRaises(UserError):
                refused()
        visit.action_plan_again()
        visit.action_done()
        for refused in (
            visit.action_done,
            visit.action_cancel,
            visit.action_plan_again,
        ):
            with self.assertRaises(UserError):
                refused()

    def test_what_took_place_is_not_deleted(self):
        visit = self.make_visit().with_user(self.manager)
        visit.action_done()
        with self.assertRaises(UserError):
            visit.unlink()
        self.make_visit(self.manager).unlink()

    def test_the_case_is_one_of_the_same_customer(self):
        other = self.env["res.partner"].create({"name": "Other"})
        case = self.make_case()
        with self.assertRaises(ValidationError):
            self.make_visit(self.manager, partner_id=other.id, ticket_id=case.id)

    def test_a_case_that_one_may_not_read_cannot_be_named(self):
        case = self.make_case()
        with self.assertRaises(AccessError):
            self.make_visit(self.stranger, ticket_id=case.id)

    def test_a_copy_is_a_new_plan(self):
        visit = self.sign(self.make_visit())
        copied = visit.copy()
        self.assertEqual(copied.state, "planned")
        self.assertNotEqual(copied.name, visit.name)
        for name in ("content", "signature", "signed_by", "signed_at", "signed_hash"):
            self.assertFalse(copied[name], name)


class TestSignature(VisitMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.case = self.make_case()
        self.visit = self.make_visit(ticket_id=self.case.id)

    def test_a_concrete_problem_needs_the_signature(self):
        with self.assertRaises(UserError):
            self.visit.action_done()
        plain = self.make_visit()
        plain.action_done()
        with self.assertRaises(ValidationError):
            plain.ticket_id = self.case

    def test_signing_files_and_locks(self):
        with self.at(NOON):
            self.sign(self.visit)
        self.assertEqual(self.visit.state, "signed")
        self.assertEqual(self.visit.signed_by, self.contact.name)
        self.assertEqual(self.visit.signed_at, NOON)
        self.assertEqual(self.visit.visited_at, NOON)
        self.assertTrue(self.visit.signature)
        self.assertTrue(self.visit.is_intact)
        for name, value in (("content", "x"), ("handling_state", "done")):
            with self.assertRaises(UserError):
                self.visit[name] = value
        with self.assertRaises(UserError):
            self.visit.with_user(self.manager).participant_ids = [
                Command.set(self.account.ids)
            ]

    def test_a_note_can_still_be_added(self):
        self.sign(self.visit)
        self.visit.message_post(body="Called again.")

    def test_it_is_signed_once(self):
        self.sign(self.visit)
        with self.assertRaises(UserError):
            self.sign(self.visit)

    def test_a_visit_that_is_done_can_be_signed_later(self):
        visit = self.make_visit()
        visit.action_done()
        self.assertEqual(self.sign(visit).state, "signed")

    def test_a_signature_needs_a_record(self):
        self.visit.content = False
        with self.assertRaises(UserError):
            self.sign(self.visit)
        self.assertFalse(self.visit.signature)

    def test_a_signature_is_a_picture(self):
        for forged in (b"<svg xmlns='x'><script/></svg>", b"%PDF-1.4", b"no picture"):
            with self.assertRaises(UserError):
                self.sign(self.visit, signature=base64.b64encode(forged))
        with self.assertRaisesRegex(UserError, "Nothing is drawn"):
            self.sign(self.visit, signature=blank())

    def test_the_seal_tells_a_change_behind_the_back_of_the_lock(self):
        self.sign(self.visit)
        self.env.flush_all()
        for column, value in (("content", "Another"), ("signed_by", "Somebody")):
            self.env.cr.execute("SAVEPOINT forged")
            self.env.cr.execute(
                f"UPDATE key_account_visit SET {column} = %s WHERE id = %s",
                (value, self.visit.id),
            )
            self.env.invalidate_all()
            self.assertFalse(self.visit.is_intact)
            self.env.cr.execute("ROLLBACK TO SAVEPOINT forged")
            self.env.invalidate_all()
        self.assertTrue(self.visit.is_intact)

    def test_the_seal_does_not_depend_on_language_or_size_of_pictures(self):
        self.sign(self.visit)
        for context in ({"lang": "zh_CN"}, {"bin_size": True}):
            self.env.invalidate_all()
            self.assertTrue(self.visit.with_context(**context).is_intact)

    def test_followers_learn_nothing_of_what_was_said(self):
        visit = self.visit.with_context(tracking_disable=False)
        visit.message_subscribe(self.clerk.partner_id.ids)
        self.sign(visit)
        self.env.flush_all()
        messages = self.env["mail.message"].search(
            [("model", "=", "key.account.visit"), ("res_id", "=", visit.id)]
        )
        self.assertFalse(messages.attachment_ids)
        self.assertNotIn("set-top", "".join(messages.mapped("body")))
        with self.assertRaises(AccessError):
            visit.with_user(self.clerk).read(["content"])


class TestAccess(VisitMixin, KeyAccountCase):
    def test_who_reads_and_who_writes(self):
        visit = self.make_visit()
        for name, may_read, may_write in (
            ("officer", True, True),
            ("deputy", True, True),
            ("supervisor", True, True),
            ("head", True, True),
            ("manager", True, True),
            ("auditor", True, False),
            ("stranger", False, False),
        ):
            seen = visit.with_user(getattr(self, name))
            with self.subTest(user=name):
                self.assertEqual(seen.has_access("read"), may_read)
                self.assertEqual(seen.has_access("write"), may_write)
        self.assertFalse(visit.with_user(self.clerk).has_access("read"))

    def test_the_visitor_who_was_sent_sees_the_visit(self):
        visit = self.make_visit(user_id=self.stranger.id).with_user(self.stranger)
        visit.content = "I went there for a colleague."
        visit.action_done()

    def test_an_auditor_neither_files_nor_signs(self):
        visit = self.make_visit().with_user(self.auditor)
        for refused in (visit.action_done, visit.action_cancel):
            with self.assertRaises(AccessError):
                refused()
        with self.assertRaises(AccessError):
            visit._sign(drawing(), "Me")

    def test_another_company_sees_nothing(self):
        company = self.env["res.company"].create({"name": "Abroad"})
        visit = self.make_visit()
        self.manager.write(
            {"company_ids": [Command.set(company.ids)], "company_id": company.id}
        )
        self.assertFalse(visit.with_user(self.manager).has_access("read"))
