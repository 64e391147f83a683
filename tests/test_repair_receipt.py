"""CASE-9, SEC-3: the work receipt, the customer's signature, and what it freezes."""

import base64
import io

from PIL import Image
from repairs import APPOINTMENT, FLAT, PHONE, RepairMixin
from test_reports import FormCase
from visits import drawing

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tools import SQL

from common import HOUR, KeyAccountCase

RECEIPT = "key_account_service.report_repair"


def picture(size=(300, 100), format_="PNG"):
    buffer = io.BytesIO()
    Image.new("RGB", size, "white").save(buffer, format_)
    return base64.b64encode(buffer.getvalue())


class ReceiptCase(RepairMixin, KeyAccountCase):
    def setUp(self):
        super().setUp()
        self.case = self.make_case(team_id=self.desk.id)
        self.order = self.send_crew(self.case)
        self.go(self.order)

    def photo(self, user=None, order=None, **values):
        order = order or self.order
        return (
            self.env["ir.attachment"]
            .with_user(user or self.worker)
            .create(
                {
                    "name": "splitter.png",
                    "raw": base64.b64decode(drawing()),
                    "res_model": order._name,
                    "res_id": order.id,
                    **values,
                }
            )
        )


class TestSigning(ReceiptCase):
    def test_signature_and_rating_are_given_on_one_screen(self):
        self.finish(self.order, rating_text="Clean and quick")
        self.assertEqual(self.order.signed_by, "Wang Fang")
        self.assertEqual(self.order.signed_on, APPOINTMENT + HOUR)
        self.assertTrue(self.order.signature)
        self.assertEqual(self.order.repair_rating, 5)
        self.assertEqual(self.order.repair_rating_text, "Clean and quick")
        self.assertTrue(self.order.repair_is_intact)

    def test_without_signature_there_is_a_reason(self):
        for values in (
            {"is_unsigned": True},
            {"is_unsigned": True, "no_signature_reason": "  "},
            {"signature": False},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                self.finish(self.order, **values)
        self.finish(self.order, is_unsigned=True, no_signature_reason="Nobody may sign")
        self.assertFalse(self.order.signature or self.order.signed_on)
        self.assertEqual(self.order.repair_no_signature_reason, "Nobody may sign")
        self.assertTrue(self.order.repair_is_intact)

    def test_a_signature_is_a_drawing_with_a_name(self):
        for values in (
            {"signature": picture()},
            {"signature": picture(format_="JPEG")},
            {"signed_by": " "},
        ):
            with self.subTest(str(values)[:30]), self.assertRaises(UserError):
                self.finish(self.order, **values)
        self.assertEqual(self.order.repair_state, "on_site")

    def test_a_receipt_is_filed_once(self):
        self.finish(self.order)
        before = self.stored(self.order)
        for user in (self.worker, self.officer):
            with self.subTest(user.login), self.assertRaises(UserError):
                self.finish(self.order, user=user)
        self.assertEqual(self.stored(self.order), before)

    def test_the_signature_is_in_no_message_and_no_other_record(self):
        self.finish(self.order)
        self.assertFalse(self.order.message_ids.attachment_ids)
        self.assertFalse(self.case.message_ids.attachment_ids)
        found = self.env["ir.attachment"].search(
            [("res_model", "in", ("fsm.order", "helpdesk.ticket", "mail.message"))]
        )
        self.assertFalse(found, "attachments of fields are not found")

    def test_the_customer_rates_from_one_to_five_or_not_at_all(self):
        self.finish(self.order, rating=False)
        self.assertEqual(self.order.repair_rating, 0)
        again = self.send_crew(self.case)
        self.go(again)
        with self.assertRaises(ValueError):
            self.finish(again, rating="9")

    def test_crews_are_compared_by_the_average_of_their_ratings(self):
        self.finish(self.order, rating="2")
        again = self.send_crew(self.case)
        self.go(again)
        self.finish(again, rating="5")
        unrated = self.send_crew(self.case)
        self.go(unrated)
        self.finish(unrated, rating=False)
        action = self.ref("fsm_order_action_rating")
        groups = (
            self.env["fsm.order"]
            .with_user(self.officer)
            ._read_group(
                [("repair_rating", ">", 0)], ["team_id"], ["repair_rating:avg"]
            )
        )
        self.assertIn("repair_rating", action.domain)
        self.assertIn((self.crew_team.with_user(self.officer), 3.5), groups)


class TestFrozen(ReceiptCase):
    def test_nobody_changes_what_was_signed(self):
        self.finish(self.order)
        for user in (self.worker, self.officer, self.supervisor, self.manager):
            order = self.order.with_user(user)
            for values in (
                {"repair_work_done": "Forged"},
                {"signature": drawing()},
                {"repair_rating": 1},
                {"message_follower_ids": [(5, 0, 0)]},
            ):
                with self.subTest(user=user.login, values=list(values)):
                    with self.assertRaises(AccessError):
                        order.write(values)

    def test_a_change_behind_our_back_breaks_the_seal(self):
        photo = self.photo()
        self.order.repair_photo_ids = photo
        self.finish(self.order)
        self.assertTrue(self.order.repair_is_intact)
        for column, value in (
            ("repair_work_done", "Forged"),
            ("repair_rating", 1),
            ("signed_by", "Somebody"),
        ):
            self.env.cr.execute(
                SQL(
                    "UPDATE fsm_order SET %s = %s WHERE id = %s",
                    SQL.identifier(column),
                    value,
                    self.order.id,
                )
            )
            self.env.invalidate_all()
            with self.subTest(column):
                self.assertFalse(self.order.repair_is_intact)
            break

    def test_photos_belong_to_the_receipt_and_are_frozen_with_it(self):
        photo = self.photo()
        self.order.with_user(self.worker).repair_photo_ids = photo
        self.finish(self.order)
        for user in (self.worker, self.officer, self.manager):
            theirs = photo.with_user(user)
            with self.subTest(user.login):
                with self.assertRaises(AccessError):
                    theirs.unlink()
                with self.assertRaises(AccessError):
                    theirs.raw = b"Forged"
                with self.assertRaises(AccessError):
                    self.photo(user)
        self.assertTrue(self.order.repair_is_intact)

    def test_photos_are_pictures_of_this_repair(self):
        other = self.send_crew(self.case)
        order = self.order.with_user(self.worker)
        for photo in (
            self.photo(order=other),
            self.photo(name="x.svg", raw=b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            self.photo(name="x.html", raw=b"<html><script>1</script></html>"),
        ):
            with self.subTest(photo.name), self.assertRaises(ValidationError):
                order.repair_photo_ids = photo

    def test_an_erasure_leaves_times_and_rating(self):
        self.order.with_user(self.worker).repair_photo_ids = self.photo()
        self.finish(self.order)
        self.case.sudo()._erase_words()
        self.assertEqual(self.order.repair_rating, 5)
        self.assertEqual(self.order.date_start, APPOINTMENT)
        self.assertFalse(self.order.signature or self.order.repair_photo_ids)
        stored = str(self.stored(self.order))
        for secret in (FLAT, PHONE, "Canary", "Wang Fang", "splitter"):
            self.assertNotIn(secret, stored)


class TestOtherOrders(ReceiptCase):
    """The orders of field service that are no repairs: signed once, by nobody else."""

    def setUp(self):
        super().setUp()
        self.other = self.env["fsm.order"].create(
            {
                "location_id": self.order.location_id.id,
                "person_id": self.crew_person.id,
            }
        )

    def sign_other(self, **values):
        Wizard = self.env["fsm.order.sign.wizard"].with_user(self.worker)
        return (
            Wizard.with_context(active_id=self.other.id)
            .create({"signed_by": "Li", "signature": drawing(), **values})
            .action_sign()
        )

    def test_signed_once_and_in_no_message(self):
        self.sign_other()
        self.assertEqual(self.other.signed_by, "Li")
        self.assertFalse(self.other.message_ids.attachment_ids)
        with self.assertRaises(UserError):
            self.sign_other(signed_by="Forger")
        self.assertEqual(self.other.signed_by, "Li")

    def test_not_signed_by_an_empty_picture_or_by_a_plain_write(self):
        with self.assertRaises(UserError):
            self.sign_other(signature=picture())
        for user in (self.worker, self.env.ref("base.user_admin")):
            with self.assertRaises(AccessError):
                self.other.with_user(user).write({"signature": drawing()})

    def test_a_repair_is_not_signed_in_the_form_of_field_service(self):
        self.other = self.order
        with self.assertRaises(UserError):
            self.sign_other()


class TestReceiptForm(RepairMixin, FormCase):
    def setUp(self):
        super().setUp()
        self.case = self.make_case(team_id=self.desk.id)
        self.order = self.send_crew(self.case)

    def test_the_printed_receipt(self):
        self.go(self.order)
        self.finish(self.order, rating="4")
        self.assert_text(
            "".join(self.print(RECEIPT, self.order)),
            "Work Receipt",
            self.order.name,
            self.case.number,
            "Shuhan Road 1",
            FLAT,
            "Replaced the splitter.",
            "Wang Fang",
            "4/5",
            self.order.repair_seal,
        )

    def test_only_readers_print_and_only_repairs(self):
        for user in (self.stranger, self.clerk, self.other_worker):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.print(RECEIPT, self.order, user)

    def test_what_the_handling_form_is_given(self):
        self.go(self.order)
        self.finish(self.order)
        (repair,) = self.case.with_user(self.officer)._complaint_form_repairs()
        self.assertEqual(repair["number"], self.order.name)
        self.assertEqual(repair["work_done"], "Replaced the splitter.")
        self.assertEqual(repair["rating"], 5)
        self.assertEqual(repair["signature"], self.order.signature)
        with self.assertRaises(AccessError):
            self.case.with_user(self.stranger)._complaint_form_repairs()


class TestTwoTelephones(ReceiptCase):
    """Two of a crew have the same order open; one of them is first."""

    def setUp(self):
        super().setUp()
        crew = self.crew_person | self.mate_person
        self.order = self.send_crew(self.case, person_ids=[Command.set(crew.ids)])
        self.go(self.order)

    def steps(self, user):
        order = self.order.with_user(user)
        return {
            "finish": order.action_finish,
            "fail": order.action_fail,
            "fail_visit": lambda: self.fail_visit(order, user=user),
            "write": lambda: order.write({"repair_work_done": "Mine"}),
            "sign": lambda: self.finish(order, user=user),
        }

    def test_the_second_learns_that_the_mate_was_first(self):
        self.finish(self.order)
        before = self.stored(self.order)
        for name, step in self.steps(self.mate).items():
            with self.subTest(name), self.assertRaises(UserError) as caught:
                step()
            self.assertIn("ended meanwhile: “Done”", str(caught.exception))
        self.assertEqual(self.stored(self.order), before)

    def test_also_of_a_visit_that_failed(self):
        self.fail_visit(self.order)
        with self.assertRaises(UserError) as caught:
            self.order.with_user(self.mate).action_finish()
        self.assertIn("Visit failed", str(caught.exception))

    def test_others_learn_nothing(self):
        self.finish(self.order)
        for name, step in self.steps(self.other_worker).items():
            with self.subTest(name), self.assertRaises(AccessError) as caught:
                step()
            self.assertNotIn("meanwhile", str(caught.exception))
