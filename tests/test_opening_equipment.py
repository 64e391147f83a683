"""APP-2, FILE-3: equipment stays consistent, also when a job ends half-way."""

from openings import DAY, OpeningMixin
from repairs import APPOINTMENT

from odoo.exceptions import AccessError, UserError

from common import HOUR, NOON, KeyAccountCase

BOX = {"kind": "set_top_box", "movement": "deliver", "model": "HD-3"}
CARD = {"kind": "smart_card", "movement": "deliver"}


class EquipmentCase(OpeningMixin, KeyAccountCase):
    def devices(self, archived=False):
        devices = self.env["key.account.device"].with_context(active_test=not archived)
        return devices.search([("account_id", "=", self.account.id)])

    def device(self, number, account=None):
        file = self.env["key.account.file"].search(
            [("partner_id", "=", (account or self.account).id)]
        )
        return self.env["key.account.device"].create(
            {"file_id": file.id, "kind": "set_top_box", "number": number}
        )


class TestLookedOut(EquipmentCase):
    def setUp(self):
        super().setUp()
        self.application = self.apply(equipment=[BOX, CARD])
        self.box, self.card = self.application.equipment_ids

    def test_with_the_last_number_the_step_is_taken(self):
        self.look_out(self.box)
        self.assertEqual(self.box.state, "ready")
        self.assertFalse(self.done(self.application))
        self.look_out(self.card, "C 77", moment=NOON + HOUR)
        self.assertEqual(self.done(self.application), ["equipment"])
        self.assertEqual(self.application.step_ids[0].done_by_id, self.officer)
        self.assertEqual(self.application.state, "opening")

    def test_all_that_has_a_number_is_ready_with_one_click(self):
        mine = self.application.with_user(self.officer)
        with self.assertRaises(UserError):
            mine.action_equipment_ready()
        self.box.with_user(self.officer).number = "8100-0001"
        self.card.with_user(self.officer).number = "C77"
        self.application.step_ids[0].with_user(self.officer).action_do()
        self.assertEqual(self.done(self.application), ["equipment"])
        self.assertEqual(self.application.equipment_ids.mapped("state"), ["ready"] * 2)

    def test_without_a_number_nothing_is_ready(self):
        for number in (False, " - "):
            with self.assertRaises(UserError):
                self.look_out(self.box, number)

    def test_a_number_is_given_once(self):
        self.look_out(self.box)
        with self.assertRaises(UserError):
            self.look_out(self.card, "81000001")
        other = self.apply(equipment=[BOX])
        with self.assertRaises(UserError):
            self.look_out(other.equipment_ids, "8100 0001")

    def test_a_number_that_a_customer_has_is_not_given_again(self):
        device = self.device("8100 0001")
        with self.assertRaises(UserError):
            self.look_out(self.box)
        device.action_give_back()
        self.look_out(self.box)

    def test_another_number_has_to_be_checked_again(self):
        self.look_out(self.box)
        self.look_out(self.card, "C77")
        self.box.with_user(self.officer).number = "8100-0002"
        self.assertEqual(self.box.state, "wanted")
        self.assertEqual(self.application.next_step, "equipment")
        self.box.with_user(self.officer).action_ready()
        self.assertEqual(self.application.next_step, "services")

    def test_what_is_put_back_is_free_again(self):
        self.look_out(self.box)
        self.box.with_user(self.officer).action_not_ready()
        other = self.apply(equipment=[BOX])
        self.look_out(other.equipment_ids)

    def test_what_was_applied_for_stays_as_it_is(self):
        mine = self.box.with_user(self.officer)
        for values in ({"kind": "modem"}, {"movement": "take_back", "number": "1"}):
            with self.subTest(values), self.assertRaises(UserError):
                mine.write(values)
        with self.assertRaises(UserError):
            mine.write({"state": "ready"})
        with self.assertRaises(UserError):
            mine.unlink()

    def test_only_who_opens_gives_numbers(self):
        for user in (self.stranger, self.auditor, self.worker, self.clerk):
            with self.subTest(user.login):
                with self.assertRaises(AccessError):
                    self.box.with_user(user).write({"number": "1"})
                with self.assertRaises(AccessError):
                    self.box.with_user(user).action_ready()

    def test_where_equipment_is_moved_somebody_goes(self):
        with self.assertRaises(UserError):
            self.application.with_user(self.officer).action_equipment_there()


