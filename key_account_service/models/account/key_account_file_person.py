# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class KeyAccountFile(models.Model):
    """Of a person: background, ways to reach, and what matters to know (FILE-1, 2, 4)."""

    _inherit = "key.account.file"

    sex = fields.Selection([("female", "Female"), ("male", "Male")])
    employer = fields.Char(help="Where somebody works who is no contact of a company.")
    department = fields.Char()
    home_street = fields.Char(string="Home Address")
    home_city = fields.Char()
    home_zip = fields.Char(string="Home Postcode")
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
