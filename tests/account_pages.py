"""The page of an account as the web client asks for it."""

from lxml import etree
from visits import VisitMixin

from common import KeyAccountCase


def page_of(records):
    """What the web client asks for when it opens the form of the records."""
    views = records.get_views([(False, "form")])
    known = views["models"][records._name]["fields"]
    return specification(records.env, views["views"]["form"]["arch"], known)


def specification(env, arch, known):
    """The fields of a view, with those of the lists inside it."""
    tree = etree.fromstring(arch)
    found = {}
    for node in tree.iter("field"):
        above = [parent.tag for parent in node.iterancestors()]
        if "field" in above:
            continue
        name = node.get("name")
        inner = {
            child.get("name"): {}
            for child in node.iter("field")
            if child is not node and child.get("name")
        }
        if known[name]["type"] in ("one2many", "many2many"):
            found[name] = {"fields": inner, "limit": 40}
        elif known[name]["type"] == "many2one":
            found[name] = {"fields": {"display_name": {}}}
        else:
            found[name] = {}
    return found


class PageCase(VisitMixin, KeyAccountCase):
    def account_as(self, user, partner=None):
        self.env.invalidate_all()
        return (partner or self.account).with_user(user)

    def bank(self):
        return self.env["res.partner"].create(
            {
                "name": "Shu Bank",
                "is_company": True,
                "key_account_kind": "group",
                "key_account_tier_id": self.ref("tier_b").id,
                "key_account_manager_id": self.stranger.id,
            }
        )
