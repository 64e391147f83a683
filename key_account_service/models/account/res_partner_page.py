# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import format_date

#: Whoever works with key accounts; what each of them sees follows from record rules.
SERVICE = (
    "key_account_service.group_key_account_officer,"
    "key_account_service.group_key_account_auditor"
)
#: So many lines of a list stand on the page.
SHORT = 5


class ResPartner(models.Model):
    """The one page about a key account: whom to call, and room for the rest (FILE-10).

    A contact of an account shows what its account shows. Each capability adds fields of
    its own, a block in the view, and takes its figures from ``_key_account_figures``
    and ``_key_account_first``: one query for all contacts, with the rights of the user.
    """

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.partner"

    key_account_supervisor_id = fields.Many2one(
        "res.users",
        string="Supervisor",
        related="key_account_team_id.leader_id",
        groups="base.group_user",
    )
    key_account_department_head_id = fields.Many2one(
        "res.users",
        string="Department Head",
        related="key_account_team_id.parent_id.leader_id",
        groups="base.group_user",
    )
    key_account_manager_phone = fields.Char(
        string="Phone of the Manager",
        related="key_account_manager_id.phone",
        groups="base.group_user",
    )
    key_account_deputy_phone = fields.Char(
        string="Phone of the Deputy",
        related="key_account_deputy_id.phone",
        groups="base.group_user",
    )
    key_account_supervisor_phone = fields.Char(
        string="Phone of the Supervisor",
        related="key_account_supervisor_id.phone",
        groups="base.group_user",
    )
    key_account_department_head_phone = fields.Char(
        string="Phone of the Department Head",
        related="key_account_department_head_id.phone",
        groups="base.group_user",
    )
    key_account_deputy_serves = fields.Boolean(
        string="Deputy Serves Today",
        compute="_compute_key_account_deputy_serves",
        groups="base.group_user",
    )
    key_account_deputy_period = fields.Char(
        string="Period of the Deputy",
        compute="_compute_key_account_deputy_serves",
        groups="base.group_user",
    )
    key_account_contacts = fields.Json(
        string="Last Contacts",
        compute="_compute_key_account_contacts",
        groups=SERVICE,
        help="The last contacts over all channels, the newest first.",
    )
    key_account_last_contact_at = fields.Datetime(
        string="Last Contact",
        compute="_compute_key_account_contacts",
        groups=SERVICE,
    )

    @api.depends_context("lang")
    @api.depends(
        "key_account_id.key_account_deputy_id",
        "key_account_id.key_account_deputy_from",
        "key_account_id.key_account_deputy_until",
    )
    def _compute_key_account_deputy_serves(self):
        """Whether to call the deputy now, and from when to when (TEAM-1)."""
        now = fields.Datetime.now()
        for partner in self:
            account = partner.key_account_id
            begin = account.key_account_deputy_from
            end = account.key_account_deputy_until
            deputy = account._key_account_deputy_at(now)
            partner.key_account_deputy_serves = bool(deputy)
            days = [format_date(self.env, day) for day in (begin, end)]
            partner.key_account_deputy_period = " – ".join(days) if any(days) else False

    @api.depends_context("uid", "lang")
    @api.depends("key_account_id")
    def _compute_key_account_contacts(self):
        contacts = self._key_account_contacts() if self.key_account_id else {}
        for partner in self:
            found = contacts.get(partner.key_account_id._origin.id, [])
            found = sorted(found, key=lambda contact: contact["at"], reverse=True)
            partner.key_account_contacts = found[:SHORT]
            partner.key_account_last_contact_at = found and found[0]["at"]

    def _key_account_contacts(self):
        """Hook: contacts with the accounts of these, whatever the channel (FILE-6).

        :return: dict of account id to a list of dicts made by ``_key_account_contact``
        """
        return {}

    @api.model
    def _key_account_contact(self, record, moment, icon, way, who):
        """A line of the list of contacts; it never holds what was said."""
        return {
            "model": record._name,
            "id": record.id,
            "name": record.display_name,
            "at": fields.Datetime.to_string(moment),
            "icon": icon,
            "way": way,
            "who": who,
        }

    # ------------------------------------------------------------------
    # Figures for the page and its lists
    # ------------------------------------------------------------------

    def _key_account_figures(
        self, model, domain, by=(), aggregates=("__count",), account="key_account_id"
    ):
        """Figures of the accounts of these contacts, in one query for all.

        :param model: name of a model with the field ``account``
        :param by: what else to group by
        :return: a list of tuples: the id of the account, ``by``, ``aggregates``; empty
            for whoever may not read the model
        """
        accounts, records = self.key_account_id._origin, self.env[model]
        if not accounts or not records.has_access("read"):
            return []
        groups = records._read_group(
            Domain(account, "in", accounts.ids) & Domain(domain),
            [account, *by],
            list(aggregates),
        )
        return [(found.id, *figures) for found, *figures in groups]

    def _key_account_first(
        self, model, domain, order, limit=SHORT, account="key_account_id"
    ):
        """The first few records of each account of these contacts, in one query.

        :param order: as in a search
        :return: dict of account id to records; empty for whoever may not read the model
        """
        accounts, records = self.key_account_id._origin, self.env[model]
        if not accounts or not records.has_access("read"):
            return {}
        query = records._search(Domain(account, "in", accounts.ids) & Domain(domain))
        # The ORM limits a search, not each of its groups.
        column = records._field_to_sql(records._table, account, query)
        order = records._order_to_sql(order, query)
        ranked = query.subselect(
            SQL("%s AS account_id", column),
            SQL.identifier(records._table, "id"),
            SQL("row_number() OVER (PARTITION BY %s ORDER BY %s)", column, order),
        )
        rows = self.env.execute_query(
            SQL(
                "SELECT account_id, array_agg(id ORDER BY row_number) FROM %s AS ranked"
                " WHERE row_number <= %s GROUP BY account_id",
                ranked,
                limit,
            )
        )
        return self._with_common_prefetch(records, dict(rows))

    @api.model
    def _with_common_prefetch(self, records, found):
        """Records for the ids of each key; what is read of one is read of all."""
        together = [record_id for ids in found.values() for record_id in ids]
        # Odoo checks the records of a field for each contact by themselves. What the
        # rules ask is then known already.
        records.browse(together).check_access("read")
        return {
            key: records.browse(ids).with_prefetch(together)
            for key, ids in found.items()
        }
