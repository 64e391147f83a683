# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The columns of the account workbook, in English and in Chinese (FILE-9).

Both languages stand here and not in the catalog of translations: a workbook holds them
side by side, whatever languages are installed, and either is recognised.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from ...lib import cells

ACCOUNT, PERSON = "account", "person"
BOTH = (ACCOUNT, PERSON)
#: Titles of the sheets in the template, and others by which they are known.
SHEETS = {
    ACCOUNT: ("Accounts", "大客户", "Key Accounts", "客户", "客户档案", "大客户档案"),
    PERSON: ("People", "关键人", "Key Persons", "人员", "联系人", "客户联系人"),
}
EXPLANATION = ("Explanation 说明", "Explanation", "说明")


class Column(NamedTuple):
    """A column: what it is called, how its cells are read, where its values go.

    :ivar holder: ``terms`` (decided by those in charge), ``contact``, ``file``,
        ``part`` (a line of the file), ``key`` (finds the record), ``secret``
    :ivar kind: how a cell is read, see :func:`convert`
    """

    name: str
    english: str
    chinese: str
    sheets: tuple[str, ...] = BOTH
    holder: str = "file"
    kind: str = "text"
    field: str = ""
    aliases: tuple[str, ...] = ()

    def heading(self, chinese: bool) -> str:
        return self.chinese if chinese else self.english

    def answers_to(self) -> Iterable[str]:
        """All headings by which the column is known, made comparable."""
        return map(cells.key, (self.name, self.english, self.chinese, *self.aliases))


C = Column
COLUMNS = (
    C("ref", "Reference", "编号", BOTH, "key", "code", "ref",
      ("External Key", "Customer Number", "Ref")),
    C("name", "Account Name", "客户名称", (ACCOUNT,), "contact", "text", "name",
      ("Name", "Account", "名称", "单位名称", "客户", "姓名")),
    C("name", "Name", "姓名", (PERSON,), "contact", "text", "name",
      ("Person", "Contact", "联系人", "关键人")),
    C("account_ref", "Account Reference", "所属客户编号", (PERSON,), "key", "code", "",
      ("Account Number", "客户编号")),
    C("account_name", "Account Name", "所属客户名称", (PERSON,), "key", "text", "",
      ("Account", "Company", "客户名称", "单位名称", "所属客户", "客户")),
    C("kind", "Kind", "客户类别", (ACCOUNT,), "terms", "choice", "key_account_kind",
      ("Key Account", "类别", "客户类型")),
    C("tier", "Tier", "客户级别", (ACCOUNT,), "terms", "tier", "key_account_tier_id",
      ("级别", "客户等级", "等级")),
    C("manager", "Account Manager (Login)", "客户经理（登录名）", (ACCOUNT,), "terms",
      "login", "key_account_manager_id",
      ("Account Manager", "Manager", "客户经理", "Manager Login")),
    C("deputy", "Deputy (Login)", "代理人（登录名）", (ACCOUNT,), "terms", "login",
      "key_account_deputy_id", ("Deputy", "代理人", "Deputy Login")),
    C("role", "Role", "关键人角色", (PERSON,), "contact", "choice", "key_person_role",
      ("Key Person Role", "角色")),
    C("industry", "Industry", "行业", (ACCOUNT,), "contact", "industry", "industry_id",
      ("所属行业",)),
    C("organisation_size", "Size", "规模", (ACCOUNT,), "file", "choice",
      "organisation_size", ("单位规模", "企业规模")),
    C("organisation_kind", "Kind of Organisation", "单位性质", (ACCOUNT,), "file",
      "choice", "organisation_kind", ("Organisation", "企业性质")),
    C("customer_since", "Customer Since", "合作开始日期", (ACCOUNT,), "file", "date",
      "customer_since", ("Since", "合作时间", "入网日期", "客户起始日期")),
    C("equipment", "Equipment", "设备情况", (ACCOUNT,), "file", "lines", "equipment"),
    C("phone", "Phone", "电话", BOTH, "contact", "identifier", "phone",
      ("Telephone", "联系电话", "固定电话", "办公电话")),
    C("mobile", "Mobile", "手机", BOTH, "file", "identifier", "mobile",
      ("Mobile Phone", "手机号", "手机号码", "移动电话")),
    C("private_phone", "Private Phone", "私人电话", BOTH, "file", "identifier",
      "private_phone", ("Home Phone", "家庭电话", "住宅电话")),
    C("fax", "Fax", "传真", BOTH, "file", "identifier", "fax"),
    C("email", "E-mail", "电子邮箱", BOTH, "contact", "email", "email",
      ("Email Address", "邮箱", "电子邮件")),
    C("preferred_channel", "Preferred Channel", "首选联系方式", BOTH, "file", "choice",
      "preferred_channel"),
    C("street", "Address", "地址", (ACCOUNT,), "contact", "text", "street",
      ("Street", "单位地址", "联系地址")),
    C("city", "City", "城市", (ACCOUNT,), "contact", "text", "city"),
    C("zip", "Postcode", "邮编", (ACCOUNT,), "contact", "identifier", "zip",
      ("Zip", "Postal Code", "邮政编码")),
    C("home_street", "Home Address", "家庭住址", BOTH, "file", "text", "home_street",
      ("住址", "家庭地址")),
    C("home_city", "Home City", "家庭所在城市", BOTH, "file", "text", "home_city"),
    C("home_zip", "Home Postcode", "家庭邮编", BOTH, "file", "identifier", "home_zip"),
    C("sex", "Sex", "性别", BOTH, "file", "choice", "sex", ("Gender",)),
    C("birthday", "Birthday", "生日", BOTH, "part", "birthday", "",
      ("Date of Birth", "出生日期", "出生年月日")),
    C("birthday_calendar", "Calendar of Birthday", "生日历法", BOTH, "key", "choice",
      "", ("Solar or Lunar", "公历农历", "公历/农历")),
    C("id_number", "ID Number", "证件号码", BOTH, "secret", "identifier", "",
      ("ID Card Number", "身份证号", "身份证号码", "身份证", "ID Number (masked)",
       "证件号码（已遮盖）")),
    C("employer", "Employer", "工作单位", BOTH, "file", "text", "employer", ("单位",)),
    C("department", "Department", "部门", BOTH, "file", "text", "department"),
    C("job", "Job", "职务", BOTH, "contact", "text", "function",
      ("Job Position", "Title", "职位")),
    C("influence", "Influence", "影响力", BOTH, "file", "choice", "influence"),
    C("attitude", "Attitude", "态度", BOTH, "file", "choice", "attitude"),
    C("preferences", "Preferences", "喜好", BOTH, "file", "lines", "preferences",
      ("爱好", "偏好")),
    C("smart_card", "Smart Cards", "智能卡号", BOTH, "part", "identifiers", "",
      ("Smart Card", "Smart-card Number", "智能卡")),
    C("set_top_box", "Set-top Boxes", "机顶盒号", BOTH, "part", "identifiers", "",
      ("Set-top Box", "机顶盒")),
    C("modem", "Modems", "调制解调器号", BOTH, "part", "identifiers", "", ("Modem",)),
    C("other", "Other Devices", "其他设备号", BOTH, "part", "identifiers", "",
      ("Device Number", "Devices", "设备号")),
    C("competitors", "Competitors", "竞争对手", BOTH, "part", "list", "",
      ("Competitor", "Competitor Presence")),
)  # fmt: skip
#: Columns that hold numbers of devices, by the kind of device.
DEVICES = ("smart_card", "set_top_box", "modem", "other")
#: Chinese for what can be chosen; a second word is understood as well.
CHINESE = {
    "leadership": ("特约用户·领导类", "领导类", "领导"),
    "business_partner": ("特约用户·合作伙伴类", "合作伙伴类", "合作伙伴"),
    "group": ("集团客户", "集团", "单位"),
    "decision_maker": ("最高决策者", "决策者", "决策人"),
    "liaison": ("联系人", "联络人"),
    "department_head": ("部门中层", "部门负责人"),
    "influencer": ("影响力人物", "影响人"),
    "large": ("大型", "大"),
    "medium": ("中型", "中等", "中"),
    "small": ("小型", "小"),
    "sole_trader": ("个体", "个体户", "个体工商户"),
    "government": ("政府或公共机构", "政府", "机关", "事业单位"),
    "state_owned": ("国有", "国企", "国有企业"),
    "listed": ("上市", "上市公司"),
    "private": ("民营", "私营", "民企"),
    "foreign": ("外资", "外企", "外商投资"),
    "other": ("其他",),
    "female": ("女", "女士", "F"),
    "male": ("男", "先生", "M"),
    "phone": ("电话",),
    "mobile": ("手机",),
    "sms": ("短信",),
    "email": ("电子邮件", "邮箱"),
    "visit": ("上门", "拜访"),
    "low": ("低",),
    "high": ("高",),
    "opponent": ("反对", "反对者"),
    "neutral": ("中立",),
    "supporter": ("支持", "支持者"),
    "advocate": ("拥护", "拥护者"),
    "solar": ("公历", "阳历", "新历"),
    "lunar": ("农历", "阴历", "旧历"),
}


