"""VISIT-3, VISIT-4: the record in the field: drafts, photos, signature by rule."""

from datetime import timedelta

from visit_records import RecordMixin
from visits import drawing

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from common import NOON, KeyAccountCase

HOUR = timedelta(hours=1)


class TestDraft(RecordMixin, KeyAccountCase):
    def unfinished(self):
        return self.env["key.account.visit"].search([("is_unfinished", "=", True)])

    def test_a_record_that_was_begun_is_a_draft_until_it_is_filed(self):
        with self.at(NOON):
            visit = self.make_visit(planned_at=NOON, content=False)
            self.assertFalse(visit.is_unfinished)
            self.assertNotIn(visit, self.unfinished())
            visit.needs = "Six channels"
            self.assertTrue(visit.is_unfinished)
            self.assertIn(visit, self.unfinished())
            visit.content = "Talked."
            visit.action_done()
            self.assertFalse(visit.is_unfinished)
            self.assertNotIn(visit, self.unfinished())

    def test_notes_made_ahead_of_a_visit_are_no_draft(self):
        with self.at(NOON):
            visit = self.make_visit(planned_at=NOON + HOUR)
            self.assertFalse(visit.is_unfinished)
            self.assertNotIn(visit, self.unfinished())
            self.assertIn(
                visit,
                self.env["key.account.visit"].search([("is_unfinished", "=", False)]),
            )
        with self.at(NOON + HOUR):
            self.env.invalidate_all()
            self.assertTrue(visit.is_unfinished)

    def test_whoever_comes_early_begins_early(self):
        with self.at(NOON):
            visit = self.make_visit(planned_at=NOON + HOUR, content=False)
            visit.action_begin()
            self.assertEqual(visit.visited_at, NOON)
            self.assertTrue(visit.is_unfinished)
            self.assertIn(visit, self.unfinished())
            with self.assertRaisesRegex(UserError, "begun already"):
                visit.action_begin()

    def test_only_a_planned_visit_is_begun(self):
        visit = self.make_visit()
        visit.action_cancel()
        with self.assertRaises(UserError):
            visit.action_begin()
        with self.assertRaises(AccessError):
            self.make_visit().with_user(self.auditor).action_begin()


