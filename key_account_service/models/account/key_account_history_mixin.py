# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

#: Of these only that they changed is kept, never what they said (SEC-2).
PROTECTED = ("id_number", "password", "secret", "cipher", "hash")
#: What the machine notes on a record is no change of the file.
TECHNICAL = {
    "erase_attempt_at",
    "error",
    "error_at",
    "file_id",
    "id_number_key",
    "id_number_sealed",
    "sequence",
    "upkeep_outdated",
}


class Gathered(list):
    """Rows of the history that somebody writes down later, all at once.

    A class of its own: no context that comes over the wire can hold one.
    """


class KeyAccountHistoryMixin(models.AbstractModel):
    """Records of which every change by a person is kept (FILE-8).

    A few queries for any number of records: what was there, the write itself, what is
    there now, and one insertion of all rows.
    """

    _name = "key.account.history.mixin"
    _description = "With a History of Changes"

    def _history_file(self):
        """Hook: the file in whose history a record stands."""
        return self.file_id

    @api.model
    def _history_protected(self, name):
        """Hook: whether the history keeps silent about what a field says."""
        field = self._fields[name]
        return field.type == "binary" or any(word in name for word in PROTECTED)

    @api.model
    def _history_fields(self, names):
        """Those among the fields that a person fills in."""
        fields = (self._fields.get(name) for name in names)
        return [
            field.name
            for field in fields
            if field
            and field.store
            and not (field.compute and field.readonly)
            and field.type != "one2many"
            and field.name not in TECHNICAL
            and field.name not in models.MAGIC_COLUMNS
        ]

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        names = self._history_fields(self._fields.keys() - {"active"})
        records._history_note("added", {}, records._history_snapshot(names))
        return records

    def write(self, vals):
        names = self._history_fields(vals)
        before = self._history_snapshot(names)
        result = super().write(vals)
        self._history_note("changed", before, self._history_snapshot(names))
        return result

    def unlink(self):
        names = self._history_fields(self._fields)
        rows = self._history_rows("removed", self._history_snapshot(names), {})
        result = super().unlink()
        self._history_add(rows)
        return result

    def _history_snapshot(self, names):
        """What the fields of each record say, as text; nothing for what is empty."""
        if not names:
            return {}
        # Fields with groups change as well when somebody without them writes.
        return {
            record.id: {name: record._history_text(name) for name in names}
            for record in self.sudo()
        }

    def _history_text(self, name):
        value = self[name]
        if self._fields[name].relational:
            return ", ".join(record.display_name or "" for record in value)
        return str(value or "")

    def _history_note(self, kind, before, after):
        self._history_add(self._history_rows(kind, before, after))

    def _history_rows(self, kind, before, after):
        return [
            row
            for record in self.sudo()
            for row in record._history_rows_of(
                kind, before.get(record.id, {}), after.get(record.id, {})
            )
        ]

    def _history_rows_of(self, kind, before, after):
        """One row a field that says something else than before."""
        file = self._history_file()
        if kind == "removed" and self == file:
            # Merged into another one, which takes over the history.
            return
        part = self.display_name if self != file else False
        for name in before or after:
            old, new = before.get(name, ""), after.get(name, "")
            if old == new:
                continue
            protected = self._history_protected(name)
            yield {
                "file_id": file.id,
                "kind": kind,
                "res_model": self._name,
                "res_id": self.id,
                "part_name": part,
                "field_name": name,
                "old_value": not protected and old or False,
                "new_value": not protected and new or False,
                "is_protected": protected,
            }

    @api.model
    def _history_add(self, rows):
        gathered = self.env.context.get("history_gathered")
        if isinstance(gathered, Gathered):
            gathered += rows
            return
        # Nobody writes the history; whoever changes a file has it written.
        self.env["key.account.file.change"].sudo().create(rows)