def columns_of(sheet: str) -> list[Column]:
    """The columns of a sheet of accounts or of people, in their order."""
    return [column for column in COLUMNS if sheet in column.sheets]


def sheet_of_title(title: str) -> str | None:
    """Which sheet goes by this title."""
    known = cells.key(title)
    for sheet, titles in SHEETS.items():
        if known in map(cells.key, titles):
            return sheet
    return None


def by_heading(sheet: str) -> dict[str, str]:
    """Names of columns by their headings, made comparable; the first one counts."""
    found: dict[str, str] = {}
    for column in columns_of(sheet):
        for heading in column.answers_to():
            found.setdefault(heading, column.name)
    return found


def chinese(code: str, english: str) -> str:
    """What can be chosen, in Chinese as far as we know it."""
    return CHINESE[code][0] if code in CHINESE else english


def by_word(selection: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Codes of what can be chosen by all the words for it, made comparable."""
    return {
        cells.key(word): code
        for code, label in selection
        for word in (code, label, *CHINESE.get(code, ()))
    }


def convert(column: Column, value: Any, words: dict[str, Any], since_1904: bool) -> Any:
    """What a cell means.

    :param words: by comparable word what can be chosen, for kinds that choose
    :raises cells.CellError: with one of its codes, or ``choice``, ``email``
    """
    if column.kind == "date":
        return cells.read_date(value, since_1904)
    if column.kind == "identifier":
        return cells.read_identifier(value)
    if column.kind == "identifiers":
        return cells.read_identifiers(value)
    if column.kind == "list":
        return cells.read_list(value)
    if column.kind == "lines":
        return cells.clean_text(value)
    if column.kind == "text":
        return " ".join(cells.clean_text(value).split())
    text = cells.read_identifier(value)
    if column.kind == "email":
        return _email(text)
    if column.kind == "code":
        return text
    # Logins hold signs that say something, so nothing is left out of them.
    known = words.get(text.casefold() if column.kind == "login" else cells.key(text))
    if known is None:
        raise cells.CellError(column.kind)
    return known


def _email(text: str) -> str:
    name, at, host = text.partition("@")
    if not (name and at and "." in host) or " " in text or "@" in host:
        raise cells.CellError("email")
    return text
