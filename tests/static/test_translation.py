"""OPS-1: whatever the product says, it says in Chinese."""

import io
import re
from functools import cache

import polib
from customer import PortalCase
from lxml import etree, html

from odoo.tools.translate import code_translations, trans_export

from common import MODULE, KeyAccountCase
from kas_runtime.lint import placeholders
from kas_runtime.paths import CHECKOUT

HELPDESK = "helpdesk_mgmt"
APPROVALS = "base_tier_validation"
#: Add-ons of which the second catalog translates what stands on our pages.
BORROWED = (
    HELPDESK,
    APPROVALS,
    "helpdesk_mgmt_fieldservice",
    "helpdesk_mgmt_rating",
)
#: What a record of ours has from a mixin belongs to the add-on of the mixin.
INHERITED = (":mail.", ":rating.", f":{APPROVALS}.selection__key_account_")
ADDON = CHECKOUT / MODULE
LATIN = re.compile(r"[A-Za-z]{2,}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
MARKUP = re.compile(r"</?\w+")
SHOWN = ("string", "placeholder", "help", "title", "confirm", "aria-label")
#: What is the same in Chinese.
SAME = {"ID", "MB", "PDF", "VIP", "mx.example.com"}


@cache
def catalog(path):
    """The entries of a file, by their terms.

    A context tells apart what we translate once more; Odoo goes by the places.
    """
    entries = polib.pofile(str(ADDON / path))
    return {entry.msgid_with_context: entry for entry in entries}


def is_the_same(text):
    """Whether a text needs no Chinese: it has no words beside its placeholders."""
    plain = re.sub(r"%\(\w+\)s|<[^>]+>", "", text)
    return plain in SAME or not LATIN.search(plain)


def is_english(text):
    """Whether a text has words, and none of them Chinese."""
    return bool(text and LATIN.search(text) and not CHINESE.search(text))


def texts(root):
    """Every text that a tree of a view or a page shows."""
    for element in root.iter(etree.Element):
        if element.tag not in ("script", "style"):
            yield element.text
            yield from (element.get(name) for name in SHOWN)
        yield element.tail


def english(root):
    return {" ".join(text.split()) for text in texts(root) if is_english(text)}


class TestCatalog(KeyAccountCase):
    """The files hold every term of the database, translated."""

    #: What Odoo exports of a module: no test changes it, and it takes seconds.
    known = {}

    def exported(self, module):
        if module not in self.known:
            buffer = io.BytesIO()
            self.assertTrue(trans_export(False, [module], buffer, "po", self.env))
            self.known[module] = polib.pofile(buffer.getvalue().decode())
        return self.known[module]

    def assert_same_terms(self, exported, path):
        expected, found = {entry.msgid for entry in exported}, set(catalog(path))
        self.assertGreater(len(expected), 200)
        self.assertFalse(expected - found, f"missing in {path}")
        self.assertFalse(found - expected, f"no longer used, in {path}")

    def test_the_template_has_every_term(self):
        """A term that the template lacks is not loaded, though it be translated."""
        self.assert_same_terms(self.exported(MODULE), f"i18n/{MODULE}.pot")

    def test_every_term_of_the_add_on_is_in_the_catalog(self):
        self.assert_same_terms(self.exported(MODULE), "i18n/zh_CN.po")

    def test_no_term_is_a_name_of_the_program(self):
        """Odoo takes the first text of a tuple that follows a sentence for another."""
        names = re.compile(r"[a-z]+(_[a-z]+)+|danger|success|warning")
        exported = (entry.msgid for entry in self.exported(MODULE))
        self.assertFalse([term for term in exported if names.fullmatch(term)])

    def test_every_place_of_a_term_is_named(self):
        """Odoo finds the record to translate by the place, not by the words."""
        template = catalog(f"i18n/{MODULE}.pot")
        for entry in self.exported(MODULE):
            places = {place for place, _line in template[entry.msgid].occurrences}
            expected = {place for place, _line in entry.occurrences}
            with self.subTest(term=entry.msgid):
                self.assertFalse(expected - places)

    def test_every_term_of_helpdesk_is_in_the_catalog(self):
        catalogued = catalog("i18n_extra/zh_CN.po")
        for entry in self.exported(HELPDESK):
            places = {place for place, _ in entry.occurrences if "code:" not in place}
            if not places:
                continue
            with self.subTest(term=entry.msgid):
                self.assertIn(entry.msgid, catalogued)
                found = {place for place, _ in catalogued[entry.msgid].occurrences}
                self.assertFalse(places - found)

    def test_the_extra_catalog_names_only_what_there_is(self):
        places = {
            place
            for module in (MODULE, *BORROWED)
            for entry in self.exported(module)
            for place, _line in entry.occurrences
        }
        for entry in catalog("i18n_extra/zh_CN.po").values():
            for place, _line in entry.occurrences:
                if not any(name in place for name in INHERITED):
                    with self.subTest(term=entry.msgid):
                        self.assertIn(place, places)

    def test_every_term_is_translated(self):
        for path in ("i18n/zh_CN.po", "i18n_extra/zh_CN.po"):
            for entry in catalog(path).values():
                with self.subTest(path=path, term=entry.msgid):
                    self.assertTrue(entry.translated())
                    self.assertFalse(entry.fuzzy or entry.obsolete)
                    self.assertTrue(
                        CHINESE.search(entry.msgstr) or is_the_same(entry.msgid),
                        entry.msgstr,
                    )

    def test_a_translation_keeps_placeholders_and_markup(self):
        for path in ("i18n/zh_CN.po", "i18n_extra/zh_CN.po"):
            for entry in catalog(path).values():
                with self.subTest(path=path, term=entry.msgid):
                    for parts in (placeholders, MARKUP.findall):
                        self.assertEqual(
                            sorted(parts(entry.msgid)), sorted(parts(entry.msgstr))
                        )

    def test_no_english_quotes_in_chinese(self):
        for path in ("i18n/zh_CN.po", "i18n_extra/zh_CN.po"):
            for entry in catalog(path).values():
                with self.subTest(path=path, term=entry.msgid):
                    self.assertEqual(
                        entry.msgstr.count("“"), entry.msgstr.count("”"), entry.msgstr
                    )


class TestShown(KeyAccountCase):
    """What staff sees, with Chinese as the language."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "zh_CN"})

    def said(self, module, source):
        return code_translations.get_python_translations(module, "zh_CN").get(source)

    def english_views(self, model):
        """English texts and labels in the views of a model, however inherited."""
        views = self.env["ir.ui.view"].search(
            [("model", "=", model), ("mode", "=", "primary"), ("type", "!=", "qweb")]
        )
        result = self.env[model].get_views([(view.id, view.type) for view in views])
        found = set()
        for view in result["views"].values():
            found |= english(etree.fromstring(view["arch"]))
        for name, description in result["models"].items():
            if name.startswith(("helpdesk.", "key.account.")):
                found |= self.english_fields(description["fields"])
        return found - SAME

    def english_fields(self, fields):
        """Labels, help and choices; a choice of time zones or languages has none."""
        found = set()
        for name, field in fields.items():
            labels = [field.get("string"), field.get("help")]
            if name not in ("tz", "lang") and field["type"] == "selection":
                labels += [label for _value, label in field["selection"]]
            found |= {label for label in labels if is_english(label)}
        return found

    def test_views(self):
        models = [
            model
            for model in self.env
            if model.startswith(("helpdesk.ticket", "key.account."))
            and self.env["ir.ui.view"].search_count([("model", "=", model)], limit=1)
        ]
        self.assertIn("key.account.deadline", models)
        for model in models:
            with self.subTest(model=model):
                self.assertFalse(self.english_views(model))

    def test_the_words_of_the_regulation(self):
        """Not to be English proves little: these words are expected."""
        for model, words in {
            "helpdesk.ticket": (
                "投诉级别",
                "客户级别",
                "首问责任人",
                "客户经理",
                "时限",
            ),
            "key.account.deadline": ("到期时间", "承诺事项", "负责人", "客户"),
            "key.account.visit": ("走访时间", "客户需求", "主要内容", "处理状态"),
            "res.partner": ("大客户", "代理客户经理"),
        }.items():
            fields = self.env[model].fields_get(attributes=["string"])
            labels = {field["string"] for field in fields.values()}
            for word in words:
                with self.subTest(model=model, word=word):
                    self.assertTrue(any(word in label for label in labels))

    def test_menus_actions_and_groups(self):
        names = {"ir.ui.menu": "name", "ir.actions.act_window": "name"}
        names |= {"ir.actions.report": "name", "res.groups": "name"}
        for model, name in names.items():
            data = self.env["ir.model.data"].search(
                [("model", "=", model), ("module", "in", (MODULE, HELPDESK))]
            )
            for record in self.env[model].browse(data.mapped("res_id")):
                with self.subTest(model=model, name=record[name]):
                    self.assertFalse(is_english(record[name]))

    def test_data(self):
        for model in (
            "helpdesk.ticket.channel",
            "helpdesk.ticket.stage",
            "key.account.complaint.level",
            "key.account.deadline.policy",
            "key.account.pause.reason",
            "key.account.tier",
        ):
            data = self.env["ir.model.data"].search(
                [("model", "=", model), ("module", "in", (MODULE, HELPDESK))]
            )
            self.assertTrue(data)
            for record in self.env[model].browse(data.mapped("res_id")):
                with self.subTest(model=model, name=record.name):
                    self.assertFalse(is_english(record.name))
        names = [
            self.stage(name).name for name in ("new", "awaiting", "solved", "done")
        ]
        self.assertEqual(names, ["新建", "等待中", "已解决", "已完成"])
        self.assertEqual(self.ref("complaint_level_1").name, "一级投诉")
        self.assertEqual(self.ref("tier_a").name, "核心")
        self.assertEqual(
            self.ref("helpdesk_ticket_team_key_account").name, "大客户服务专席"
        )

    def test_one_english_word_may_be_two_in_chinese(self):
        ticket = self.env["helpdesk.ticket"]
        fields = ticket.fields_get(["received_at", "solved_at", "customer_state"])
        self.assertEqual(fields["received_at"]["string"], "受理时间")
        self.assertEqual(fields["solved_at"]["string"], "解决时间")
        states = dict(fields["customer_state"]["selection"])
        self.assertEqual(states["received"], "已受理")
        self.assertEqual(states["solved"], "已解决")

    def test_sentences_of_the_program(self):
        self.assertEqual(self.said(MODULE, "%(time)s late"), "超时 %(time)s")
        for term, entry in catalog("i18n/zh_CN.po").items():
            if "odoo-python" in entry.comment:
                with self.subTest(term=term):
                    self.assertEqual(self.said(MODULE, term), entry.msgstr)

    def test_words_of_the_browser(self):
        web = code_translations.get_web_translations(MODULE, "zh_CN")["messages"]
        said = {message["id"]: message["string"] for message in web}
        self.assertEqual(said["%(time)s left"], "剩余 %(time)s")
        self.assertEqual(said["Missed"], "超时")

    def test_a_language_added_later_finds_helpdesk_translated_too(self):
        stage = self.stage("new")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE helpdesk_ticket_stage SET name = name - 'zh_CN' WHERE id = %s",
            [stage.id],
        )
        self.env.invalidate_all()
        self.assertEqual(stage.name, "New")
        self.env["ir.module.module"]._load_module_terms([HELPDESK, MODULE], ["zh_CN"])
        self.env.invalidate_all()
        self.assertEqual(stage.name, "新建")


class TestPortal(PortalCase):
    """What the customer sees, with Chinese as the language."""

    def setUp(self):
        super().setUp()
        self.contact.lang = "zh_CN"
        self.case = self.make_case(name="无图像", description="<p>今早起无图像。</p>")
        users = self.env.user | self.officer | self.portal_contact
        self.names = {*users.mapped("name"), self.company.name, self.account.name}
        self.names |= {self.case.number, "odoo"}
        self.login(self.portal_contact)

    def english_page(self, url):
        """English on the page of the case; names and addresses of people aside."""
        page = html.fromstring(self.get(url).text)
        (body,) = page.xpath("//div[@id='wrap']")
        found = english(body) - self.names
        return {
            text
            for text in found
            if "@" not in text and not any(name in text for name in self.names)
        }

    def test_list(self):
        self.assertFalse(self.english_page("/my/tickets"))

    def test_case(self):
        self.assertFalse(self.english_page(f"/my/ticket/{self.case.id}"))

    def test_new_case(self):
        self.assertFalse(self.english_page("/new/ticket"))