class TestOnSite(EquipmentCase):
    def setUp(self):
        super().setUp()
        self.application = self.apply(equipment=[BOX, CARD])
        self.box, self.card = self.application.equipment_ids
        self.look_out(self.box)
        self.order = self.arrange(self.application)

    def test_the_crew_sees_the_equipment_while_its_order_is_open(self):
        self.look_out(self.card, "C77")
        seen = self.order.with_user(self.worker).install_equipment_ids
        self.assertEqual(seen, self.box | self.card)
        self.assertIn("8100-0001", seen[0].display_name)
        self.install(self.order)
        with self.assertRaises(AccessError):
            self.box.with_user(self.worker).read(["number"])
        with self.assertRaises(AccessError):
            self.box.with_user(self.other_worker).read(["number"])

    def test_installed_equipment_is_in_the_file(self):
        self.look_out(self.card, "C77")
        self.install(self.order)
        self.assertEqual(self.box.state, "moved")
        box = self.box.installed_device_id
        self.assertEqual(box.number, "8100-0001")
        self.assertEqual(box.model, "HD-3")
        self.assertEqual(box.file_id.partner_id, self.account)
        self.assertEqual(str(box.since), "2026-03-03")
        self.assertEqual(
            set(self.devices().mapped("kind")), {"smart_card", "set_top_box"}
        )
        self.assertEqual(self.box.order_id, self.order)
        self.assertEqual(self.box.moved_by_id, self.worker)

    def test_nothing_is_in_the_file_before(self):
        self.look_out(self.card, "C77")
        self.go(self.order)
        self.tick(self.order)
        self.assertFalse(self.devices())

    def test_it_is_not_signed_before_everything_is_there(self):
        self.look_out(self.card, "C77")
        self.go(self.order)
        self.verify(self.order)
        self.box.with_user(self.worker).action_move()
        with self.assertRaises(UserError):
            self.finish(self.order)
        self.card.with_user(self.worker).action_move()
        self.finish(self.order)
        self.assertEqual(self.application.state, "opened")

    def test_what_has_no_number_is_not_installed(self):
        self.go(self.order)
        with self.assertRaises(UserError):
            self.card.with_user(self.worker).action_move()
        self.look_out(self.card, "C77", moment=APPOINTMENT)
        self.card.with_user(self.worker).action_move()

    def test_it_is_ticked_at_the_customers_only_and_by_the_crew(self):
        with self.assertRaises(UserError):
            self.box.with_user(self.worker).action_move()
        self.go(self.order)
        for user in (self.other_worker, self.stranger, self.auditor, self.clerk):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.box.with_user(user).action_move()
        self.box.with_user(self.worker).action_move()
        self.box.with_user(self.worker).action_move_back()
        self.assertFalse(self.box.is_on_site)

    def test_a_number_that_is_registered_meanwhile_is_noticed_at_once(self):
        self.go(self.order)
        self.device("81000001", self.account)
        with self.assertRaises(UserError):
            self.box.with_user(self.worker).action_move()

    def test_half_of_a_job_that_failed_is_there_and_the_rest_waits(self):
        self.look_out(self.card, "C77")
        self.go(self.order)
        self.box.with_user(self.worker).action_move()
        self.fail_visit(
            self.order,
            reason="parts",
            comes_again=True,
            date_from=APPOINTMENT + DAY,
            date_until=APPOINTMENT + DAY + HOUR,
            agreed_with="Wang Fang",
        )
        self.assertEqual(self.box.state, "moved")
        self.assertEqual(self.devices().number, "8100-0001")
        again = self.installs(self.application) - self.order
        self.assertEqual(self.card.state, "ready")
        self.assertEqual(self.card.order_id, again)
        self.assertEqual(self.box.order_id, self.order)
        self.install(again, APPOINTMENT + DAY)
        self.assertEqual(len(self.devices()), 2)
        self.assertEqual(self.application.state, "opened")

    def test_without_a_next_visit_the_rest_belongs_to_no_crew(self):
        self.fail_visit(self.order)
        self.assertFalse(self.box.order_id)
        self.assertEqual(self.box.state, "ready")
        again = self.arrange(
            self.application,
            moment=APPOINTMENT + HOUR,
            date_from=APPOINTMENT + DAY,
            date_until=APPOINTMENT + DAY + HOUR,
            reason="Nobody was at home",
        )
        self.assertEqual(again.install_equipment_ids, self.box | self.card)

    def test_a_cancelled_application_frees_what_is_not_there(self):
        self.look_out(self.card, "C77")
        self.go(self.order)
        self.box.with_user(self.worker).action_move()
        self.fail_visit(self.order, reason="parts")
        self.application._write_facts({"state": "cancelled"})
        self.assertEqual(self.box.state, "moved", "it is at the customer's")
        self.assertEqual(self.card.state, "cancelled")
        self.assertEqual(self.devices(), self.box.installed_device_id)
        other = self.apply(equipment=[CARD])
        self.look_out(other.equipment_ids, "C77")

    def test_what_is_there_is_not_looked_out_again(self):
        self.look_out(self.card, "C77")
        self.install(self.order)
        with self.assertRaises(UserError):
            self.box.with_user(self.officer).number = "1"
        with self.assertRaises(UserError):
            self.box.with_user(self.officer).action_not_ready()


