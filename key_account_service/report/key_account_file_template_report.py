# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..models.account import workbook_columns
from .workbook_sheets import OPTIONS, Book

#: How to fill in the template; in both languages, like the sheets themselves.
EXPLAINED = (
    (
        "Every row of “Accounts” is a key account, every row of “People” one of its "
        "people. Fill in the English or the Chinese sheets, or both.",
        "“大客户”表每行填一个大客户，“关键人”表每行填一位关键人。中文表、英文表可任选其一，也可都填。",
    ),
    (
        "Do not change the headings. Columns that you do not need may be deleted.",
        "请勿改动标题。不需要的列可以删除。",
    ),
    (
        "An account is found by its reference, a person by ID number or reference; "
        "without them by the name. What is found is updated, everything else added.",
        "系统按编号查找大客户，按证件号码或编号查找人员；没有时按名称查找。找到的予以更新，找不到的新增。",
    ),
    (
        "A blank cell leaves things as they are; nothing is deleted.",
        "空白单元格表示保持不变，不会删除任何内容。",
    ),
    (
        "Dates: 2026-03-02. Birthdays may leave out the year; lunar ones: 农历08-15 or "
        "choose “Lunar” beside it.",
        "日期写作 2026-03-02。生日可不写年份；"
        "农历生日写作“农历08-15”，或在“生日历法”中选“农历”。",
    ),
    (
        "Several card numbers or competitors in a cell: separate them by a semicolon.",
        "一个单元格内有多个卡号或竞争对手时，用分号隔开。",
    ),
    (
        "The tier is taken for new accounts only; afterwards it changes by an approved "
        "proposal.",
        "客户级别仅在新增大客户时采用，之后只能通过审批的级别调整变更。",
    ),
    (
        "ID numbers are secret: delete this file when it is imported.",
        "证件号码属于保密信息：导入后请删除本文件。",
    ),
)


class ReportAccountWorkbookTemplate(models.AbstractModel):
    """An empty workbook to fill in: sheets in English and Chinese, choices to take."""

    _name = "report.key_account_service.report_account_workbook_template"
    _inherit = "report.report_xlsx.abstract"
    _description = "Template of the Account Workbook"

    def get_workbook_options(self):
        return OPTIONS

    def generate_xlsx_report(self, workbook, data, objs):
        """:raises AccessError: for whoever has nothing to do with account files"""
        self.env["key.account.file"].check_access("read")
        book = Book(workbook, self.env)
        self._explain(book)
        for chinese in (True, False) if self._is_chinese() else (False, True):
            for kind in workbook_columns.BOTH:
                book.offer(book.add_sheet(kind, chinese), kind, chinese)

    def _is_chinese(self):
        return (self.env.lang or "").startswith("zh")

    def _explain(self, book):
        sheet = book.workbook.add_worksheet(workbook_columns.EXPLANATION[0])
        sheet.set_column(0, 0, 100, book.wrapped)
        row = 0
        for texts in zip(*EXPLAINED, strict=True):
            for text in texts:
                sheet.write_string(row, 0, text, book.wrapped)
                row += 1
            row += 1
