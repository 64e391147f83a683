"""OPS-1, VISIT-2, VISIT-4: visits that were there before they had a clock."""

from pathlib import Path

from visits import VisitMixin

from odoo.modules.migration import load_script

import odoo.addons.key_account_service as addon

from common import NOON, KeyAccountCase

SCRIPTS = Path(addon.__file__).parent / "migrations" / "19.0.1.5.0"


class TestVisitMigration(VisitMixin, KeyAccountCase):
    def migrate(self):
        self.env.flush_all()
        for path in sorted(SCRIPTS.glob("post-visit-*.py")):
            load_script(str(path), path.stem).migrate(self.env.cr, "19.0.1.4.0")
        self.env.invalidate_all()

    def as_of_before(self, visit, statement):
        self.env.flush_all()
        self.env.cr.execute(statement, [visit.id])
        self.env.invalidate_all()

    def test_planned_visits_are_promised_and_stand_in_the_calendar(self):
        visits = self.env["key.account.visit"]
        planned = "UPDATE key_account_visit SET state = 'planned' WHERE id = %s"
        with self.at(NOON):
            visit = visits.create(
                {"partner_id": self.contact.id, "planned_at": NOON, "state": "proposed"}
            )
            off = visits.create({"partner_id": self.contact.id, "state": "cancelled"})
            self.as_of_before(visit, planned)
            self.env.add_to_compute(visits._fields["planned_since"], visit)
            for _twice in range(2):
                self.migrate()
        self.assertEqual((visit.planned_at, visit.planned_since), (NOON, NOON))
        self.assertEqual(visit.event_id.start, NOON)
        self.assertEqual(len(visit.sudo().deadline_ids), 1)
        self.assertEqual(self.deadline(visit, "visit").state, "running")
        self.assertFalse(off.event_id or off.sudo().deadline_ids)

    def test_what_was_signed_stays_intact(self):
        with self.at(NOON):
            visit = self.sign(self.make_visit())
            forget = "SET signed_handling_state = NULL WHERE id = %s"
            self.as_of_before(visit, f"UPDATE key_account_visit {forget}")
            self.migrate()
        visit.sudo().handling_state = "done"
        self.assertEqual(visit.signed_handling_state, "open")
        self.assertTrue(visit.is_intact)
