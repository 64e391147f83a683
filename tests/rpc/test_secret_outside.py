"""SEC-2, SEC-3: what a file holds stands nowhere else, and leaves by no other door."""

import json

from hidden import ID_NUMBER
from protected import CANARIES, CANARY, FILE, WORDS
from test_secret_models import OUTSIDERS, SecretCase

from odoo.http import Request
from odoo.tools import SQL

PICTURE = (
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAA"
    b"AABJRU5ErkJggg=="
)
INSIDE = "Inside of an attachment"


class OutsideCase(SecretCase):
    def get(self, user, url):
        """The words of a page that a user, or nobody, opens."""
        self.env.flush_all()
        self.login(user)
        answer = self.url_open(url)
        self.env.invalidate_all()
        return answer

    def post(self, user, url, **params):
        self.env.flush_all()
        self.login(user)
        answer = self.url_open(url, json={"params": params})
        self.env.invalidate_all()
        return answer.text

    def visitors(self):
        """Every outsider, and nobody."""
        return [(role, self.roles[role]) for role in OUTSIDERS] + [("public", None)]


class TestDatabase(OutsideCase):
    def tables(self):
        return self.env.execute_query(
            SQL(
                "SELECT table_name FROM information_schema.tables"
                " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
            )
        )

    def holds(self, table, text):
        self.env.cr.execute(
            SQL(
                "SELECT 1 FROM %s AS row WHERE row::text LIKE %s LIMIT 1",
                SQL.identifier(table),
                f"%{text}%",
            )
        )
        return bool(self.env.cr.fetchone())

    def use(self):
        """Do with the file what people do with it."""
        self.rpc(self.officer, FILE, "write", self.file.ids, {"employer": CANARY})
        values = {"file_id": self.file.id, "reason": "For the flight"}
        for user, model, method in (
            (self.officer, "key.account.file.reveal", "action_show"),
            (self.supervisor, "key.account.file.unlock", "action_unlock"),
        ):
            (form,) = self.rpc(user, model, "create", [values])
            answer = self.rpc(user, model, method, [form])
            if method == "action_show":
                self.assertIn(ID_NUMBER, json.dumps(answer))
        self.account.message_post(body="Called")
        self.env.flush_all()

    def test_no_other_table_holds_a_value_of_a_file(self):
        self.use()
        ours = {self.env[model]._table for model in self.models}
        tables = {table for (table,) in self.tables()} - ours
        self.assertGreater(len(tables), 100)
        for canary in CANARIES:
            self.assertEqual([t for t in sorted(tables) if self.holds(t, canary)], [])

    def test_no_table_holds_an_id_number(self):
        self.use()
        for (table,) in self.tables():
            self.assertFalse(self.holds(table, ID_NUMBER), table)
            self.assertFalse(self.holds(table, ID_NUMBER[6:14] + "001"), table)


class TestEveryModel(OutsideCase):
    """What an employee may read of all that Odoo has, messages and logs included."""

    def readable(self, user):
        for name in self.env.registry:
            Model = self.env[name].with_user(user)
            if not Model._abstract and Model._auto and Model.has_access("read"):
                yield Model

    def test_an_employee_who_reads_everything_reads_nothing_of_a_file(self):
        """Stored words only, as they are what searches, groups and exports give."""
        for user in (self.clerk, self.stranger, self.portal):
            for Model in self.readable(user):
                names = [
                    field.name
                    for field in Model._fields.values()
                    if field.type in ("char", "text", "html", "selection", "many2one")
                    and field.store
                    and Model._has_field_access(field, "read")
                ]
                with self.subTest(user=user.login, model=Model._name):
                    records = Model.with_context(active_test=False).search(
                        [], limit=500, order="id DESC"
                    )
                    self.assert_silent(str(records.read(names)))


class TestChatter(OutsideCase):
    def test_no_chatter_of_a_file_is_read_or_written(self):
        for model, record in self.records.items():
            thread = {"thread_model": model, "thread_id": record.id}
            for role, user in self.visitors():
                with self.subTest(model=model, role=role):
                    said = self.post(user, "/mail/thread/messages", **thread)
                    said += self.post(
                        user,
                        "/mail/data",
                        fetch_params=[["mail.thread", {**thread, "request_list": []}]],
                    )
                    self.post(
                        user,
                        "/mail/message/post",
                        **thread,
                        post_data={"body": "x", "message_type": "comment"},
                    )
                    self.assert_silent(said)
        messages = self.env["mail.message"].search([("model", "in", self.models)])
        self.assertFalse(messages)

    def test_nobody_follows_or_plans_on_a_foreign_file(self):
        for model, record in self.records.items():
            link = {"res_model": model, "res_id": record.id}
            follower = {**link, "partner_id": self.stranger.partner_id.id}
            activity = {
                "res_model_id": self.env["ir.model"]._get_id(model),
                "res_id": record.id,
                "summary": "x",
            }
            message = {"model": model, "res_id": record.id, "body": "x"}
            for role in ("stranger", "clerk", "abroad", "portal"):
                user = self.roles[role]
                with self.subTest(model=model, role=role):
                    for target, values in (
                        ("mail.followers", follower),
                        ("mail.activity", activity),
                        ("mail.message", message),
                        ("ir.attachment", {**link, "name": "x"}),
                    ):
                        self.assert_refused(user, target, "create", [values])

    def test_no_tracking_value_tells_of_a_change(self):
        with self.with_user(self.officer.login):
            file = self.file.with_context(tracking_disable=False)
            file.write({"employer": "x", "attitude": "opponent", "sex": "male"})
            self.env.flush_all()
        tracked = self.env["mail.tracking.value"].search(
            [("field_id.model", "in", self.models)]
        )
        self.assertFalse(tracked)


