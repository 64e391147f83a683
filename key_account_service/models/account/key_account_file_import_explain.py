# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo import models
from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

#: What may be an ID or card number in a sentence that is not ours.
LONG_NUMBER = re.compile(r"\d(?:[\s-]?\d){9,}[\s-]?[\dXx]")
#: Why a workbook, a sheet or a column is not read.
OF_FILE = {
    "empty": _lt("The file is empty. Choose the workbook again."),
    "gone": _lt("The workbook was deleted meanwhile. Choose it again."),
    "broken": _lt(
        "Something unexpected happened, and nothing was imported. Ask your "
        "administrator to look into the log of the server."
    ),
    "too_big": _lt("The file is bigger than %(limit)s MB. Divide it into several."),
    "unpacked": _lt(
        "Unpacked, the file would be bigger than %(limit)s MB; it is not "
        "opened. Copy the rows into the template."
    ),
    "csv": _lt(
        "This is a text file, whatever its name says. Open it in your "
        "spreadsheet program and save it as an Excel workbook (.xlsx)."
    ),
    "web_page": _lt(
        "This is a web page, whatever its name says. Open it in your "
        "spreadsheet program and save it as an Excel workbook (.xlsx)."
    ),
    "old_excel": _lt(
        "This is a workbook of an old Excel (.xls). Save it as an Excel "
        "workbook (.xlsx)."
    ),
    "binary_excel": _lt(
        "This is a binary workbook (.xlsb). Save it as an Excel workbook (.xlsx)."
    ),
    "open_document": _lt(
        "This is a file of another office program. Save it as an Excel "
        "workbook (.xlsx)."
    ),
    "password": _lt(
        "The workbook is protected by a password. Save it without one; it is "
        "deleted here after the import."
    ),
    "no_workbook": _lt("This is no Excel workbook (.xlsx). Use the template."),
    "damaged": _lt(
        "The workbook is damaged. Open it in Excel, save it under another name "
        "and try again."
    ),
    "too_many_rows": _lt(
        "Sheet %(sheet)s has more than %(limit)s rows. Divide the workbook."
    ),
    "too_many_columns": _lt(
        "Sheet %(sheet)s has more than %(limit)s columns. Delete those that "
        "are not needed."
    ),
    "too_much_merged": _lt(
        "Too many cells of sheet %(sheet)s are merged. Take the merging back."
    ),
    "wrong_sheets": _lt(
        "No sheet has the headings of accounts or of people; a heading for the "
        "name is needed at least. Use the template."
    ),
    "sheet_unknown": _lt("No headings were recognised; the sheet is not read."),
    "no_rows": _lt("There are no rows below the headings."),
    "column_unknown": _lt("The column is not imported: say what it means."),
    "column_foreign": _lt("Such a column does not belong into this sheet."),
    "column_twice": _lt("Another column of the sheet means the same."),
}
#: What is wrong with a row or one of its cells.
OF_CELL = {
    "formula": _lt(
        "The cell holds a formula without a value. Copy it and paste the value."
    ),
    "error": _lt("The formula of the cell gives an error. Write the value."),
    "merged": _lt("The cell is merged with others. Take the merging back."),
    "carried": _lt("Taken from the merged cells above."),
    "date": _lt("This is no date. Write it like 2026-03-02."),
    "only_year": _lt("This is a year only. Write the day, like 2026-03-02."),
    "which_first": _lt(
        "It is not certain which is the day and which the month. Write it like "
        "2026-03-02."
    ),
    "no_such_day": _lt("The calendar has no such day."),
    "rounded": _lt(
        "Excel took the number for a quantity and rounded it. Format the "
        "column as text and write the number again."
    ),
    "choice": _lt("Choose one of the words that the template offers."),
    "tier": _lt("There is no such tier."),
    "industry": _lt("There is no such industry."),
    "login": _lt("No colleague in this company has this login."),
    "email": _lt("This is no e-mail address."),
    "no_name": _lt("The name is missing."),
    "no_account": _lt("It does not say to which account the person belongs."),
    "no_kind": _lt("A new account needs its kind."),
    "twice": _lt("Row %(row)s of this workbook is about the same."),
    "several": _lt(
        "Several contacts fit this row. Give the right one a reference of its "
        "own, and write it here."
    ),
    "same_name": _lt(
        "A contact of this name exists that is no key account. If it is the "
        "same, give both the same reference; if not, give this row its own."
    ),
    "same_name_new": _lt(
        "A contact of this name exists already; the row adds another one."
    ),
    "not_yours": _lt(
        "None of the accounts that you may change fits this row. Ask your "
        "supervisor, who may add and hand over accounts."
    ),
    "only_read": _lt(
        "You may read this file but not change it: %(name)s is served by somebody else."
    ),
    "not_in_charge": _lt(
        "Only the supervisor in charge changes kind, manager and deputy of an "
        "account. Leave them as they are."
    ),
    "no_contact_right": _lt(
        "You may not change contacts. Ask your administrator for the right to, "
        "or leave name, phone, e-mail, address and job as they are."
    ),
    "no_new_contact": _lt(
        "You may not add contacts. Ask your administrator for the right to."
    ),
    "elsewhere": _lt(
        "This person stands under another account. Move the contact first."
    ),
    "tier_kept": _lt(
        "The tier was not changed: a tier changes only by a proposal that is approved."
    ),
    "id_taken": _lt(
        "The ID number cannot be used for this row. Compare it with the "
        "card, and ask your supervisor."
    ),
    "refused": _lt("The row could not be stored. Compare it with its neighbours."),
}
SENTENCES = OF_FILE | OF_CELL


class KeyAccountFileImport(models.Model):
    """What an import says, in words; never what stands in a cell."""

    _inherit = "key.account.file.import"  # pylint: disable=consider-merging-classes-inherited

    def _finding(self, code, details, place):
        """Values of a finding."""
        return {**place, "text": self._explain(code, **details)}

    def _explain(self, code, **details):
        """The sentence of a code; ``text`` is what somebody else said."""
        if code == "text":
            return LONG_NUMBER.sub("…", details["text"])
        sentence = self.env._(SENTENCES[code])
        return sentence % details
