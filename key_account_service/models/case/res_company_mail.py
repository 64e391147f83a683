# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResCompany(models.Model):
    """How the mails of customers are taken in (CASE-1)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.company"

    key_account_mail_server = fields.Char(
        string="Trusted Mail Server Name",
        help="The name (authserv-id) under which your own mail server writes "
        "“Authentication-Results” into the mails that it receives. Mails of staff "
        "count as an answer to the customer if it vouches for them.",
    )
    key_account_mail_reopen_days = fields.Integer(
        string="A Reply Reopens a Case Within",
        default=14,
        help="Days after closing within which a reply of the customer reopens the "
        "case. Later it begins a new one that is linked to it.",
    )
    key_account_mail_loop_count = fields.Integer(
        string="Mails of One Sender at Most",
        default=10,
        help="More mails of one sender begin no new cases for a while: they join the "
        "open case or are set aside. 0: no limit.",
    )
    key_account_mail_loop_minutes = fields.Integer(
        string="Mails of One Sender Within",
        default=30,
        help="Minutes within which the mails of one sender are counted.",
    )
    key_account_mail_megabytes = fields.Integer(
        string="Largest File in a Mail",
        default=25,
        help="Megabytes. Larger files are set aside; the text of the mail is kept.",
    )

    _key_account_mail_sane = models.Constraint(
        "CHECK (COALESCE(key_account_mail_reopen_days, 0) >= 0"
        " AND COALESCE(key_account_mail_loop_count, 0) >= 0"
        " AND COALESCE(key_account_mail_loop_minutes, 1) BETWEEN 1 AND 10080"
        " AND COALESCE(key_account_mail_megabytes, 1) > 0)",
        "Mails are counted within a minute to a week, files may have at least one "
        "megabyte, and days and mails cannot be negative.",
    )
