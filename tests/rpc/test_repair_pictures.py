"""SEC-6, SEC-3: photos, signature and promise of a repair over the wire."""

import base64

from repairs import APPOINTMENT
from test_repair_wire import READERS, RepairWire
from visits import drawing

from common import HOUR
from wire import Refused


class TestPictures(RepairWire):
    def setUp(self):
        super().setUp()
        self.go(self.order)
        self.photo = self.env["ir.attachment"].create(
            {
                "name": "wall.png",
                "raw": base64.b64decode(drawing()),
                "res_model": "fsm.order",
                "res_id": self.order.id,
            }
        )
        self.order.with_user(self.worker).repair_photo_ids = self.photo

    def served(self, user, url):
        """Whether a user, or nobody, gets the picture and no placeholder."""
        self.env.flush_all()
        self.login(user)
        answer = self.url_open(url)
        self.env.invalidate_all()
        picture = answer.headers.get("Content-Type", "").startswith("image/")
        placeholder = "placeholder" in answer.headers.get("Content-Disposition", "")
        return answer.status_code == 200 and picture and not placeholder

    def test_photos_are_seen_by_readers_of_the_order_only(self):
        for url in (f"/web/image/{self.photo.id}", f"/web/content/{self.photo.id}"):
            for role, user in [*self.roles.items(), ("public", None)]:
                with self.subTest(role=role, url=url):
                    self.assertEqual(self.served(user, url), role in READERS)

    def test_the_signature_is_not_to_be_had_by_its_address(self):
        self.finish(self.order)
        url = f"/web/image/fsm.order/{self.order.id}/signature"
        for role, user in [*self.roles.items(), ("public", None)]:
            with self.subTest(role):
                allowed = role in READERS - {"worker"}
                self.assertEqual(self.served(user, url), allowed)

    def test_outsiders_add_and_remove_no_photo(self):
        values = {
            "name": "x.png",
            "datas": drawing().decode(),
            "res_model": "fsm.order",
            "res_id": self.order.id,
        }
        for role in self.outside | {"auditor"}:
            user = self.roles[role]
            with self.subTest(role):
                self.assert_refused(user, "ir.attachment", "create", [values])
                self.assert_refused(user, "ir.attachment", "unlink", self.photo.ids)

    def test_after_the_signature_nobody_does(self):
        self.finish(self.order)
        signature = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "fsm.order"),
                ("res_id", "=", self.order.id),
                ("res_field", "=", "signature"),
            ]
        )
        self.assertTrue(signature)
        for role, user in self.roles.items():
            for record in (self.photo, signature):
                with self.subTest(role=role, record=record.name):
                    self.assert_refused(user, "ir.attachment", "unlink", record.ids)
                    self.assert_refused(
                        user,
                        "ir.attachment",
                        "write",
                        record.ids,
                        {"datas": drawing().decode()},
                    )
        self.assertTrue(self.order.repair_is_intact)


class TestAppointmentOverTheWire(RepairWire):
    def test_a_deadline_of_a_repair_is_read_by_readers_of_the_repair(self):
        promise = self.deadline(self.order, "appointment")
        seen = {
            role
            for role, user in self.roles.items()
            if self.order.name
            in self.told(
                user, "key.account.deadline", "read", promise.ids, ["res_name"]
            )
        }
        self.assertEqual(seen, READERS)

    def test_the_time_is_changed_by_those_who_serve_the_case(self):
        values = {
            "order_id": self.order.id,
            "date_from": str(APPOINTMENT.replace(year=2036)),
            "date_until": str(APPOINTMENT.replace(year=2036) + HOUR),
            "agreed_with": "Forged",
            "reason": "Forged",
        }
        model = "fsm.order.appointment"
        for role in self.outside | {"auditor", "worker"}:
            with self.subTest(role):
                try:
                    ids = self.rpc(self.roles[role], model, "create", [values])
                    self.rpc(self.roles[role], model, "action_change", ids)
                    self.fail("It was not refused.")
                except Refused:
                    pass
        self.assertEqual(self.order.scheduled_date_start, APPOINTMENT)
