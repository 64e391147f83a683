# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext

from ...lib.redact import redact

OFFICER = "key_account_service.group_key_account_officer"


class HelpdeskTicket(models.Model):
    """A case and the library: what helped before, what is worth keeping (CASE-6)."""

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    like_article_ids = fields.Many2many(
        "key.account.case.article",
        string="Like Cases Solved Before",
        compute="_compute_like_article_ids",
        compute_sudo=False,
        groups=OFFICER,
        help="Published articles with like words, or of the same cause.",
    )
    helping_article_ids = fields.Many2many(
        "key.account.case.article",
        string="What Helped",
        compute="_compute_helping_article_ids",
        compute_sudo=False,
        groups=OFFICER,
    )

    @api.depends("name", "description", "cause_id", "case_kind")
    @api.depends_context("uid")
    def _compute_like_article_ids(self):
        articles = self.env["key.account.case.article"]
        # One form at a time is asked this; no list shows it.
        for case in self:
            said = f"{case.name or ''} {html2plaintext(case.description or '')}"
            case.like_article_ids = articles._suggestions(
                said, case.cause_id, case.case_kind
            )

    @api.depends_context("uid")
    def _compute_helping_article_ids(self):
        helped = self.env["key.account.case.article"]._of_case(self)
        for case in self:
            case.helping_article_ids = helped.get(case._origin.id)

    def action_propose_article(self):
        """Start an article from a closed case, without personal data.

        :raises AccessError: for whoever may not change the case
        :raises UserError: while the case is open
        :return: the action that opens the draft
        """
        self.ensure_one()
        self.check_access("write")
        if not self.closed:
            raise UserError(
                self.env._(
                    "%(case)s is still open. Publish it when it is closed.",
                    case=self.number,
                )
            )
        articles = self.env["key.account.case.article"]
        sources = self.env["key.account.case.article.source"].sudo()
        known = sources.search([("ticket_id", "=", self.id)]).article_id
        mine = articles.search([("id", "in", known.ids), ("state", "!=", "withdrawn")])
        article = mine[:1] or articles.create(self._article_values())
        if not mine:
            sources.create({"article_id": article.id, "ticket_id": self.id})
        return article._open(article)

    def _article_values(self):
        """What an article says of the case: nothing by which one knows the customer."""
        case = self.sudo()
        measures = [
            " – ".join(filter(None, [measure.name, measure.result]))
            for measure in case.measure_ids
            if measure.state == "done"
        ]
        texts = {
            "name": case.name,
            "situation": html2plaintext(case.description or ""),
            "cause_analysis": case.cause_analysis,
            "solution": "\n".join(measures),
        }
        known, marks = self._personal_words(), self._redaction_marks()
        return {
            "kind": "case",
            "case_kind": case.case_kind,
            "cause_id": case.cause_id.id,
            "company_id": case.company_id.id,
            **{key: redact(text or "", *known, marks) for key, text in texts.items()},
        }

    def _redaction_marks(self):
        return {
            "name": self.env._("[name]"),
            "phone": self.env._("[phone]"),
            "id": self.env._("[ID number]"),
            "email": self.env._("[e-mail]"),
            "address": self.env._("[address]"),
            "number": self.env._("[number]"),
        }

    def _personal_words(self):
        """Names, numbers and addresses of the customer and all its contacts.

        With all rights: whoever writes the text need not know the numbers in the file
        for them to be taken out of it.

        :return: three sets of texts
        """
        case = self.sudo()
        customer = case.partner_id | case.commercial_partner_id | case.key_account_id
        people = self.env["res.partner"].sudo().with_context(active_test=False)
        people = people.search([("id", "child_of", customer.ids)], limit=5000)
        devices = self.env["key.account.device"].sudo().with_context(active_test=False)
        devices = devices.search([("file_id.account_id", "in", customer.ids)])
        names = {*people.mapped("name"), case.partner_name}
        numbers = {*people.mapped("phone"), *devices.mapped("number")}
        numbers |= {case.device_number, case.number}
        addresses = {*people.mapped("street"), *people.mapped("street2")}
        return (
            {name for name in names if name},
            {number for number in numbers if number},
            {address for address in addresses if address},
        )
