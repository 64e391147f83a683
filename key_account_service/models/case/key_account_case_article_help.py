# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class KeyAccountCaseArticle(models.Model):
    """With how many cases an article helped, and with which (CASE-6)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.case.article"  # pylint: disable=consider-merging-classes-inherited

    helped_count = fields.Integer(
        string="Helped",
        compute="_compute_helped_count",
        help="With how many cases it helped, versions before included.",
    )

    def _compute_helped_count(self):
        # Only the number: with which cases is for their readers.
        uses = self.env["key.account.case.article.use"].sudo()
        versions = {article.id: article._versions() for article in self.sudo()}
        every = self.browse().concat(*versions.values())
        counts = dict(
            uses._read_group(
                [("article_id", "in", every.ids)], ["article_id"], ["__count"]
            )
        )
        for article in self:
            article.helped_count = sum(
                counts.get(one, 0) for one in versions[article.id]
            )

    def _versions(self):
        """This version and those before it, fetched level by level for all at once."""
        found, version = self, self
        while version := version.replaces_id - found:
            found |= version
        return found

    def action_helped(self):
        """Note that the article helped with the case that the context names.

        :raises AccessError: for whoever may not change the case or read the article
        :raises UserError: if it is not published
        """
        self.ensure_one()
        self.check_access("read")
        case_id = self.env.context.get("key_account_case_id")
        case = self.env["helpdesk.ticket"].browse(
            case_id if isinstance(case_id, int) else ()
        )
        case = case.exists()
        if not case:
            raise UserError(self.env._("Save the case first."))
        case.check_access("write")
        if self.state != "published":
            raise UserError(
                self.env._("“%(article)s” is not published.", article=self.name)
            )
        uses = self.env["key.account.case.article.use"].sudo()
        known = uses.search_count(
            [("article_id", "=", self.id), ("ticket_id", "=", case.id)], limit=1
        )
        if not known:
            uses.create(
                {
                    "article_id": self.id,
                    "ticket_id": case.id,
                    "user_id": self.env.uid,
                    "at": fields.Datetime.now(),
                }
            )

    @api.model
    def _of_case(self, cases):
        """Which articles helped with cases: dict of id of case to articles."""
        found = self.env["key.account.case.article.use"].search(
            [("ticket_id", "in", cases.ids)]
        )
        return {
            case.id: uses.article_id
            for case, uses in found.grouped("ticket_id").items()
        }
