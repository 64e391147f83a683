# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.tools import SQL

FORBID_CHANGE = SQL(
    """
    CREATE OR REPLACE FUNCTION key_account_forbid_change()
    RETURNS trigger AS $$
    BEGIN
        -- Two files become one: what is on record goes along, as it was.
        IF TG_OP = 'UPDATE'
            AND current_setting('key_account_service.merging', true) = 'on'
            AND to_jsonb(NEW) - 'file_id' = to_jsonb(OLD) - 'file_id'
        THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'The rows of %% are never altered or deleted.', TG_TABLE_NAME;
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

    def init(self):
        if self._abstract:
            return
        self.env.cr.execute(FORBID_CHANGE)
        self.env.cr.execute(
            SQL(
                """
                CREATE OR REPLACE TRIGGER key_account_append_only
                BEFORE UPDATE OR DELETE ON %s
                FOR EACH ROW EXECUTE FUNCTION key_account_forbid_change()
                """,
                SQL.identifier(self._table),
            )
        )
