# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from contextlib import contextmanager

from odoo import api, models
from odoo.tools import SQL

#: Of the trigger: the column that a merge may move, and what may be emptied, as JSON.
FORBID_CHANGE = SQL(
    """
    CREATE OR REPLACE FUNCTION key_account_forbid_change()
    RETURNS trigger AS $$
    DECLARE
        moved text := TG_ARGV[0];
        emptied jsonb := TG_ARGV[1];
    BEGIN
        -- Two records become one: what is on record goes along, as it was.
        IF TG_OP = 'UPDATE' AND moved <> ''
            AND current_setting('key_account_service.merging', true) = 'on'
            AND to_jsonb(NEW) - moved = to_jsonb(OLD) - moved
        THEN
            RETURN NEW;
        END IF;
        IF TG_OP = 'UPDATE' AND emptied <> '{}'
            AND to_jsonb(NEW) = to_jsonb(OLD) || emptied
        THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'The rows of %% are append-only: never altered or deleted.',
            TG_TABLE_NAME;
    END
    $$ LANGUAGE plpgsql;
    """
)


class KeyAccountAppendOnlyMixin(models.AbstractModel):
    """Logs whose rows nobody alters or deletes, not even with all rights in Odoo.

    Such a model says ``_log_access = False``: rows are never written again, so
    write_uid and write_date would be a lie. It has no stored computed fields, which
    Odoo would have to write. The uninstall hook drops the function, and with it the
    triggers.
    """

    _name = "key.account.append.only.mixin"
    _inherit = "key.account.proof.mixin"
    _description = "Append-Only Log"

    #: The column that follows when two records are merged into one, if any.
    _moved_by_merge = ""
    #: The columns that may be emptied, as the law wants; the row itself stays.
    _may_be_emptied = ()

    def init(self):
        if self._abstract:
            return
        self.env.cr.execute(FORBID_CHANGE)
        self.env.cr.execute(
            SQL(
                """
                CREATE OR REPLACE TRIGGER key_account_append_only
                BEFORE UPDATE OR DELETE ON %s
                FOR EACH ROW EXECUTE FUNCTION key_account_forbid_change(%s, %s)
                """,
                SQL.identifier(self._table),
                self._moved_by_merge,
                json.dumps(dict.fromkeys(self._may_be_emptied)),
            )
        )

    @api.model
    def _empty_words(self, domain):
        """Empty what rows say, as the law wants it; that they are there stays.

        :return: how many rows
        """
        rows = self.search(domain)
        if rows:
            emptied = [
                SQL("%s = NULL", SQL.identifier(name)) for name in self._may_be_emptied
            ]
            self.env.execute_query(
                SQL(
                    "UPDATE %s SET %s WHERE id IN %s RETURNING id",
                    SQL.identifier(self._table),
                    SQL(", ").join(emptied),
                    tuple(rows.ids),
                )
            )
            rows.invalidate_recordset()
        return len(rows)

    @api.model
    @contextmanager
    def _merging(self):
        """Let rows follow what is merged inside, in this transaction only."""
        self._tell_triggers("on")
        yield
        self._tell_triggers("off")

    @api.model
    def _tell_triggers(self, state):
        self.env.flush_all()
        self.env.execute_query(
            SQL("SELECT set_config('key_account_service.merging', %s, TRUE)", state)
        )