class TestTakenBack(EquipmentCase):
    def setUp(self):
        super().setUp()
        self.old = self.device("OLD 1")

    def ready(self, movement, number, old="OLD-1"):
        line = {"kind": "set_top_box", "movement": movement}
        self.application = self.apply(kind="stop", equipment=[line], lines=[])
        self.look_out(self.application.equipment_ids, number, old)
        return self.application.equipment_ids

    def test_an_exchange_ends_the_one_and_begins_the_other(self):
        line = self.ready("exchange", "NEW 1")
        self.assertEqual(line.device_id, self.old)
        self.install(self.arrange(self.application))
        self.assertFalse(self.old.active)
        self.assertEqual(str(self.old.until), "2026-03-03")
        self.assertEqual(self.devices().number, "NEW 1")

    def test_what_is_taken_back_is_free_for_others(self):
        line = self.ready("take_back", False)
        self.install(self.arrange(self.application))
        self.assertFalse(self.old.active)
        self.assertFalse(line.installed_device_id)
        other = self.apply(equipment=[BOX])
        self.look_out(other.equipment_ids, "OLD1")

    def test_a_device_of_somebody_else_is_not_taken(self):
        other = self.env["res.partner"].create(
            {"name": "Bank", "key_account_kind": "group"}
        )
        self.device("FOREIGN", other)
        for number in (False, "FOREIGN", "NONE"):
            with self.subTest(number), self.assertRaises(UserError):
                self.ready("take_back", False, number)

    def test_the_history_of_a_number_is_told_over_all_customers(self):
        self.ready("take_back", False)
        self.install(self.arrange(self.application))
        first = self.application.equipment_ids
        second = self.apply(equipment=[BOX])
        self.look_out(second.equipment_ids, "OLD-1")
        self.install(self.arrange(second))
        action = self.devices().with_user(self.officer).action_view_history()
        lines = self.env[action["res_model"]].with_context(**action["context"])
        found = lines.with_user(self.officer).search(action["domain"])
        self.assertEqual(found, first | second.equipment_ids)
        self.assertFalse(lines.with_user(self.stranger).search(action["domain"]))


class TestErased(EquipmentCase):
    def test_words_and_numbers_go_and_the_steps_stay(self):
        application = self.apply(equipment=[BOX])
        self.look_out(application.equipment_ids)
        order = self.arrange(application)
        self.install(order, rating_text="Canary")
        self.call(application, said="Canary words")
        self.report(application, text="Canary report")
        application.with_user(self.officer).action_file()
        application.sudo()._erase_opening()
        self.env.flush_all()
        self.env.invalidate_all()
        stored = str(self.stored(order) + self.stored(application.call_ids))
        self.assertNotIn("Canary", stored)
        line = application.equipment_ids
        self.assertFalse(line.number or line.old_number or line.number_key)
        self.assertFalse(application.opening_report or application.agreed_with)
        self.assertFalse(order.signature)
        self.assertFalse(application.next_step)
        self.assertEqual(len(self.done(application)), 7)
