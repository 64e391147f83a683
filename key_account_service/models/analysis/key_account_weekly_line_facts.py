# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

#: So many things of a kind stand on a line; the counts say how many there are.
SHORT = 12
SECTIONS = ("changed", "due", "heard")


class KeyAccountWeeklyLine(models.Model):
    """What stands on the list about an account (TEAM-4).

    Only where it is: model, number and moment. What it says is read when it is shown,
    with the rights of whoever looks, so that nothing of a file is kept here (SEC-2).
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.weekly.line"  # pylint: disable=consider-merging-classes-inherited

    facts = fields.Json(readonly=True)
    changed_count = fields.Integer(string="What Changed", readonly=True)
    due_count = fields.Integer(string="What Is Due", readonly=True)
    heard_count = fields.Integer(string="What Was Heard", readonly=True)
    news_rank = fields.Integer(
        compute="_compute_news_rank",
        store=True,
        aggregator=None,
        help="What is due comes first, then what was heard, then what changed.",
    )
    changed_facts = fields.Json(string="Changes in Detail", compute="_compute_shown")
    due_facts = fields.Json(string="Due in Detail", compute="_compute_shown")
    heard_facts = fields.Json(string="Heard in Detail", compute="_compute_shown")

    @api.depends("changed_count", "due_count", "heard_count")
    def _compute_news_rank(self):
        for line in self:
            counts = line.due_count, line.heard_count, line.changed_count
            line.news_rank = next((rank for rank, n in enumerate(counts) if n), 3)

    @api.depends_context("uid", "lang")
    @api.depends("facts")
    def _compute_shown(self):
        names = self._fact_names()
        labels = self.env["key.account.weekly.review"]._weekly_labels()
        for line in self:
            shown = {section: [] for section in SECTIONS}
            for fact in line.facts or []:
                name = names.get((fact["model"], fact["id"]))
                if name:
                    icon, way = labels[fact["kind"]]
                    shown[fact["section"]].append(
                        {**fact, "name": name, "icon": icon, "way": way, "who": ""}
                    )
            for section, found in shown.items():
                line[f"{section}_facts"] = found

    def _fact_names(self):
        """The names of what the current user may read of it, one query a model.

        :return: dict of (model, id) to name
        """
        wanted = {}
        for fact in (fact for line in self for fact in line.facts or []):
            wanted.setdefault(fact["model"], set()).add(fact["id"])
        names = {}
        for model, ids in wanted.items():
            records = self.env[model].with_context(active_test=False)
            if not records.has_access("read"):
                continue
            for record in records.search([("id", "in", list(ids))]):
                names[model, record.id] = record.display_name
        return names

    @api.model
    def _list(self, review, accounts, since):
        """Make the lines of a review, with what there is to know about each account."""
        facts = review._weekly_facts(accounts, since)
        self.create(
            [
                {
                    "review_id": review.id,
                    "account_id": account.id,
                    "tier_id": account.key_account_tier_id.id,
                    **self._counted(facts.get(account.id, [])),
                }
                for account in accounts
            ]
        )

    @api.model
    def _counted(self, facts):
        """Values of a line: how much there is, and the first of each kind."""
        values, kept = {}, []
        for section in SECTIONS:
            found = [fact for fact in facts if fact["section"] == section]
            values[f"{section}_count"] = len(found)
            kept += sorted(found, key=lambda fact: fact["at"])[:SHORT]
        return {**values, "facts": kept}
