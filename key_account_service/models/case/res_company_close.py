# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResCompany(models.Model):
    """How a case is verified with the customer before it is closed (CASE-7, SAT-1)."""

    # A file a concern. pylint: disable=consider-merging-classes-inherited
    _inherit = "res.company"

    key_account_confirm_all = fields.Boolean(
        string="Confirm Every Kind of Case",
        help="Not only complaints: no case is closed before the customer has confirmed "
        "the solution. A desk can ask for it by itself.",
    )
    key_account_own_answer = fields.Boolean(
        string="The Customer's Own Answer Is Enough",
        help="A good rating, or “yes, solved” on the portal, then calls the call-back "
        "of a complaint off. Otherwise the account manager calls back after every "
        "complaint, whatever the customer has answered.",
    )
    key_account_call_attempts = fields.Integer(
        string="Call-Back Attempts",
        default=3,
        help="After so many attempts in vain the customer counts as unreachable, and "
        "the supervisor is told.",
    )
    key_account_rating_days = fields.Integer(
        string="Ask a Customer for a Rating Once in",
        default=30,
        help="Days within which the same person is asked for one rating at most. 0: "
        "after each solution.",
    )
    key_account_low_rating = fields.Selection(
        [("1", "Unhappy"), ("3", "Neutral or unhappy")],
        string="Call Back After a Rating",
        default="3",
        help="Ratings after which the account manager calls the customer back.",
    )
    key_account_sample_share = fields.Float(
        string="Weekly Sample",
        default=10.0,
        help="Percent of the typical problems closed in a week that somebody "
        "independent calls back about, of each level and desk. 0: no sample.",
    )
    key_account_sample_repeat_days = fields.Integer(
        string="Sample a Customer Once in",
        default=90,
        help="Days within which the same customer is called for a sample once at most.",
    )
    key_account_sample_caller_ids = fields.Many2many(
        "res.users",
        "key_account_sample_caller_rel",
        "company_id",
        "user_id",
        string="Callers of the Sample",
        domain="[('share', '=', False), ('company_ids', 'in', id)]",
        help="Who makes the calls of the sample. Empty: everybody of the key account "
        "service. Nobody is asked to call about a case that he or she worked on.",
    )

    _key_account_call_attempts = models.Constraint(
        "CHECK (COALESCE(key_account_call_attempts, 3) BETWEEN 1 AND 20)",
        "A customer is unreachable after 1 to 20 attempts.",
    )
    _key_account_rating_days = models.Constraint(
        "CHECK (COALESCE(key_account_rating_days, 30) BETWEEN 0 AND 3650)",
        "Ask a customer for a rating once in 0 to 3650 days.",
    )
    _key_account_sample_sane = models.Constraint(
        "CHECK (COALESCE(key_account_sample_share, 10) BETWEEN 0 AND 100"
        " AND COALESCE(key_account_sample_repeat_days, 90) BETWEEN 0 AND 3650)",
        "A sample takes 0 to 100 percent, and a customer once in 0 to 3650 days.",
    )