class TestPhotos(RecordMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.visit = self.make_visit()
        self.photo = self.make_photo(self.visit)
        self.visit.photo_ids = self.photo

    def test_who_reads_the_visit_sees_its_photos(self):
        for name, seen in (("deputy", True), ("auditor", True), ("stranger", False)):
            photo = self.photo.with_user(getattr(self, name))
            with self.subTest(name):
                self.assertEqual(photo.has_access("read"), seen)

    def test_only_pictures_of_this_visit_are_photos(self):
        other = self.make_photo(self.make_visit())
        text = self.make_photo(self.visit, name="x.txt", raw=b"plain")
        for wrong in (other, text):
            with self.assertRaisesRegex(ValidationError, "Photos are pictures"):
                self.visit.photo_ids = [Command.link(wrong.id)]

    def test_a_photo_taken_before_the_visit_was_saved_belongs_to_it(self):
        loose = self.make_photo(self.visit, res_id=0)
        visit = self.make_visit(photo_ids=[Command.link(loose.id)])
        self.assertEqual(loose.res_id, visit.id)

    def test_nobody_takes_the_loose_photo_of_somebody_else(self):
        loose = self.make_photo(self.visit.with_user(self.deputy), res_id=0)
        with self.assertRaises(AccessError):
            self.make_visit(photo_ids=[Command.link(loose.id)])

    def test_signed_photos_are_neither_altered_nor_deleted(self):
        free = self.make_photo(self.make_visit())
        free.name = "other.png"
        self.sign(self.visit)
        for user in (self.officer, self.manager):
            photo = self.photo.with_user(user)
            for refused in (
                lambda photo=photo: photo.write({"raw": b"x"}),
                lambda photo=photo: photo.write({"res_id": free.res_id}),
                photo.unlink,
            ):
                with self.assertRaisesRegex(AccessError, "as the customer signed"):
                    refused()
            with self.assertRaises(AccessError):
                (photo | free.with_user(user)).unlink()
        with self.assertRaises(UserError):
            self.visit.photo_ids = False
        self.assertTrue(self.visit.is_intact)

    def test_the_seal_covers_the_photos(self):
        self.sign(self.visit)
        self.photo.sudo().raw = b"\x89PNG\r\n\x1a\nanother"
        self.env.invalidate_all()
        self.assertFalse(self.visit.is_intact)

    def test_the_seal_tells_that_a_photo_is_gone_or_came(self):
        self.sign(self.visit)
        photo = self.make_photo(self.visit)
        self.env.cr.execute(
            "INSERT INTO key_account_visit_photo_rel VALUES (%s, %s)",
            (self.visit.id, photo.id),
        )
        self.env.invalidate_all()
        self.assertFalse(self.visit.is_intact)
        self.env.cr.execute(
            "DELETE FROM key_account_visit_photo_rel WHERE visit_id = %s",
            (self.visit.id,),
        )
        self.env.invalidate_all()
        self.assertFalse(self.visit.is_intact)

    def test_a_copy_takes_no_photo_along(self):
        self.assertFalse(self.visit.copy().photo_ids)


class TestSignatureByRule(RecordMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        rule = self.ref("visit_rule_a_decision_maker")
        rule.sign = True
        self.visit = self.make_visit()
        self.visit.sudo().rule_id = rule
        self.plain = self.make_visit()

    def test_the_customer_signs_where_the_rule_says_so(self):
        self.assertTrue(self.visit.needs_signature)
        self.assertFalse(self.plain.needs_signature)
        with self.assertRaisesRegex(UserError, "rule asks for it"):
            self.visit.action_done()
        self.assertEqual(self.sign(self.visit).state, "signed")

    def test_what_somebody_plans_by_hand_is_signed_as_the_rule_says(self):
        self.contact.key_person_role = "decision_maker"
        self.env.invalidate_all()
        self.assertTrue(self.plain.needs_signature)
        self.contact.key_person_role = "liaison"
        self.env.invalidate_all()
        self.assertFalse(self.plain.needs_signature)
        walk = self.make_visit(partner_id=self.account.id)
        self.assertFalse(walk.needs_signature)
        self.ref("visit_rule_a_walk").sign = True
        self.env.invalidate_all()
        self.assertTrue(walk.needs_signature)

    def test_nobody_signs_a_call(self):
        self.visit.way = "phone"
        self.assertFalse(self.visit.needs_signature)
        self.visit.action_done()
        self.assertEqual(self.visit.state, "done")

    def test_what_is_to_be_signed_is_found(self):
        boss = self.contact.copy({"key_person_role": "decision_maker"})
        visits = (
            self.visit
            | self.plain
            | self.make_visit(ticket_id=self.make_case().id)
            | self.make_visit(partner_id=boss.id)
            | self.make_visit(partner_id=boss.id, way="phone")
        )
        Visit = self.env["key.account.visit"].with_user(self.officer)
        for wanted in (True, False):
            found = Visit.search(
                [("needs_signature", "=", wanted), ("id", "in", visits.ids)]
            )
            for visit in visits:
                self.assertEqual(visit in found, visit.needs_signature == wanted)

    def boss(self, **values):
        return self.env["res.partner"].create(
            {
                "name": "Boss",
                "parent_id": self.account.id,
                "key_person_role": "decision_maker",
                **values,
            }
        )

    def test_a_visit_made_by_hand_is_signed_where_the_rule_of_the_person_says_so(self):
        boss = self.boss()
        by_hand = self.make_visit(partner_id=boss.id)
        self.assertFalse(by_hand.rule_id)
        self.assertTrue(by_hand.needs_signature)
        with self.assertRaisesRegex(UserError, "rule asks for it"):
            by_hand.action_done()
        call = self.make_visit(partner_id=boss.id, way="phone")
        other = self.make_visit(partner_id=self.boss(key_person_role="liaison").id)
        visits = by_hand | call | other | self.visit | self.plain
        self.assertFalse((call | other).filtered("needs_signature"))
        for wanted in (True, False):
            found = self.env["key.account.visit"].search(
                [("needs_signature", "=", wanted), ("id", "in", visits.ids)]
            )
            expected = visits.filtered(lambda v, w=wanted: v.needs_signature == w)
            self.assertEqual(found, expected)
        call.action_done()
        self.assertEqual(self.sign(by_hand).state, "signed")

    def test_a_form_that_is_not_saved_yet_knows_it(self):
        boss = self.boss()
        values = {"partner_id": boss.id, "way": "on_site"}
        visit = self.env["key.account.visit"].with_user(self.officer).new(values)
        self.assertTrue(visit.needs_signature)

    def test_a_rule_of_the_account_asks_for_walk_visits(self):
        self.ref("visit_rule_a_walk").sign = True
        self.assertTrue(self.make_visit(partner_id=self.account.id).needs_signature)
        self.assertFalse(self.plain.needs_signature)

    def test_a_rule_that_changes_asks_for_what_it_says_now(self):
        self.ref("visit_rule_a_decision_maker").sign = False
        self.visit.action_done()
        self.assertEqual(self.visit.state, "done")


class TestSealOverTime(RecordMixin, KeyAccountCase):
    def test_how_far_we_are_goes_on_after_signing(self):
        visit = self.sign(self.make_visit(needs="Six channels"))
        self.assertEqual(visit.signed_handling_state, "open")
        visit.action_settled()
        self.assertEqual(visit.handling_state, "done")
        self.assertTrue(visit.is_intact)
        with self.assertRaises(UserError):
            visit.handling_state = "open"

    def test_a_seal_from_before_photos_and_promises_holds(self):
        visit = self.sign(self.make_visit())
        # As it was stored then.
        visit.sudo().signed_handling_state = False
        self.env.invalidate_all()
        self.assertTrue(visit.is_intact)

    def test_needs_are_settled_only_after_the_visit(self):
        visit = self.make_visit()
        with self.assertRaises(UserError):
            visit.action_settled()
        visit.action_done()
        with self.assertRaises(AccessError):
            visit.with_user(self.auditor).action_settled()

    def test_a_forged_signature_changes_nothing(self):
        visit = self.make_visit()
        with self.assertRaises(AccessError):
            visit.with_user(self.auditor)._sign(drawing(), "Me")
        self.assertFalse(visit.signed_pdf_hash)
