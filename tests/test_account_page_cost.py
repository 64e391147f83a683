"""FILE-10: the page costs a constant number of queries, and one form shows it."""

from account_pages import PageCase, page_of
from lxml import etree

from odoo.tests import Form


class TestQueries(PageCase):
    """One or eighty contacts, one or many cases: the same number of queries."""

    def queries(self, work):
        work()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        work()
        return self.env.cr.sql_log_count - before

    def terms(self):
        """What makes an account like the hotel; a copy of it has none of this."""
        return {
            name: self.account[name].id
            for name in (
                "key_account_tier_id",
                "key_account_manager_id",
                "key_account_deputy_id",
            )
        }

    def test_the_form(self):
        contacts = self.contact
        for n in range(40):
            account = self.account.copy(
                {"name": f"A {n}", "key_account_kind": "group", **self.terms()}
            )
            contacts |= account
            contacts |= contacts.create({"name": f"C {n}", "parent_id": account.id})
        for contact in contacts[:20]:
            self.make_case(partner_id=contact.id)
            self.make_visit(partner_id=contact.id).action_done()
        for user in (self.officer, self.clerk):
            contacts = contacts.with_user(user)
            names = [
                name for name in page_of(contacts) if name.startswith("key_account_")
            ]
            fields = {name: {} for name in names}
            needed = [
                self.queries(lambda c=contacts[:n], f=fields: c.web_read(f))
                for n in (1, 10, 80)
            ]
            self.assertLessEqual(max(needed), needed[0] + 2, (user.login, needed))
            self.assertLessEqual(needed[0], 48 if user == self.officer else 30)

    def test_the_lists(self):
        view = self.ref("res_partner_view_list_key_account")
        partners = self.env["res.partner"].with_user(self.officer)
        arch = partners.get_views([(view.id, "list")])["views"]["list"]["arch"]
        fields = {name: {} for name in self.names(arch)}
        order = "key_account_due_at, key_account_tier_id, complete_name"
        self.make_case()
        accounts = self.account
        needed = []
        for count in (0, 9, 70):
            for n in range(count):
                values = {"name": f"A {n}", "key_account_kind": "group"}
                accounts |= self.account.copy({**values, **self.terms()})
            domain = [("id", "in", accounts.ids)]
            needed.append(
                self.queries(
                    lambda d=domain: partners.web_search_read(d, fields, order=order)
                )
            )
        self.assertLessEqual(max(needed), needed[0] + 2, needed)
        self.assertLessEqual(needed[0], 30)

    def names(self, arch):
        return {node.get("name") for node in etree.fromstring(arch).iter("field")}


class TestForm(PageCase):
    def test_an_account_can_be_made_and_changed_on_the_form(self):
        for user in (self.supervisor, self.manager):
            with Form(self.env["res.partner"].with_user(user)) as form:
                form.name = "New Account"
                form.key_account_kind = "group"
                form.key_account_tier_id = self.ref("tier_b")
                form.key_account_manager_id = self.officer
                self.assertEqual(form.key_account_open_case_count, 0)
            with Form(form.record) as form:
                form.name = "Renamed"
                self.assertTrue(form.key_account_promise)
