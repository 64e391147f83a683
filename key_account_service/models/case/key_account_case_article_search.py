# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...lib import words
from .key_account_case_article import TEXT

#: So many of the newest articles that share a word are weighed against each other.
CANDIDATES = 500
VECTOR = "array_to_tsvector(string_to_array(%s, ' '))"


class KeyAccountCaseArticle(models.Model):
    """Search over Chinese and other texts, best first (CASE-6).

    The words are made by us and kept as a list, over which PostgreSQL has an index of
    its own kind: it needs no extension and no dictionary. See docs/decisions.md.
    """

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.case.article"
    _rec_names_search = ["search_text"]

    search_words = fields.Text(
        compute="_compute_search_words", store=True, groups="base.group_system"
    )
    search_text = fields.Char(
        string="Text", compute="_compute_search_text", search="_search_search_text"
    )

    _words_idx = models.Index(
        "USING gin (array_to_tsvector(string_to_array(search_words, ' ')))"
    )

    @api.depends(*TEXT)
    def _compute_search_words(self):
        for article in self:
            text = " ".join(article[name] or "" for name in TEXT)
            article.search_words = " ".join(words.tokens(text))

    def _compute_search_text(self):
        # Only to search by.
        self.search_text = False

    @api.model
    def _search_search_text(self, operator, value):
        if operator == "in":
            return Domain.OR(self._domain_words(one) for one in value)
        if operator not in ("ilike", "like", "="):
            return NotImplemented
        return self._domain_words(value)

    @api.model
    def _domain_words(self, text):
        """Articles with all the words of a text."""
        asked = words.search_query(text or "")
        if not asked:
            return Domain.TRUE if not text else Domain.FALSE

        def to_sql(model, alias, query):
            return SQL("%s @@ %s::tsquery", model._vector(alias), asked)

        return Domain.custom(to_sql=to_sql)

    @api.model
    def _vector(self, alias):
        return SQL(VECTOR, SQL.identifier(alias, "search_words"))

    @api.model
    def _search(self, domain, offset=0, limit=None, order=None, **kwargs):
        """What was searched by words comes best first, unless an order is asked for."""
        asked = self._asked_words(domain) if order == self._order else ""
        query = super()._search(domain, offset, limit, order, **kwargs)
        if asked and not query.is_empty():
            self.flush_model(["search_words"])
            rank = SQL("ts_rank(%s, %s::tsquery)", self._vector(query.table), asked)
            query.order = SQL("%s DESC, %s", rank, SQL.identifier(query.table, "id"))
        return query

    @api.model
    def _asked_words(self, domain):
        texts = [
            condition.value
            for condition in Domain(domain).iter_conditions()
            if condition.field_expr in ("search_text", "display_name")
            and isinstance(condition.value, str)
        ]
        # A single sign stands in many texts, and in none of them more than in others.
        return words.like_query(" ".join(texts))

    @api.model
    def _suggestions(self, text, cause=None, kind=None, limit=5):
        """Published articles that the user may read and that are like a new case.

        :param str text: what was said so far; personal data in it are not kept
        :param cause: record of ``key.account.cause`` or none
        :param kind: kind of case or none
        :return: recordset, the likeliest first
        """
        asked = words.like_query(text or "")
        domain = Domain("state", "=", "published")
        if kind:
            domain &= Domain("case_kind", "in", (kind, False))
        alike = []
        if asked:
            alike.append(self._candidates(domain & self._domain_like(asked)))
        if cause:
            alike.append(self._candidates(domain & Domain("cause_id", "=", cause.id)))
        if not alike:
            return self.browse()
        self.flush_model(["search_words", "cause_id"])
        rows = self.env.execute_query(
            SQL(
                "SELECT article.id FROM key_account_case_article article WHERE %s"
                " ORDER BY %s DESC, article.id DESC LIMIT %s",
                SQL(" OR ").join(alike),
                self._likeness("article", asked, cause),
                limit,
            )
        )
        return self.browse(row[0] for row in rows)

    @api.model
    def _candidates(self, domain):
        """To weigh every article that shares a word would take seconds."""
        newest = self._search(domain, limit=CANDIDATES, order="id desc")
        return SQL("article.id IN %s", newest.subselect())

    @api.model
    def _domain_like(self, asked):
        def to_sql(model, alias, query):
            return SQL("%s @@ %s::tsquery", model._vector(alias), asked)

        return Domain.custom(to_sql=to_sql)

    def _likeness(self, alias, asked, cause):
        """How many of the words are shared, and whether the cause is."""
        parts = [SQL("0")]
        if asked:
            parts.append(SQL("ts_rank(%s, %s::tsquery)", self._vector(alias), asked))
        if cause:
            same = SQL.identifier(alias, "cause_id")
            parts.append(SQL("CASE WHEN %s = %s THEN 0.05 ELSE 0 END", same, cause.id))
        return SQL(" + ").join(parts)
