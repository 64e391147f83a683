"""Personal-data law: what is erased, what stays, who may, and the proof of it."""

from handovers import HandoverMixin
from personal_data import ERASE, HOLD, ID_NUMBER, TODAY, PersonalDataCase
from psycopg2.errors import RaiseException
from tiers import TierMixin

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from common import HOUR, NOON


class ErasureCase(PersonalDataCase):
    def cancelled_case(self):
        """A case that is over, with figures that must stay."""
        case = self.make_case(partner_name="Wang Fang", name="Secret subject")
        with self.at(NOON + HOUR):
            case.message_post(body="Secret words", message_type="comment")
            case.stage_id = self.stage("cancelled")
        self.env.flush_all()
        return case

    def leaks(self):
        """Columns of the database that still say something of the person."""
        self.env.flush_all()
        self.env.cr.execute(
            """
            SELECT table_name, column_name FROM information_schema.columns
            WHERE table_schema = 'public' AND data_type IN ('character varying', 'text')
            AND (table_name LIKE 'key_account%' OR table_name IN
                ('res_partner', 'helpdesk_ticket', 'mail_message', 'mail_mail',
                 'mail_tracking_value', 'ir_attachment'))
            """
        )
        found = {}
        for table, column in self.env.cr.fetchall():
            self.env.cr.execute(
                f'SELECT id FROM "{table}" WHERE "{column}" LIKE %s', ["%Secret%"]
            )
            if ids := self.env.cr.fetchall():
                found[table, column] = ids
        return found


class TestErasure(ErasureCase):
    def test_nothing_of_the_person_is_left(self):
        case = self.cancelled_case()
        visit = self.make_visit(content="Secret content")
        with self.at(NOON + HOUR):
            visit.action_done()
        visit.message_post(body="Secret note")
        self.contact.message_post(body="Secret chatter")
        self.consent(note="Secret note")
        self.env["key.account.relative"].create(
            {
                "file_id": self.file.id,
                "name": "Secret relative",
                "partner_id": self.contact.id,
            }
        )
        self.env["key.account.member"].create(
            {
                "file_id": self.file.id,
                "name": "Secret member",
                "partner_id": self.contact.id,
                "active": False,
            }
        )
        deadlines = case.deadline_ids.mapped("state")
        events = len(case.deadline_ids.event_ids)
        protocol = self.erase()
        self.assertEqual(self.person.erased_on, TODAY)
        self.assertFalse(self.contact.active)
        self.assertEqual(self.contact.name, f"Erased person {self.contact.id}")
        self.assertFalse(self.contact.email or self.contact.phone)
        for part in self.parts:
            self.assertFalse(part.exists())
        self.assertEqual(self.leaks(), {})
        # The figures stay.
        self.assertEqual(case.deadline_ids.mapped("state"), deadlines)
        self.assertEqual(len(case.deadline_ids.event_ids), events)
        self.assertEqual(case.partner_id, self.contact)
        self.assertEqual(visit.state, "done")
        self.assertEqual(len(self.person.consent_ids), 1)
        self.assertIn("Cases: 1", protocol.counts)
        self.assertIn("Visits: 1", protocol.counts)
        self.assertEqual(protocol.user_id, self.manager)
        self.assertEqual(protocol.reason, "Letter 7")

    def test_only_administrators_erase(self):
        users = self.officer | self.supervisor | self.auditor | self.stranger
        for user in users | self.clerk:
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.erase(user)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.person.with_user(user).action_erase()
        self.assertFalse(self.person.erased_on)

    def test_open_cases_stand_in_the_way(self):
        case = self.make_case()
        with self.assertRaisesRegex(UserError, case.number):
            self.erase()
        self.assertFalse(self.person.erased_on)

    def test_planned_visits_stand_in_the_way(self):
        visit = self.make_visit()
        with self.assertRaisesRegex(UserError, visit.name):
            self.erase()

    def test_users_of_ours_stand_in_the_way(self):
        self.person.partner_id = self.clerk.partner_id
        with self.assertRaisesRegex(UserError, "user here"):
            self.erase()

    def test_organisations_are_no_persons(self):
        with self.assertRaisesRegex(UserError, "organisation"):
            self.erase(files=self.file)

    def test_twice_is_refused(self):
        self.erase()
        with self.assertRaisesRegex(UserError, "already"):
            self.erase()

    def test_a_legal_hold_stands_in_the_way_until_it_ends(self):
        with self.at(NOON):
            hold = self.env[HOLD].with_user(self.manager)
            hold = hold.create(
                {
                    "file_id": self.person.id,
                    "reason": "Law suit",
                    "until": "2026-03-02",
                }
            )
            hold.action_hold()
        with self.assertRaisesRegex(UserError, "Law suit"):
            self.erase()
        self.erase(moment=NOON.replace(day=3))
        self.assertTrue(self.person.erased_on)

    def test_only_administrators_hold_and_lift(self):
        self.person.hold_reason = "Law suit"
        for user in self.officer | self.supervisor:
            with self.assertRaises(AccessError):
                self.person.with_user(user).write({"hold_reason": False})
            with self.assertRaises(AccessError):
                self.env[HOLD].with_user(user).create({"file_id": self.person.id})
        hold = self.env[HOLD].with_user(self.manager)
        hold.create({"file_id": self.person.id}).action_hold()
        self.assertFalse(self.person.hold_reason)

    def test_the_preview_counts_and_names_what_stands_in_the_way(self):
        case = self.make_case()
        with self.at(NOON):
            wizard = (
                self.env[ERASE]
                .with_user(self.manager)
                .with_context(
                    active_model="key.account.file", active_ids=self.person.ids
                )
                .create({"reason": "x"})
            )
        self.assertIn(case.number, wizard.obstacles)
        self.assertIn("Important Relative: 1", wizard.preview)
        self.assertIn("Cases: 1", wizard.preview)
        self.assertNotIn("Li Na", wizard.preview)

    def test_a_portal_login_goes_too(self):
        user = self.env["res.users"].create(
            {
                "login": "secret@portal.example",
                "partner_id": self.contact.id,
                "group_ids": [(6, 0, self.ref("base.group_portal").ids)],
            }
        )
        self.erase()
        self.assertFalse(user.active)
        self.assertNotIn("secret", user.login)

    def test_the_database_lets_nobody_alter_the_protocol(self):
        protocol = self.erase()
        self.env.flush_all()
        for statement in (
            "UPDATE key_account_erasure SET reason = 'forged' WHERE id = %s",
            "DELETE FROM key_account_erasure WHERE id = %s",
        ):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(RaiseException),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(statement, (protocol.id,))
        with self.assertRaises(AccessError):
            protocol.with_user(self.manager).write({"reason": "forged"})

    def test_who_reads_the_protocol(self):
        protocol = self.erase()
        for user in self.manager | self.auditor:
            self.assertTrue(protocol.with_user(user).has_access("read"))
        for user in self.officer | self.supervisor | self.clerk:
            self.assertFalse(protocol.with_user(user).has_access("read"))

    def test_the_id_number_goes_with_seal_and_mark(self):
        self.person.with_user(self.officer)._set_id_number(ID_NUMBER)
        self.env.flush_all()
        self.assertTrue(self.person.id_number_mask)
        self.assertEqual(self.spread(), set())
        self.erase()
        self.env.flush_all()
        self.assertEqual(self.spread(), set())
        self.env.cr.execute(
            "SELECT id_number_sealed, id_number_hash, id_number_mask"
            " FROM key_account_file WHERE id = %s",
            [self.person.id],
        )
        self.assertEqual(self.env.cr.fetchone(), (None, None, None))

    def spread(self):
        """Columns that hold the end of the ID number in plain."""
        self.env.cr.execute(
            """
            SELECT table_name, column_name FROM information_schema.columns
            WHERE table_schema = 'public' AND data_type IN ('character varying', 'text')
            AND table_name LIKE 'key_account_file%'
            """
        )
        found = set()
        for table, column in self.env.cr.fetchall():
            self.env.cr.execute(
                f'SELECT id FROM "{table}" WHERE "{column}" LIKE %s',
                [f"%{ID_NUMBER[-4:]}"],
            )
            if self.env.cr.fetchall():
                found.add((table, column))
        return found


