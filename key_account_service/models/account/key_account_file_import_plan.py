# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from odoo import models

from . import workbook_columns
from .import_entry import batches, right


class KeyAccountFileImport(models.Model):
    """What a row changes, and whether the user may change it."""

    _inherit = "key.account.file.import"  # pylint: disable=consider-merging-classes-inherited

    def _plan(self, entries, findings):
        """Leave in each row only what differs from what there is."""
        for batch in batches(right(entries)):
            self._compare(batch, findings)
            self._check_rights(batch, findings)

    def _compare(self, entries, findings):
        current = self._current(entries)
        columns = {
            (kind, column.name): column
            for kind in workbook_columns.BOTH
            for column in workbook_columns.columns_of(kind)
        }
        for entry in entries:
            partner = current.partners.get(entry.partner)
            file = current.files.get(entry.file)
            for name, value in entry.values.items():
                column = columns[entry.kind, name]
                if column.holder == "terms":
                    self._compare_term(entry, partner, column, value, findings)
                elif column.holder == "contact" or name == "ref":
                    if not partner or current.differs(partner, column.field, value):
                        entry.contact[column.field] = value
                elif column.holder == "file":
                    if not file or current.differs(file, column.field, value):
                        entry.secrets[column.field] = value
                elif column.holder == "secret":
                    # Whether it is the same number can only be told by setting it.
                    if not file or not current.has_number(entry, value):
                        entry.parts[name] = value
                elif column.holder == "part":
                    self._compare_part(entry, name, value, current)

    def _compare_term(self, entry, partner, column, value, findings):
        if entry.is_new:
            entry.terms[column.field] = value
            return
        kept = partner[column.field]
        if value == (kept.id if column.kind != "choice" else kept):
            return
        if column.name == "tier":
            findings.notice(entry, "tier_kept", "tier")
        else:
            entry.terms[column.field] = value

    def _compare_part(self, entry, name, value, current):
        """Lines are added or corrected; none is taken away."""
        if name == "birthday":
            line, kept = current.birthdays.get(entry.file, (0, None))
            if kept != value:
                entry.parts[name] = (line, value)
            return
        place = (entry.file, "competitor" if name == "competitors" else name)
        missing = [v for v in value if current.mark(v) not in current.lines[place]]
        if missing:
            entry.parts[name] = missing

    def _current(self, entries):
        """What is kept of the contacts and files of the rows, read with the user's
        rights as far as it is secret."""
        partners = self.env["res.partner"].browse(
            entry.partner for entry in entries if entry.partner
        )
        files = self.env["key.account.file"].browse(
            entry.file for entry in entries if entry.file
        )
        numbers = {
            entry.file: entry.values["id_number"]
            for entry in entries
            if entry.file and "id_number" in entry.values
        }
        return files._workbook_current(partners, numbers, self.company_id)

    def _check_rights(self, entries, findings):
        """The user's own rights decide, asked once for all rows."""
        self._check_terms_right(entries, findings)
        self._check_contact_right(entries, findings)
        self._check_file_right(entries, findings)

    def _check_terms_right(self, entries, findings):
        """A supervisor is in charge of the accounts of the own teams."""
        changed = [entry for entry in entries if entry.terms and entry.partner]
        by_team = defaultdict(list)
        partners = self.env["res.partner"].browse(entry.partner for entry in changed)
        teams = {p.id: p.sudo().key_account_team_id.id for p in partners}
        for entry in changed:
            by_team[teams[entry.partner]].append(entry)
        for of_team in by_team.values():
            accounts = partners.browse(entry.partner for entry in of_team)
            if not accounts._is_in_charge():
                for entry in of_team:
                    findings.error(entry, "not_in_charge", "manager")

    def _check_contact_right(self, entries, findings):
        may_add = self.env["res.partner"].has_access("create")
        may_write = self.env["res.partner"].has_access("write")
        for entry in entries:
            if not entry.partner and not may_add:
                findings.error(entry, "no_new_contact", "name")
            elif entry.partner and entry.contact and not may_write:
                column = next(
                    name
                    for name, field in _fields_of_contact(entry.kind).items()
                    if field in entry.contact
                )
                findings.error(entry, "no_contact_right", column)

    def _check_file_right(self, entries, findings):
        """Only who serves an account changes its files, or who just made it one."""
        asking = [
            entry
            for entry in entries
            if (entry.secrets or entry.parts or not entry.file)
            and not entry.account_is_new
        ]
        Files = self.env["key.account.file"].with_context(active_test=False)
        accounts = {entry.account or entry.partner for entry in asking}
        of_accounts = Files.search([("partner_id", "in", list(accounts))])
        own = Files.browse(entry.file for entry in asking if entry.file)
        changeable = (of_accounts | own)._filtered_access("write")
        free = set(changeable.partner_id.ids)
        for entry in asking:
            allowed = (
                entry.file in changeable._ids if entry.file else (entry.account in free)
            )
            if not allowed:
                name = entry.values["name"]
                findings.error(entry, "only_read", name=name)


def _fields_of_contact(kind):
    """Fields of the contact by name of the column."""
    return {
        column.name: column.field
        for column in workbook_columns.columns_of(kind)
        if column.holder == "contact" or column.name == "ref"
    }
