"""Customers who use the portal: what a browser sends, without the browser."""

from odoo.http import Request
from odoo.tests import HttpCase, JsonRpcException, new_test_user, tagged

from common import BranchMixin


@tagged("post_install", "-at_install")
class PortalCase(BranchMixin, HttpCase):
    """Two contacts of the hotel, and one of another company, with portal access."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague = cls.env["res.partner"].create(
            {"name": "Li Na", "parent_id": cls.account.id, "email": "li@hotel.example"}
        )
        cls.other = cls.env["res.partner"].create(
            {"name": "Zhao Lei", "email": "zhao@elsewhere.example"}
        )
        cls.contact.tz = "Asia/Shanghai"
        cls.portal_contact = cls._portal_user("portal-contact", cls.contact)
        cls.portal_colleague = cls._portal_user("portal-colleague", cls.colleague)
        cls.portal_other = cls._portal_user("portal-other", cls.other)

    @classmethod
    def _portal_user(cls, login, partner):
        return new_test_user(
            cls.env,
            login,
            groups="base.group_portal",
            partner_id=partner.id,
            name=partner.name,
            email=partner.email,
            tz=partner.tz,
        )

    def login(self, user):
        self.env.flush_all()
        self.authenticate(user.login, user.login)

    def post(self, url, follow=True, **data):
        """Send a form as its page does, with the token of the session."""
        data = {"csrf_token": Request.csrf_token(self), **data}
        response = self.url_open(url, data=data, allow_redirects=follow)
        self.env.invalidate_all()
        return response

    def get(self, url):
        response = self.url_open(url)
        self.env.invalidate_all()
        return response

    def call(self, model, method, *args, **kwargs):
        """Call a method over RPC as whoever is logged in."""
        try:
            return self.make_jsonrpc_request(
                f"/web/dataset/call_kw/{model}/{method}",
                {"model": model, "method": method, "args": args, "kwargs": kwargs},
            )
        finally:
            self.env.invalidate_all()

    def assert_refused(self, model, method, *args, **kwargs):
        with self.assertRaises(JsonRpcException) as caught:
            self.call(model, method, *args, **kwargs)
        self.assertIn("AccessError", str(caught.exception))
