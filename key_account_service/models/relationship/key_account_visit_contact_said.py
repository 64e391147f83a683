# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.tools import SQL

from .key_account_visit_contact import WAYS
from .key_account_visit_rule_match import ALL

#: Contacts inside a case, by what they count as at most: handling a complaint is no
#: visit, however it was done.
CASE_WAYS = {"phone": 2, "counter": 2, "on_site": 2}
#: Conversations with customers.
MODELS = ("res.partner", "helpdesk.ticket")


class KeyAccountVisitRule(models.Model):
    """What was said or written to a customer counts, as far as the rule says so.

    Calls and other contacts on record in a case, and messages with a person of the
    account: written by the person, or by our staff and sent to the person. Notes among
    colleagues, automatic mails and what did not arrive count for nothing (VISIT-2).
    """

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.visit.rule"

    @api.model
    def _contacts_sql(self, companies, where=ALL):
        parts = (
            super()._contacts_sql(companies, where),
            self._case_contacts_sql(companies, where),
            self._messages_sql(companies, where),
        )
        return SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts)

    @api.model
    def _said_sql(self, companies, level, at):
        """The columns of a contact, see ``_contacts_sql``.

        :param SQL level: what it counts as
        :param SQL at: when it was (UTC)
        """
        return SQL(
            """
            SELECT account.id, person.id,
                CASE WHEN person.id = account.id
                    AND account.key_account_kind = 'group'
                    THEN 'walk' ELSE 'person' END,
                %(level)s,
                (%(at)s AT TIME ZONE 'UTC' AT TIME ZONE
                    CASE account.key_account_company_id %(zones)s END)::date
            FROM res_partner account
            JOIN res_partner person ON person.key_account_id = account.id
            """,
            level=level,
            at=at,
            zones=self._zones_sql(companies),
        )

    @api.model
    def _case_contacts_sql(self, companies, where):
        """Calls and other contacts that are on record in cases."""
        levels = SQL(" ").join(
            SQL("WHEN %s THEN %s", way, level) for way, level in CASE_WAYS.items()
        )
        level = SQL("CASE note.way %s ELSE %s END", levels, max(WAYS.values()))
        return SQL(
            """
            %(said)s
            JOIN helpdesk_ticket ticket ON ticket.partner_id = person.id
            JOIN key_account_case_note note ON note.ticket_id = ticket.id
            WHERE account.key_account_company_id = ANY(%(companies)s) AND (%(where)s)
            """,
            said=self._said_sql(companies, level, SQL("note.at")),
            companies=companies.ids,
            where=where,
        )

    @api.model
    def _messages_sql(self, companies, where):
        """Messages with a person of an account."""
        level = SQL("%s", max(WAYS.values()))
        return SQL(
            """
            %(said)s
            JOIN (
                SELECT author_id AS partner_id, id FROM mail_message
                WHERE author_id IS NOT NULL
                UNION ALL
                SELECT sent.res_partner_id, sent.mail_message_id
                FROM mail_notification sent
                JOIN mail_message written ON written.id = sent.mail_message_id
                JOIN res_partner author ON author.id = written.author_id
                WHERE author.partner_share IS NOT TRUE
                    AND sent.notification_status NOT IN
                        ('bounce', 'exception', 'canceled')
            ) heard ON heard.partner_id = person.id
            JOIN mail_message message ON message.id = heard.id
            LEFT JOIN mail_message_subtype subtype ON subtype.id = message.subtype_id
            WHERE account.key_account_company_id = ANY(%(companies)s) AND (%(where)s)
                AND message.model IN %(models)s
                AND message.message_type IN ('comment', 'email')
                AND message.is_internal IS NOT TRUE
                AND subtype.internal IS NOT TRUE
            """,
            said=self._said_sql(companies, level, SQL("message.date")),
            companies=companies.ids,
            where=where,
            models=MODELS,
        )
