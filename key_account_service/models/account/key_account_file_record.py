# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import SQL

#: Lines that the form shows; all of them are behind the buttons.
SHOWN = 20


class KeyAccountFile(models.Model):
    """What was done for a customer, so far as the user may see it (FILE-6).

    Visits and cases stand where they are; the file only shows them, with the rights of
    its reader. A capability to come adds what it has by the same two methods.
    """

    _inherit = "key.account.file"  # pylint: disable=consider-merging-classes-inherited

    visit_ids = fields.Many2many(
        "key.account.visit", string="Last Visits", compute="_compute_service_record"
    )
    visit_count = fields.Integer(string="Visits", compute="_compute_service_record")
    ticket_ids = fields.Many2many(
        "helpdesk.ticket", string="Last Cases", compute="_compute_service_record"
    )
    ticket_count = fields.Integer(string="Cases", compute="_compute_service_record")

    @api.depends("partner_id", "account_id")
    @api.depends_context("uid")
    def _compute_service_record(self):
        self._show_record("key.account.visit", "visit_ids", "visit_count")
        self._show_record("helpdesk.ticket", "ticket_ids", "ticket_count")

    def _show_record(self, model, records_name, count_name):
        """Fill in the last records of a model about each file, and how many there are.

        :param model: has ``partner_id``, and ``key_account_id`` for the whole account
        """
        found = {
            **self._grouped_record(model, "partner_id", self.partner_id),
            # The file of an account shows what was done for all of its people.
            **self._grouped_record(model, "key_account_id", self._own_accounts()),
        }
        for file in self:
            ids, count = found.get(file.partner_id.id, ([], 0))
            file[records_name] = ids
            file[count_name] = count

    def _own_accounts(self):
        """The accounts whose own files these are."""
        own = self.filtered(lambda file: file.partner_id == file.account_id)
        return own.partner_id

    @api.model
    def _grouped_record(self, model, name, partners):
        """The database keeps the count and the last ones, however many there are.

        :return: ids of the last records, newest first, and the count of all, by id of
            contact, in one query
        """
        records = self.env[model]
        if not partners or not records.has_access("read"):
            return {}
        query = records._search([(name, "in", partners.ids)])
        whose = records._field_to_sql(query.table, name, query)
        newest = SQL.identifier(query.table, "id")
        place = SQL(
            "row_number() OVER (PARTITION BY %s ORDER BY %s DESC)", whose, newest
        )
        ranked = query.select(
            SQL("%s AS whose", whose),
            SQL("%s AS id", newest),
            SQL("%s AS place", place),
            SQL("count(*) OVER (PARTITION BY %s) AS total", whose),
        )
        rows = self.env.execute_query(
            SQL(
                "SELECT whose, array_agg(id ORDER BY id DESC), max(total)"
                " FROM (%s) ranked WHERE place <= %s GROUP BY whose",
                ranked,
                SHOWN,
            )
        )
        return {whose: (ids, total) for whose, ids, total in rows}

    def action_view_visits(self):
        """All visits of the account, or of the person."""
        return self._view_record(
            "key_account_service.key_account_visit_action", self.env._("Visits")
        )

    def action_view_cases(self):
        """All cases of the account, or of the person."""
        return self._view_record(
            "key_account_service.helpdesk_ticket_action_desk", self.env._("Cases")
        )

    def _view_record(self, xmlid, name):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        field = "key_account_id" if self.partner_id == self.account_id else "partner_id"
        action.update(name=name, domain=[(field, "=", self.partner_id.id)], context={})
        return action
