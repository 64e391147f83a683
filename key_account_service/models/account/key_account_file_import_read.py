# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import binascii
import re

from odoo import api, models
from odoo.exceptions import UserError

from ...lib import cells, workbook_reader
from . import workbook_columns
from .import_entry import Entry

#: The headings stand in one of the first rows; above them there may be a title.
HEADING_ROWS = 20
MASKED = re.compile("[*•●…]")


class KeyAccountFileImport(models.Model):
    """From the sheets to rows that are understood."""

    _inherit = "key.account.file.import"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _decoded(self, content):
        try:
            return base64.b64decode(content)
        except binascii.Error:
            return b"?"

    def _proposed_columns(self, sheets):
        """Values of the columns of all sheets whose headings are recognised.

        :raises UserError: if there are none
        """
        remembered = self.column_ids._remembered(self.company_id)
        found = []
        for place, sheet in enumerate(sheets):
            kind, heading_row = self._find_headings(sheet, remembered)
            if heading_row:
                values = {"sheet": sheet.title, "sheet_place": place}
                values |= {"sheet_kind": kind, "heading_row": heading_row.number}
                found += self._columns_of_sheet(values, heading_row, remembered)
        if not found:
            raise UserError(self._explain("wrong_sheets"))
        return found

    @api.model
    def _find_headings(self, sheet, remembered):
        """Kind of a sheet, and the row of its headings if there is one."""
        if cells.key(sheet.title) in map(cells.key, workbook_columns.EXPLANATION):
            return None, None
        by_title = workbook_columns.sheet_of_title(sheet.title)
        # Any table may have a column of names; it takes more to be one of ours.
        best = (0 if by_title else 1, None, None)
        for kind in [by_title] if by_title else workbook_columns.BOTH:
            for row in sheet.rows[:HEADING_ROWS]:
                meant = self._meanings(kind, row, remembered)
                names = {target for _known_as, target in meant.values()} - {None, False}
                if "name" in names and len(names) > best[0]:
                    best = (len(names), kind, row)
        return best[1:]

    @api.model
    def _meanings(self, kind, row, remembered):
        """The heading made comparable, and what it means, by place of the column."""
        known, meant = workbook_columns.by_heading(kind), {}
        for place, heading in enumerate(row.values):
            known_as = cells.key(heading)
            if known_as:
                target = remembered.get((kind, known_as), known.get(known_as))
                meant[place] = (known_as, target)
        return meant

    @api.model
    def _columns_of_sheet(self, values, heading_row, remembered):
        taken = set()
        meant = self._meanings(values["sheet_kind"], heading_row, remembered)
        for place, (known_as, target) in meant.items():
            target = target if target not in taken else False
            taken.add(target)
            yield {
                **values,
                "place": place,
                "letter": workbook_reader.column_name(place),
                "heading": cells.clean_text(heading_row.values[place]),
                "known_as": known_as,
                "target": target,
            }

    def _entries(self, findings):
        """All rows of the workbook; what cannot be read is told."""
        words = self._words()
        entries = []
        of_place = self.column_ids.grouped("sheet_place")
        for place, sheet in enumerate(self._sheets()):
            columns = of_place.get(place)
            if columns:
                entries += self._entries_of_sheet(sheet, columns, words, findings)
            elif not self._is_silent(sheet):
                findings.say("notice", "sheet_unknown", sheet=sheet.title)
        if not entries:
            findings.say("error", "no_rows")
        return entries

    @api.model
    def _is_silent(self, sheet):
        titles = map(cells.key, workbook_columns.EXPLANATION)
        return not sheet.rows or cells.key(sheet.title) in titles

    def _entries_of_sheet(self, sheet, columns, words, findings):
        kind = columns[0].sheet_kind
        known = {c.name: c for c in workbook_columns.columns_of(kind)}
        self._check_columns(columns, known, findings)
        meant = [
            (line.place, known[line.target]) for line in columns if line.target in known
        ]
        places = {line.target: (line.letter, line.heading) for line in columns}
        for row in sheet.rows:
            if row.number <= columns[0].heading_row:
                continue
            entry = Entry(kind, sheet.title, row.number, {}, places)
            self._read_row(entry, row, meant, words, sheet.since_1904, findings)
            if entry.values or entry.is_wrong:
                yield entry

    def _check_columns(self, columns, known, findings):
        """Each column means one thing, and no other column means it."""
        seen = set()
        for line in columns:
            place = {
                "sheet": line.sheet,
                "letter": line.letter,
                "heading": line.heading,
            }
            if not line.target:
                findings.say("notice", "column_unknown", **place)
            elif line.target not in known:
                findings.say("error", "column_foreign", **place)
            elif line.target in seen:
                findings.say("error", "column_twice", **place)
            seen.add(line.target)

    def _read_row(self, entry, row, meant, words, since_1904, findings):
        raw = {}
        for place, column in meant:
            flag = row.flags.get(place)
            value = row.values[place] if place < len(row.values) else None
            if flag == "carried" and not workbook_reader.is_blank(value):
                findings.notice(entry, "carried", column.name)
            elif flag:
                findings.error(entry, flag, column.name)
                continue
            if not workbook_reader.is_blank(value):
                raw[column.name] = (column, value)
        birthday = raw.pop("birthday", None)
        for name, (column, value) in raw.items():
            self._convert(
                entry,
                name,
                findings,
                lambda column=column, value=value: workbook_columns.convert(
                    column, value, words.get(column.name, {}), since_1904
                ),
            )
        if birthday:
            lunar = entry.values.get("birthday_calendar") == "lunar"
            self._convert(
                entry,
                "birthday",
                findings,
                lambda: cells.read_birthday(birthday[1], since_1904, lunar),
            )
        entry.values.pop("birthday_calendar", None)
        self._check_row(entry, findings)

    def _convert(self, entry, name, findings, read):
        try:
            value = read()
        except cells.CellError as error:
            findings.error(entry, error.code, name)
        else:
            # A masked number comes from an export and says nothing.
            if value and not (name == "id_number" and MASKED.search(value)):
                entry.values[name] = value

    def _check_row(self, entry, findings):
        """What no row can do without."""
        if not entry.values or entry.is_wrong:
            return
        if "name" not in entry.values:
            findings.error(entry, "no_name", "name")
        if entry.kind == "person" and not (
            {"account_ref", "account_name"} & entry.values.keys()
        ):
            findings.error(entry, "no_account", "account_ref")

    def _words(self):
        """What can be chosen in each column, by comparable word."""
        words = {
            column.name: self._words_of_choice(column)
            for column in workbook_columns.COLUMNS
            if column.kind == "choice"
        }
        tiers = self.env["key.account.tier"].search_fetch([], ["code", "name"])
        words["tier"] = {cells.key(tier.name): tier.id for tier in tiers}
        words["tier"] |= {cells.key(tier.code): tier.id for tier in tiers}
        words["industry"] = self._words_of_industry()
        users = self.env["res.users"].search_fetch(
            [("share", "=", False), ("company_ids", "in", self.company_id.ids)],
            ["login"],
        )
        logins = {user.login.casefold(): user.id for user in users}
        return {**words, "manager": logins, "deputy": logins}

    def _words_of_choice(self, column):
        """Words in English, in Chinese and in the user's language."""
        files = self.env["key.account.file"]
        english = files.with_context(lang="en_US")._workbook_selection(column)
        own = files._workbook_selection(column)
        return workbook_columns.by_word([*own, *english])

    def _words_of_industry(self):
        words = {}
        for lang in {"en_US", self.env.lang or "en_US"}:
            industries = self.env["res.partner.industry"].with_context(lang=lang)
            for industry in industries.search_fetch([], ["name"]):
                words[cells.key(industry.name)] = industry.id
        return words
