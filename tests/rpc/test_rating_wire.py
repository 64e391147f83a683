"""SEC-1, SEC-3: ratings of cases are read with the case and given by customers only.

Every employee may read, add and change any rating of Odoo.
"""

from odoo.fields import Command

from wire import WireCase

MODEL = "rating.rating"
TITLE, FEEDBACK = "Secret of the hotel", "Never again with that branch"


class TestRating(WireCase):
    def setUp(self):
        super().setUp()
        self.link = {
            "res_model_id": self.env["ir.model"]._get_id("helpdesk.ticket"),
            "res_id": self.case.id,
        }
        self.rating = self.env[MODEL].create(
            {
                **self.link,
                "partner_id": self.contact.id,
                "rating": 1,
                "feedback": FEEDBACK,
                "consumed": True,
            }
        )
        self.env.flush_all()

    def told(self, user):
        names = ["res_name", "feedback", "rating"]
        if self.outcome(user, MODEL, "search", []):
            return ""
        return str(self.rpc(user, MODEL, "search_read", [], names))

    def test_whoever_reads_the_case_reads_its_rating(self):
        for user in (self.officer, self.supervisor, self.manager):
            self.assertIn(FEEDBACK, self.told(user))

    def test_nobody_else_reads_it(self):
        for role in "stranger outsider clerk abroad portal portal_bank".split():
            with self.subTest(role=role):
                told = self.told(self.roles[role])
                self.assertNotIn(TITLE, told)
                self.assertNotIn(FEEDBACK, told)
                self.assertTrue(
                    self.outcome(self.roles[role], MODEL, "read", self.rating.ids)
                )

    def test_nobody_reads_or_guesses_its_token(self):
        for user in (self.officer, self.manager, self.clerk):
            domain = [("access_token", "=like", "%")]
            self.assert_refused(user, MODEL, "search", domain)
            names = ["access_token"]
            self.assert_refused(user, MODEL, "read", self.rating.ids, names)

    def test_nobody_changes_or_gives_one(self):
        better = {"rating": 5, "feedback": "Excellent"}
        given = {**self.link, **better, "consumed": True}
        for role in "officer supervisor stranger clerk abroad portal".split():
            user = self.roles[role]
            with self.subTest(role=role):
                self.assert_refused(user, MODEL, "write", self.rating.ids, better)
                self.assert_refused(user, MODEL, "create", [given])
        self.assertEqual(self.case.rating_ids, self.rating)

    def test_no_rating_of_something_else_becomes_one(self):
        values = {
            "res_model_id": self.env["ir.model"]._get_id("res.partner"),
            "res_id": self.clerk.partner_id.id,
            "rating": 5,
        }
        (other,) = self.rpc(self.clerk, MODEL, "create", [values])
        self.assert_refused(self.clerk, MODEL, "write", [other], self.link)
        self.assertNotIn(TITLE, self.told(self.clerk))

    def test_a_case_is_not_rated_by_writing_it(self):
        before = ["rating_ids", "rating_last_value", "positive_rate_percentage"]
        for values in (
            {"rating_ids": [Command.update(self.rating.id, {"rating": 5})]},
            {"rating_ids": [Command.create({"rating": 5, "consumed": True})]},
            {"rating_ids": [Command.clear()]},
            {"rating_last_value": 5},
            {"positive_rate_percentage": 100},
        ):
            with self.subTest(values=values):
                self.assert_kept(
                    self.case,
                    before,
                    lambda v=values: self.rpc(
                        self.officer, "helpdesk.ticket", "write", self.case.ids, v
                    ),
                )
        self.assertEqual(self.rating.rating, 1)

    def test_only_a_supervisor_decides_that_a_case_is_not_rated(self):
        model, off = "helpdesk.ticket", {"rating_status": "no_rate"}
        new = {"name": "New", "description": "x", "partner_id": self.contact.id}
        context = {"default_rating_status": "no_rate"}
        for user in (self.officer, self.deputy, self.outsider):
            with self.subTest(user=user.login):
                self.assert_refused(user, model, "write", self.case.ids, off)
        self.assert_refused(self.officer, model, "create", [{**new, **off}])
        self.assert_refused(self.officer, model, "create", [new], context=context)
        self.env.invalidate_all()
        self.assertEqual(self.case.rating_status, "stage_change")
        self.rpc(self.supervisor, model, "write", self.case.ids, off)
        self.env.invalidate_all()
        self.assertEqual(self.case.rating_status, "no_rate")
        # What stays as it is may be sent along.
        self.rpc(self.officer, model, "write", self.case.ids, {**off, "name": "Same"})
        on = {"rating_status": "stage_change"}
        self.assert_refused(self.officer, model, "write", self.case.ids, on)

    def test_a_message_brings_no_rating_along(self):
        self.outcome(
            self.officer,
            "helpdesk.ticket",
            "message_post",
            self.case.ids,
            body="Excellent",
            rating_value=5,
        )
        for user in (self.officer, self.portal):
            self.login(user)
            data = {"body": "Excellent", "rating_value": 5}
            thread = {"thread_model": "helpdesk.ticket", "thread_id": self.case.id}
            params = {**thread, "post_data": {**data, "message_type": "comment"}}
            self.url_open("/mail/message/post", json={"params": params})
        self.env.invalidate_all()
        self.assertEqual(self.case.rating_ids, self.rating)

    def test_the_customer_rates_by_the_page_of_the_request(self):
        self.rating.sudo().unlink()
        self.assertFalse(self.case.with_user(self.officer)._rating_get_access_token())
        token = self.case.sudo()._rating_get_access_token()
        self.env.flush_all()
        self.login(None)
        answer = self.url_open(f"/rate/{token}/5")
        self.assertEqual(answer.status_code, 200)
        self.assertNotIn("Story", answer.text)
        rating = self.case.rating_ids.sudo()
        self.assertEqual(rating.access_token, token)
        self.case.sudo().rating_apply(5, token=token, feedback="Good")
        self.assertEqual(self.case.rating_last_value, 5)

    def test_what_was_said_is_erased_with_the_case_and_the_score_stays(self):
        rated_on = self.rating.rated_on
        self.case.sudo()._erase_words()
        self.env.invalidate_all()
        self.assertFalse(self.rating.feedback)
        self.assertNotIn(TITLE, self.rating.res_name)
        self.assertEqual((self.rating.rating, self.rating.rated_on), (1, rated_on))


