# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import html2plaintext

from ...lib.mail_signs import ADDRESS, first_writer, is_forward
from .res_partner import STAFF


class HelpdeskTicket(models.Model):
    """An unknown sender who is perhaps of a key account: a person decides (CASE-1).

    Until then the case is an ordinary one, marked in the queue.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    proposed_account_id = fields.Many2one(
        "res.partner",
        string="Perhaps Key Account",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups=STAFF,
        help="The key account that the sender's mail address suggests. Confirm it, or "
        "say that it is another.",
    )
    proposed_email = fields.Char(readonly=True, copy=False, groups=STAFF)
    proposed_name = fields.Char(readonly=True, copy=False, groups=STAFF)

    @api.model
    def _case_facts(self):
        return super()._case_facts() | {
            "proposed_account_id",
            "proposed_email",
            "proposed_name",
        }

    def _propose_account(self, letter, msg):
        """Propose the key account of an unknown sender, or of a forwarded mail."""
        if self.key_account_id:
            return
        name, email = self._proposed_person(letter, msg)
        self._propose_person(name, email, bool(letter.staff))

    def _propose_person(self, name, email, always):
        """Propose the key account of whoever has an address.

        :param bool always: also ask who it is if the address says nothing of that
        """
        if not email:
            return
        account = self._account_of_address(email) or self._account_of_domain(email)
        if account or always:
            self.write(
                {
                    "proposed_account_id": account.id,
                    "proposed_email": email,
                    "proposed_name": name,
                }
            )

    @api.model
    def _proposed_person(self, letter, msg):
        """Name and address of the sender; of a mail that staff forwards, its writer."""
        if not letter.staff:
            sender = msg.get("email_from") or ""
            name = ADDRESS.sub("", sender).strip(' <>"')
            return name, letter.sender
        if not is_forward(letter.subject):
            return "", ""
        name, email = first_writer(html2plaintext(msg.get("body") or ""))
        return ("", "") if self._mail_staff(email) else (name, email)

    def _account_of_address(self, email):
        contacts = self.env["res.partner"]
        return contacts._find_by_address(email, self.company_id).key_account_id

    def _account_of_domain(self, email):
        """The key account most of whose contacts have addresses at the same domain."""
        domain = email.rpartition("@")[2]
        if not domain or self.env["key.account.mail.host"].sudo()._is_public(domain):
            return self.env["res.partner"]
        domain = (
            Domain("key_account_id", "!=", False)
            & Domain("key_account_id.key_account_company_id", "=", self.company_id.id)
            & Domain("email_normalized", "=like", f"%@{_quoted(domain)}")
        )
        contacts = self.env["res.partner"].sudo()
        found = contacts._read_group(
            domain, ["key_account_id"], ["__count"], order="__count desc", limit=1
        )
        return found[0][0] if found else contacts

    # ------------------------------------------------------------------
    # A person decides
    # ------------------------------------------------------------------

    def action_confirm_proposal(self):
        """The sender belongs to the proposed key account: the case is theirs.

        Its promises count from the moment of receipt (CASE-3).

        :raises UserError: if nothing is proposed any more
        :raises AccessError: for whoever may not change the case
        """
        self.ensure_one()
        self.check_access("write")
        case = self.sudo()
        if not case.proposed_account_id:
            raise UserError(
                self.env._(
                    "Somebody has decided already who the customer is. Reload the page."
                )
            )
        contact = case._proposed_contact()
        account = case.proposed_account_id
        # With the rights of whoever decides: less is promised only with a reason.
        self.write({"partner_id": contact.id})
        case._log_line(
            self.env._(
                "%(user)s confirmed: %(contact)s belongs to %(account)s.",
                user=self.env.user.name,
                contact=contact.name,
                account=account.display_name,
            )
        )
        case._forget_proposal()
        return True

    def action_refuse_proposal(self):
        """The sender does not belong to the proposed key account.

        :raises AccessError: for whoever may not change the case
        """
        self.check_access("write")
        for case in self.sudo().filtered("proposed_email"):
            case._log_line(
                self.env._(
                    "%(user)s decided: the sender does not belong to %(account)s.",
                    user=self.env.user.name,
                    account=case.proposed_account_id.display_name or "—",
                )
            )
            case._forget_proposal()
        return True

    def _forget_proposal(self):
        self.write(
            {
                "proposed_account_id": False,
                "proposed_email": False,
                "proposed_name": False,
            }
        )

    def _proposed_contact(self):
        """The contact with the sender's address under the account; made if new.

        With all rights: whoever decides about a case at the desk need not be one who
        serves the account, and changes nothing of it but this contact.
        """
        contacts = self.env["res.partner"]
        account, email = self.proposed_account_id, self.proposed_email
        known = contacts.search(
            [("email_normalized", "=", email), ("key_account_id", "=", account.id)],
            limit=1,
        )
        return known or contacts.create(
            {
                "name": self.proposed_name or email,
                "email": email,
                "parent_id": account.id,
                "type": "contact",
            }
        )


def _quoted(text):
    """For a pattern: the signs that would stand for other letters."""
    return text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