class TestAttachments(OutsideCase):
    def setUp(self):
        super().setUp()
        self.attached = {
            model: self.env["ir.attachment"].create(
                {
                    "name": f"{CANARY}.txt",
                    "raw": INSIDE.encode(),
                    "res_model": model,
                    "res_id": record.id,
                }
            )
            for model, record in self.records.items()
        }

    def test_an_attachment_is_opened_by_those_who_read_its_record(self):
        url = f"/web/content/{self.attached[FILE].id}"
        for user in (self.officer, self.supervisor):
            self.assertIn(INSIDE, self.get(user, url).text)

    def test_no_attachment_is_found_or_opened_by_others(self):
        for model, attachment in self.attached.items():
            for role, user in self.visitors():
                with self.subTest(model=model, role=role):
                    for url in (
                        f"/web/content/{attachment.id}",
                        f"/web/content/{attachment.id}?download=true",
                        f"/web/content/ir.attachment/{attachment.id}/raw",
                        f"/web/image/{attachment.id}",
                        f"/web/content?model=ir.attachment&id={attachment.id}",
                    ):
                        self.assertNotIn(INSIDE, self.get(user, url).text)
                    if user:
                        self.assert_silent(self.searched(user, attachment), INSIDE)

    def searched(self, user, attachment):
        """What a user is told of an attachment."""
        domain = [("res_model", "=", attachment.res_model)]
        told = self.told(user, "ir.attachment", "search_read", domain)
        names = ["raw", "name"]
        return told + self.told(user, "ir.attachment", "read", attachment.ids, names)

    def test_no_field_of_a_file_is_fetched_by_its_address(self):
        for model, record in self.records.items():
            for field in record._fields.values():
                if field.type not in ("binary", "image", "char", "text", "html"):
                    continue
                for role in ("stranger", "clerk", "portal"):
                    user = self.roles[role]
                    url = f"/web/content/{model}/{record.id}/{field.name}"
                    with self.subTest(model=model, field=field.name, role=role):
                        answer = self.get(user, url)
                        self.assert_silent(answer.text)
                        self.assertNotEqual(answer.status_code, 200)


class TestReports(OutsideCase):
    def reports(self):
        return self.env["ir.actions.report"].search([("model", "in", self.models)])

    def test_no_report_of_a_file_is_opened_by_others(self):
        for report in self.reports():
            record = self.records[report.model]
            for role, user in self.visitors():
                for kind in ("html", "pdf", "text"):
                    url = f"/report/{kind}/{report.report_name}/{record.id}"
                    with self.subTest(url=url, role=role):
                        answer = self.get(user, url)
                        self.assert_silent(answer.text)
                        self.assertNotIn("%PDF", answer.text)

    def test_no_report_of_others_prints_a_file(self):
        """A template is rendered for records of any model that its address names."""
        for report in self.env["ir.actions.report"].search([]):
            if not report.report_name.startswith("key_account_service."):
                continue
            url = f"/report/html/{report.report_name}/{self.file.id}"
            for role in ("stranger", "clerk", "portal"):
                with self.subTest(url=url, role=role):
                    answer = self.get(self.roles[role], url)
                    self.assert_silent(answer.text)


class TestExport(OutsideCase):
    def test_the_export_of_the_web_client_tells_nothing(self):
        for model in self.models:
            for role in ("stranger", "clerk", "abroad", "portal"):
                with self.subTest(model=model, role=role):
                    answer = self.export(self.roles[role], model)
                    self.assert_silent(answer.text, self.contact.name)

    def test_it_tells_those_who_may_read(self):
        self.assertIn(self.contact.name, self.export(self.officer, FILE).text)

    def export(self, user, model):
        """The file that the server sends for all fields of a record that hold words."""
        names = ["display_name", *self.words(model)]
        data = {
            "model": model,
            "fields": [{"name": name, "label": name} for name in names],
            "ids": self.records[model].ids,
            "domain": [],
            "import_compat": False,
            "context": {},
        }
        self.env.flush_all()
        self.login(user)
        form = {"data": json.dumps(data), "csrf_token": Request.csrf_token(self)}
        answer = self.url_open("/web/export/csv", data=form)
        self.env.invalidate_all()
        return answer

    def words(self, model):
        fields = self.env[model]._fields.values()
        return [
            field.name
            for field in fields
            if field.type in WORDS and field.store and not field.groups
        ]