class TestPointers(WireCase):
    """Models of Odoo whose rows point at a record of any model."""

    def pointing(self):
        """Models, with what points at ``helpdesk.ticket`` and the field for the id."""
        for name in self.env.registry:
            Model = self.env[name]
            if Model._abstract or not Model._auto or name.startswith("key.account."):
                continue
            ids = {"res_id", "res_ids"} & Model._fields.keys()
            models = {"res_model", "model", "res_model_id"} & Model._fields.keys()
            if ids and models:
                yield name, sorted(models), sorted(ids)

    def test_none_tells_the_title_of_what_it_points_at(self):
        found = list(self.pointing())
        self.assertGreater(len(found), 8)
        for model, names, ids in found:
            for user in (self.clerk, self.stranger):
                with self.subTest(model=model, user=user.login):
                    self.assertNotIn(TITLE, self.pointed(user, model, names, ids))

    def pointed(self, user, model, names, ids):
        """What a user reads of a row that points at the case, made by the user."""
        Model = self.env[model].with_user(user)
        values = {name: self.case.id for name in ids if Model._fields[name].store}
        for name in names:
            many2one = Model._fields[name].type == "many2one"
            model_id = self.env["ir.model"]._get_id("helpdesk.ticket")
            values[name] = model_id if many2one else "helpdesk.ticket"
        for name in ("name", "body", "summary", "subject"):
            if name in Model._fields:
                values.setdefault(name, "x")
        if self.outcome(user, model, "create", [values]):
            return ""
        last = self.rpc(user, model, "search", [], limit=1, order="id desc")
        names = [
            field.name
            for field in Model._fields.values()
            if field.type in ("char", "text", "html")
        ]
        if self.outcome(user, model, "read", last, names):
            return ""
        return str(self.rpc(user, model, "read", last, names))
