# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...lib import occasion

NUMBERS = ("mobile", "private_phone")


class KeyAccountFile(models.Model):
    """Of a person: background, ways to reach, what matters to know (FILE-1, 2, 4)."""

    _inherit = "key.account.file"  # pylint: disable=consider-merging-classes-inherited

    sex = fields.Selection([("female", "Female"), ("male", "Male")])
    employer = fields.Char(help="Where somebody works who is no contact of a company.")
    department = fields.Char(string="Department or Unit")
    home_street = fields.Char(string="Home Address")
    home_city = fields.Char()
    home_zip = fields.Char(string="Home Postcode")
    mobile = fields.Char(help="Where messages and urgent calls go.")
    fax = fields.Char()
    private_phone = fields.Char()
    preferred_channel = fields.Selection(
        [
            ("phone", "Phone"),
            ("mobile", "Mobile"),
            ("sms", "SMS"),
            ("email", "E-mail"),
            ("visit", "Visit"),
        ],
        help="How the customer wishes to be reached.",
    )
    preferred_from = fields.Float(
        string="Reach From", help="Hour of the day in the company's time zone."
    )
    preferred_to = fields.Float(
        string="Reach Until", help="Hour of the day in the company's time zone."
    )
    preferences = fields.Text(help="Likes, dislikes and habits to respect.")
    influence = fields.Selection(
        [("low", "Low"), ("medium", "Medium"), ("high", "High")],
        help="How much this person decides about us.",
    )
    attitude = fields.Selection(
        [
            ("opponent", "Opponent"),
            ("neutral", "Neutral"),
            ("supporter", "Supporter"),
            ("advocate", "Advocate"),
        ],
        help="How this person stands towards us.",
    )
    relative_ids = fields.One2many(
        "key.account.relative", "file_id", string="Important Relatives"
    )
    anniversary_ids = fields.One2many(
        "key.account.anniversary", "file_id", string="Anniversaries"
    )
    age = fields.Integer(
        compute="_compute_age",
        help="In full years, from the birthday in this file; 0 if its year is unknown.",
    )

    @api.depends(
        "anniversary_ids.kind",
        "anniversary_ids.relative_id",
        "anniversary_ids.calendar",
        "anniversary_ids.year",
        "anniversary_ids.month",
        "anniversary_ids.day",
        "anniversary_ids.is_leap_month",
    )
    @api.depends_context("tz")
    def _compute_age(self):
        today = fields.Date.context_today(self)
        for file in self:
            born = file._birthday()
            first = born and occasion.exact(born._lib_day(), born.year)
            file.age = occasion.age(first, today) if first else 0

    def _birthday(self):
        """The own birthday of the person, with its year if that is known."""
        days = self.anniversary_ids.filtered(
            lambda day: day.kind == "birthday" and not day.relative_id
        )
        return days.sorted(lambda day: not day.year)[:1]

    @api.constrains("preferred_from", "preferred_to")
    def _check_preferred_hours(self):
        for file in self:
            start, end = file.preferred_from, file.preferred_to
            if not (0 <= start <= 24 and 0 <= end <= 24) or (end and start >= end):
                raise ValidationError(
                    self.env._(
                        "The hours to reach somebody are between 00:00 and 24:00, and "
                        "begin before they end."
                    )
                )

    @api.constrains(*NUMBERS)
    def _check_numbers(self):
        self._check_telephone(NUMBERS)
