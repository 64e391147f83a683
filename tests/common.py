"""The one base class: a branch with its line of command, and a desk that takes mail."""

from contextlib import contextmanager
from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user, tagged

MODULE = "key_account_service"
HOUR = timedelta(hours=1)
NOON = datetime(2026, 3, 2, 12)
#: Who works in the branch, by the name in the tests, and the group of each.
STAFF = {
    "officer": "group_key_account_officer",
    "deputy": "group_key_account_officer",
    "stranger": "group_key_account_officer",
    "supervisor": "group_key_account_supervisor",
    "head": "group_key_account_supervisor",
    "manager": "group_key_account_manager",
    "auditor": "group_key_account_auditor",
    "clerk": "base.group_user",
}

MAIL = """Return-Path: <{sender}>
From: {name} <{sender}>
To: {to}
Subject: {subject}
Message-Id: <{message_id}@customer.example>
Date: Mon, 02 Mar 2026 11:58:00 +0000
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="frontier"

--frontier
Content-Type: text/plain; charset="utf-8"

{body}
--frontier
Content-Type: image/png; name="screen.png"
Content-Disposition: attachment; filename="screen.png"
Content-Transfer-Encoding: base64

iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==
--frontier--
"""


class BranchMixin:
    """People, accounts and a desk; mixed into every class of tests."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.company = cls.env.company
        for name, user in zip(STAFF, cls._users(STAFF), strict=True):
            setattr(cls, name, user)
        cls.company.key_account_head_id = cls.manager
        cls.department = cls.env["key.account.team"].create(
            {"name": "Department", "leader_id": cls.head.id}
        )
        cls.team = cls.env["key.account.team"].create(
            {
                "name": "Team",
                "leader_id": cls.supervisor.id,
                "parent_id": cls.department.id,
                "member_ids": [Command.set((cls.officer | cls.deputy).ids)],
            }
        )
        cls.account = cls.env["res.partner"].create(
            {
                "name": "Jinniu Hotel",
                "is_company": True,
                "email": "office@hotel.example",
                "key_account_kind": "group",
                "key_account_tier_id": cls.ref("tier_a").id,
                "key_account_manager_id": cls.officer.id,
                "key_account_deputy_id": cls.deputy.id,
            }
        )
        cls.contact = cls.env["res.partner"].create(
            {
                "name": "Wang Fang",
                "parent_id": cls.account.id,
                "email": "Wang.Fang@Hotel.Example",
            }
        )
        cls.desk = cls.ref("helpdesk_ticket_team_key_account")
        cls.env["mail.alias.domain"].search([], limit=1) or cls.env[
            "mail.alias.domain"
        ].create({"name": "branch.example"})
        cls.desk.alias_id.alias_domain_id = cls.env["mail.alias.domain"].search(
            [], limit=1
        )

    @classmethod
    def _user(cls, login, group):
        return new_test_user(
            cls.env, login, groups=f"{MODULE}.{group}", email=f"{login}@kas.test"
        )

    @classmethod
    def _users(cls, groups):
        """A user of each name with a group; all at once, which is four times faster."""
        logins = {f"kas-{name}": group for name, group in groups.items()}
        # Nobody waits for an invitation here; eight of them take longer than all else.
        Users = cls.env["res.users"].with_context(no_reset_password=True)
        users = Users.create(
            [
                {
                    "name": f"{login} ({group})",
                    "login": login,
                    "password": login.ljust(8, "x"),
                    "email": f"{login}@kas.test",
                    "group_ids": [Command.set(cls.ref(group).ids)],
                }
                for login, group in logins.items()
            ]
        )
        # Each for itself: what is read of one is not read of all.
        return [cls.env["res.users"].browse(user_id) for user_id in users.ids]

    @classmethod
    def ref(cls, name):
        return cls.env.ref(name if "." in name else f"{MODULE}.{name}")

    @contextmanager
    def at(self, moment):
        """Stop all clocks at a naive UTC moment."""
        with freeze_time(moment):
            yield

    @classmethod
    def stage(cls, name):
        """A stage by the last word of its XML id."""
        module = MODULE if name == "solved" else "helpdesk_mgmt"
        return cls.env.ref(f"{module}.helpdesk_ticket_stage_{name}")

    def make_case(self, moment=NOON, user=None, **values):
        """A complaint of the account's contact, received at ``moment``."""
        with self.at(moment):
            Ticket = self.env["helpdesk.ticket"].with_user(user or self.env.user)
            return Ticket.create(
                {
                    "name": "No picture",
                    "description": "<p>No picture since this morning.</p>",
                    "partner_id": self.contact.id,
                    "case_kind": "complaint",
                    **values,
                }
            ).with_env(self.env)

    def explain(self, case):
        """What a complaint must say before it can be closed (CASE-6)."""
        case.cause_id = self.ref("cause_network_node")
        case.cause_analysis = "The amplifier of building 3 had failed."
        return case

    def sweep(self, moment):
        """Both scheduled actions at ``moment``: decide, then deliver."""
        with self.at(moment):
            decided = self.env["key.account.deadline"]._enforce_due()
            self.env["key.account.alarm"]._deliver()
        self.env.invalidate_all()
        return decided

    def stored(self, records):
        """What the database holds of records; the rest may depend on the moment."""
        stored = [name for name, field in records._fields.items() if field.store]
        return records.read(stored)

    def confirm(self, case):
        """All that stands between a told customer and a closed case is done."""
        if case.case_kind == "complaint":
            self.explain(case)
        case._confirm("call_back", case.customer_informed_at)
        if case.needs_investigation:
            findings = dict.fromkeys(("found", "root", "consequence"), "x")
            self.env["key.account.investigation"].create(
                {"ticket_id": case.id, **findings}
            ).action_done()

    def deadline(self, case, kind="resolve"):
        return case.deadline_ids.filtered(lambda deadline: deadline.kind == kind)

    def told(self, case=None):
        """Logins of those who were told, with the mark, in the order of telling."""
        alarms = self.env["key.account.alarm"].search(
            [("deadline_id", "in", case.deadline_ids.ids)] if case else [], order="id"
        )
        return [(alarm.mark, alarm.user_id.login) for alarm in alarms]

    def mail(self, moment=NOON, **values):
        """Feed a message to the gateway as a mail server would."""
        values = {
            "name": "Wang Fang",
            "sender": "wang.fang@hotel.example",
            "to": self.desk.alias_id.display_name,
            "subject": "No picture in 40 rooms",
            "body": "Please help, the guests complain.",
            "message_id": "first",
            **values,
        }
        with self.at(moment):
            thread = self.env["mail.thread"].with_user(self.env.ref("base.user_root"))
            found = thread.message_process(None, MAIL.format(**values))
        return self.env["helpdesk.ticket"].browse(found)


@tagged("post_install", "-at_install")
class KeyAccountCase(BranchMixin, TransactionCase):
    """Base of all tests on a database; rolled back after each."""
