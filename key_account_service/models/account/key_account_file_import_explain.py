# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo import models

#: What may be an ID or card number in a sentence that is not ours.
LONG_NUMBER = re.compile(r"\d(?:[\s-]?\d){9,}[\s-]?[\dXx]")


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
        sentences = self._sentences_of_file(details)
        return sentences.get(code) or self._sentences_of_cell(details)[code]

    def _sentences_of_file(self, details):
        """Why a workbook, a sheet or a column is not read."""
        details = {"limit": 0, "sheet": "", **details}
        return {
            "empty": self.env._("The file is empty. Choose the workbook again."),
            "gone": self.env._("The workbook was deleted meanwhile. Choose it again."),
            "broken": self.env._(
                "Something unexpected happened, and nothing was imported. Ask your "
                "administrator to look into the log of the server."
            ),
            "too_big": self.env._(
                "The file is bigger than %(limit)s MB. Divide it into several.",
                **details,
            ),
            "unpacked": self.env._(
                "Unpacked, the file would be bigger than %(limit)s MB; it is not "
                "opened. Copy the rows into the template.",
                **details,
            ),
            "csv": self.env._(
                "This is a text file, whatever its name says. Open it in your "
                "spreadsheet program and save it as an Excel workbook (.xlsx)."
            ),
            "web_page": self.env._(
                "This is a web page, whatever its name says. Open it in your "
                "spreadsheet program and save it as an Excel workbook (.xlsx)."
            ),
            "old_excel": self.env._(
                "This is a workbook of an old Excel (.xls). Save it as an Excel "
                "workbook (.xlsx)."
            ),
            "binary_excel": self.env._(
                "This is a binary workbook (.xlsb). Save it as an Excel workbook "
                "(.xlsx)."
            ),
            "open_document": self.env._(
                "This is a file of another office program. Save it as an Excel "
                "workbook (.xlsx)."
            ),
            "password": self.env._(
                "The workbook is protected by a password. Save it without one; it is "
                "deleted here after the import."
            ),
            "no_workbook": self.env._(
                "This is no Excel workbook (.xlsx). Use the template."
            ),
            "damaged": self.env._(
                "The workbook is damaged. Open it in Excel, save it under another name "
                "and try again."
            ),
            "too_many_rows": self.env._(
                "Sheet %(sheet)s has more than %(limit)s rows. Divide the workbook.",
                **details,
            ),
            "too_many_columns": self.env._(
                "Sheet %(sheet)s has more than %(limit)s columns. Delete those that "
                "are not needed.",
                **details,
            ),
            "too_much_merged": self.env._(
                "Too many cells of sheet %(sheet)s are merged. Take the merging back.",
                **details,
            ),
            "wrong_sheets": self.env._(
                "No sheet has the headings of accounts or of people; a heading for the "
                "name is needed at least. Use the template."
            ),
            "sheet_unknown": self.env._(
                "No headings were recognised; the sheet is not read."
            ),
            "no_rows": self.env._("There are no rows below the headings."),
            "column_unknown": self.env._(
                "The column is not imported: say what it means."
            ),
            "column_foreign": self.env._(
                "Such a column does not belong into this sheet."
            ),
            "column_twice": self.env._("Another column of the sheet means the same."),
        }

    def _sentences_of_cell(self, details):
        """What is wrong with a row or one of its cells."""
        details = {"row": 0, "name": "", **details}
        return {
            "formula": self.env._(
                "The cell holds a formula without a value. Copy it and paste the value."
            ),
            "error": self.env._(
                "The formula of the cell gives an error. Write the value."
            ),
            "merged": self.env._(
                "The cell is merged with others. Take the merging back."
            ),
            "carried": self.env._("Taken from the merged cells above."),
            "date": self.env._("This is no date. Write it like 2026-03-02."),
            "only_year": self.env._(
                "This is a year only. Write the day, like 2026-03-02."
            ),
            "which_first": self.env._(
                "It is not certain which is the day and which the month. Write it like "
                "2026-03-02."
            ),
            "no_such_day": self.env._("The calendar has no such day."),
            "rounded": self.env._(
                "Excel took the number for a quantity and rounded it. Format the "
                "column as text and write the number again."
            ),
            "choice": self.env._("Choose one of the words that the template offers."),
            "tier": self.env._("There is no such tier."),
            "industry": self.env._("There is no such industry."),
            "login": self.env._("No colleague in this company has this login."),
            "email": self.env._("This is no e-mail address."),
            "no_name": self.env._("The name is missing."),
            "no_account": self.env._(
                "It does not say to which account the person belongs."
            ),
            "no_kind": self.env._("A new account needs its kind."),
            "twice": self.env._(
                "Row %(row)s of this workbook is about the same.", **details
            ),
            "several": self.env._(
                "Several contacts fit this row. Give the right one a reference of its "
                "own, and write it here."
            ),
            "same_name": self.env._(
                "A contact of this name exists that is no key account. If it is the "
                "same, give both the same reference; if not, give this row its own."
            ),
            "same_name_new": self.env._(
                "A contact of this name exists already; the row adds another one."
            ),
            "not_yours": self.env._(
                "None of the accounts that you may change fits this row. Ask your "
                "supervisor, who may add and hand over accounts."
            ),
            "only_read": self.env._(
                "You may read this file but not change it: %(name)s is served by "
                "somebody else.",
                **details,
            ),
            "not_in_charge": self.env._(
                "Only the supervisor in charge changes kind, manager and deputy of an "
                "account. Leave them as they are."
            ),
            "no_contact_right": self.env._(
                "You may not change contacts. Ask your administrator for the right to, "
                "or leave name, phone, e-mail, address and job as they are."
            ),
            "no_new_contact": self.env._(
                "You may not add contacts. Ask your administrator for the right to."
            ),
            "elsewhere": self.env._(
                "This person stands under another account. Move the contact first."
            ),
            "tier_kept": self.env._(
                "The tier was not changed: a tier changes only by a proposal that is "
                "approved."
            ),
            "id_taken": self.env._(
                "The ID number cannot be used for this row. Compare it with the "
                "card, and ask your supervisor."
            ),
            "refused": self.env._(
                "The row could not be stored. Compare it with its neighbours."
            ),
        }
