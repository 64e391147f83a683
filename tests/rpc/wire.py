"""Calls over the wire, as a browser or a script sends them, by every kind of user."""

from odoo.fields import Command
from odoo.tests import HttpCase, JsonRpcException, new_test_user, tagged
from odoo.tests.common import HOST

from common import MODULE, NOON, BranchMixin

DENIED = "AccessError"
#: Errors by which the server may refuse a call; anything else is a defect.
REFUSALS = ("AccessError", "UserError", "ValidationError", "SessionExpiredException")


class Refused(Exception):
    """The server refused a call; the message is the name of its exception."""


@tagged("post_install", "-at_install")
class WireCase(BranchMixin, HttpCase):
    """A branch with two teams, a second company, customers and their cases."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.outsider = cls._user("kas-outsider", "group_key_account_supervisor")
        cls.other_team = cls.env["key.account.team"].create(
            {
                "name": "Other Team",
                "leader_id": cls.outsider.id,
                "member_ids": [Command.set(cls.stranger.ids)],
            }
        )
        cls.bank = cls.env["res.partner"].create(
            {
                "name": "Shu Bank",
                "is_company": True,
                "email": "office@bank.example",
                "key_account_kind": "group",
                "key_account_tier_id": cls.ref("tier_b").id,
                "key_account_manager_id": cls.stranger.id,
            }
        )
        cls.colleague = cls.env["res.partner"].create(
            {
                "name": "Li Na",
                "parent_id": cls.account.id,
                "email": "li.na@hotel.example",
            }
        )
        cls.abroad = cls._abroad()
        contacts = cls.contact | cls.colleague | cls.bank
        cls.portal, cls.portal_colleague, cls.portal_bank = cls._portals(contacts)
        cls.roles = {
            name: getattr(cls, name)
            for name in (
                "officer deputy stranger supervisor head outsider manager auditor "
                "clerk abroad portal portal_colleague portal_bank"
            ).split()
        }

    @classmethod
    def _abroad(cls):
        """An administrator of the service, but of another company."""
        company = cls.env["res.company"].create({"name": "Branch Abroad"})
        return new_test_user(
            cls.env,
            "kas-abroad",
            groups=f"{MODULE}.group_key_account_manager",
            email="abroad@kas.test",
            company_id=company.id,
        )

    @classmethod
    def _portals(cls, contacts):
        """The contacts as users of the portal; all at once, which is faster."""
        logins = ("kas-portal", "kas-portal-colleague", "kas-portal-bank")
        users = cls.env["res.users"].create(
            [
                {
                    "name": contact.name,
                    "login": login,
                    "password": login,
                    "email": contact.email,
                    "partner_id": contact.id,
                    "group_ids": [Command.set(cls.ref("base.group_portal").ids)],
                }
                for login, contact in zip(logins, contacts, strict=True)
            ]
        )
        # Each for itself: what is read of one is not read of all.
        return [cls.env["res.users"].browse(user_id) for user_id in users.ids]

    def setUp(self):
        super().setUp()
        self.logged_in, self.sessions = None, {}
        self.case = self.make_case(name="Secret of the hotel", team_id=self.desk.id)
        self.foreign = self.make_case(
            name="Secret of the bank", team_id=self.desk.id, partner_id=self.bank.id
        )
        self.env.flush_all()

    def login(self, user):
        """Go on with the session of ``user``, or of nobody; the first time open one."""
        if self.logged_in == (user,):
            return
        self.logged_in = (user,)
        if user in self.sessions:
            self.session = self.sessions[user]
            self.opener.cookies.clear()
            self.opener.cookies.set("session_id", self.session.sid, domain=HOST)
            return
        # Else Odoo would end the session that is open.
        self.session = None
        self.authenticate(user and user.login, user and user.login)
        self.sessions[user] = self.session

    def rpc(self, user, model, method, *args, **kwargs):
        """Call a method as ``user``.

        :raises Refused: with the name of the server's exception
        """
        self.env.flush_all()
        self.login(user)
        try:
            return self.make_jsonrpc_request(
                f"/web/dataset/call_kw/{model}/{method}",
                {"model": model, "method": method, "args": args, "kwargs": kwargs},
            )
        except JsonRpcException as error:
            raise Refused(str(error).rpartition(".")[2]) from None
        finally:
            self.env.invalidate_all()

    def outcome(self, user, model, method, *args, **kwargs):
        """Empty if the server did as asked, else the name of its refusal."""
        try:
            self.rpc(user, model, method, *args, **kwargs)
        except Refused as refusal:
            return str(refusal)
        return ""

    def assert_refused(self, user, model, method, *args, why=REFUSALS, **kwargs):
        """The server refuses, for a reason that a user may be given."""
        outcome = self.outcome(user, model, method, *args, **kwargs)
        self.assertTrue(outcome, f"{user.login} may {method} on {model}")
        self.assertIn(outcome, why)

    def assert_kept(self, record, names, call):
        """Whatever ``call`` tries and however it ends, the fields stay as they are."""
        before = record.read(names)
        try:
            call()
        except Refused:
            pass
        self.env.invalidate_all()
        self.assertEqual(record.read(names), before)

    def late(self, case):
        """Let the promises of a case be missed, so that alarms are sent."""
        self.sweep(NOON.replace(day=NOON.day + 5))
        return self.env["key.account.alarm"].search(
            [("deadline_id", "in", case.deadline_ids.ids)]
        )
