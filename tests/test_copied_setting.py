"""OPS: whoever duplicates a setting gets a second one, not a complaint."""

from odoo.exceptions import ValidationError

from common import KeyAccountCase

#: Model and the field in which two of them must differ.
SETTINGS = {
    "key.account.complaint.level": "code",
    "key.account.cause": "code",
    "key.account.tier": "code",
    "key.account.consent.purpose": "code",
    "key.account.pause.reason": "name",
    "key.account.card": "name",
    "key.account.function": "name",
}


class TestCopiedSetting(KeyAccountCase):
    def first(self, model):
        name = SETTINGS[model]
        return self.env[model].search([(name, "!=", False)], limit=1)

    def test_each_is_duplicated_as_often_as_one_likes(self):
        for model, name in SETTINGS.items():
            with self.subTest(model=model):
                one = self.first(model)
                two = one.copy()
                three = (one | two).copy()
                words = [*(one | two)[:2].mapped(name), *three.mapped(name)]
                self.assertEqual(len({*words}), 4, words)
                self.assertEqual(two[name], f"{one[name]} (2)")

    def test_many_at_once(self):
        levels = self.env["key.account.complaint.level"].search([])
        copies = levels.copy()
        self.assertEqual(len(copies), len(levels))
        self.assertEqual(
            copies.mapped("code"), [f"{level.code} (2)" for level in levels]
        )

    def test_an_archived_one_counts_as_taken(self):
        reason = self.first("key.account.pause.reason")
        reason.copy().active = False
        self.assertEqual(reason.copy().name, f"{reason.name} (3)")

    def test_a_cause_without_a_code_stays_without(self):
        cause = self.env["key.account.cause"].create({"name": "Fog"})
        self.assertFalse(cause.copy().code)

    def test_the_name_that_is_asked_for_is_given(self):
        level = self.first("key.account.complaint.level")
        self.assertEqual(level.copy({"code": "Z"}).code, "Z")

    def test_in_every_language_the_copy_says_that_it_is_one(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        reason = self.env["key.account.pause.reason"].create({"name": "Fog"})
        reason.with_context(lang="zh_CN").name = "雾"
        for lang, name in (("en_US", "Fog (2)"), ("zh_CN", "雾 (2)")):
            copy = reason.with_context(lang=lang).copy()
            for reader in ("en_US", "zh_CN"):
                self.assertEqual(copy.with_context(lang=reader).name, name)
            copy.unlink()

    def test_signs_of_patterns_are_taken_as_they_are(self):
        reasons = self.env["key.account.pause.reason"]
        one = reasons.create({"name": "100% _\\"})
        self.assertEqual(one.copy().name, "100% _\\ (2)")
        self.assertEqual(one.copy().name, "100% _\\ (3)")

    def test_a_mail_host_is_no_template_for_another(self):
        host = self.env["key.account.mail.host"].search([], limit=1)
        with self.assertRaises(ValidationError):
            host.copy({"name": f"{host.name} (2)"})