class TestErasedElsewhere(HandoverMixin, ErasureCase):
    """What other documents say of a person goes as well; that they exist stays."""

    def test_the_list_of_a_handover_keeps_its_lines_without_titles(self):
        case = self.make_case(name="Secret subject", user=self.officer)
        call, done = (
            self.contact.activity_schedule(
                "mail.mail_activity_data_call",
                user_id=self.officer.id,
                summary="Secret call",
            )
            for _each in range(2)
        )
        handover = self.make_handover()
        self.propose(handover)
        self.assertEqual(len(handover.line_ids), 3)
        done.unlink()
        case.stage_id = self.stage("cancelled")
        self.erase()
        self.assertEqual(set(handover.line_ids.mapped("name")), {"Erased"})
        self.assertFalse(call.exists())
        self.assertEqual(self.leaks(), {})

    def test_what_stays_in_the_ledger_is_said_before(self):
        case = self.cancelled_case()
        notes = case.deadline_ids.event_ids.filtered("note")
        self.assertTrue(notes)
        wizard = self.env[ERASE].with_user(self.manager)
        wizard = wizard.create({"file_ids": self.person.ids, "reason": "x"})
        said = f"Reasons in the ledger, which stay: {len(notes)}"
        self.assertIn(said, wizard.preview)


class TestErasedTier(TierMixin, ErasureCase):
    def test_why_an_individual_had_a_tier(self):
        vip = self.env["res.partner"].create(
            {
                "name": "Director Liu",
                "key_account_kind": "leadership",
                "key_account_tier_id": self.ref("tier_b").id,
                "key_account_manager_id": self.officer.id,
            }
        )
        self.approved(
            account_id=vip.id,
            tier="tier_a",
            reason="Secret reason",
            evidence="Secret evidence",
        )
        self.follow_days(NOON)
        self.env["key.account.tier.notice"].search([("account_id", "=", vip.id)]).write(
            {"note": "Secret note"}
        )
        history = vip.key_account_tier_history_ids
        files = self.env["key.account.file"].search([("partner_id", "=", vip.id)])
        self.erase(files=files)
        places = {table for table, _column in self.leaks()}
        told = {"mail_message", "mail_mail", "mail_tracking_value", "ir_attachment"}
        self.assertFalse(
            {place for place in places if place in told or "_tier_" in place}
        )
        self.assertEqual(len(history.exists()), 2)
        self.assertEqual(history[0].approved_by_id, self.head)
