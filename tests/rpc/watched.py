"""What stands in the tables, to see whether a call changed any of it."""

from odoo.tools import SQL

ADDON = "odoo.addons.key_account_service"
#: Odoo's own tables in which something could be left about our records.
OTHERS = ("ir.attachment", "mail.activity", "mail.followers", "mail.message")


class Watched:
    """Mixed into a ``WireCase``."""

    def tables(self):
        """Each model that is stored and is ours, or that we changed."""
        ours = {
            name
            for name, model in self.env.registry.items()
            if model._auto
            and not (model._abstract or model._transient)
            and any(base.__module__.startswith(ADDON) for base in model.mro())
        }
        return sorted(ours | set(OTHERS))

    def rows(self):
        """A digest of each row there is: dict of model and id."""
        self.env.invalidate_all()
        queries = [
            SQL(
                "SELECT %s, id, md5(record::text) FROM %s AS record",
                model,
                SQL.identifier(self.env[model]._table),
            )
            for model in self.tables()
        ]
        found = self.env.execute_query(SQL(" UNION ALL ").join(queries))
        return {(model, row_id): digest for model, row_id, digest in found}

    def changed_by(self, call):
        """The models of which ``call`` changed or deleted a row, and those it added to.

        :return: two sets of names
        """
        self.env.flush_all()
        before = self.rows()
        call()
        after = self.rows()
        changed = {key[0] for key in before if before[key] != after.get(key)}
        return changed, {key[0] for key in after.keys() - before.keys()}
