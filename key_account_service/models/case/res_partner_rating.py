# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.rating.models.rating_data import RATING_LIMIT_MIN

from ..account.res_partner_page import SERVICE


class ResPartner(models.Model):
    """How a key account rated its cases, on its page (FILE-10).

    Counted are the ratings of the cases that the user may read, out of 5.
    """

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.partner"

    key_account_rating_avg = fields.Float(
        string="Average Rating",
        digits=(2, 1),
        compute="_compute_key_account_rating",
        groups=SERVICE,
        help="Of the cases that the customer rated, from 1 to 5.",
    )
    key_account_rating_count = fields.Integer(
        string="Number of Ratings",
        compute="_compute_key_account_rating",
        groups=SERVICE,
    )

    @api.depends_context("uid")
    @api.depends("key_account_id")
    def _compute_key_account_rating(self):
        ratings = self._key_account_ratings()
        for partner in self:
            found = ratings.get(partner.key_account_id._origin.id, (0, 0))
            partner.key_account_rating_avg, partner.key_account_rating_count = found

    def _key_account_ratings(self):
        """:return: dict of account id to average and number, in one query"""
        accounts, cases = self.key_account_id._origin, self.env["helpdesk.ticket"]
        if not accounts or not cases.has_access("read"):
            return {}
        # The account stands on the case, which the ORM cannot group ratings by.
        self.env["rating.rating"].flush_model(["rating", "consumed", "res_model"])
        query = cases._search([("key_account_id", "in", accounts.ids)])
        account = cases._field_to_sql(cases._table, "key_account_id", query)
        rated = query.subselect(
            SQL("%s AS account_id", account), SQL.identifier(cases._table, "id")
        )
        rows = self.env.execute_query(
            SQL(
                "SELECT cases.account_id, AVG(rating.rating), COUNT(*)"
                " FROM %s AS cases JOIN rating_rating AS rating"
                " ON rating.res_id = cases.id AND rating.res_model = %s"
                " WHERE rating.consumed AND rating.rating >= %s"
                " GROUP BY cases.account_id",
                rated,
                cases._name,
                RATING_LIMIT_MIN,
            )
        )
        return {account_id: (average, count) for account_id, average, count in rows}

    def action_view_key_account_ratings(self):
        """Open the cases of the account that the customer rated."""
        action = self._key_account_action(
            "key_account_service.helpdesk_ticket_action_desk"
        )
        rated = [("rating_ids.consumed", "=", True)]
        return {
            **action,
            "name": self.env._("Rated Cases"),
            "domain": action["domain"] + rated,
        }
