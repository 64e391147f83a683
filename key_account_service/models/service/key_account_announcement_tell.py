# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import SQL, consteq, hmac

TEMPLATE = "key_account_service.mail_template_announcement"
#: Who is told at a group, if the account itself has no address.
ROLES = ("liaison", "decision_maker")
SCOPE = "key-account-no-offers"
#: No record of the database has a larger number.
LARGEST = 2**31 - 1


class KeyAccountAnnouncementRecipient(models.Model):
    """Telling a recipient, once, by the way that reaches him, and what came of it.

    Messages leave through the queues of Odoo; what becomes of them is heard later.
    Whoever refuses offers is asked for at the last moment.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.announcement.recipient"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _tell_due(self, limit=None):
        """Tell those whose turn it is, each in a savepoint of its own; never commits.

        :return: how many recipients were looked at
        """
        due = SQL(
            "state = 'waiting' AND send_at <= %s AND %s",
            fields.Datetime.now(),
            self.announcement_id._running_sql(),
        )
        recipients = self.sudo()._sweep_claim(due, SQL("send_at, id"), limit)
        for recipient in recipients:
            recipient._sweep_guarded(lambda one: one._tell())
        recipients.filtered(lambda one: one.state == "to_call")._ask_for_calls()
        recipients.announcement_id._finish_told()
        return len(recipients)

    def _sweep_postpone_values(self, moment):
        return {**super()._sweep_postpone_values(moment), "send_at": moment}

    def _tell(self):
        """By e-mail, by SMS, or by a call that somebody has to make."""
        self.ensure_one()
        account, company = self.account_id, self.company_id
        if not account.active or account.key_account_company_id != company:
            self.state = "void"
            return
        people = self._people()._wanting_offers(self.announcement_id.consent_only)
        if not people:
            self.state = "refused"
            return
        writable = people._reached_by_offers("email")
        callable_ = people._reached_by_offers("phone")
        if writable:
            self._tell_by_email(writable[0])
        elif callable_ and self.announcement_id.by_sms:
            self._tell_by_sms(callable_[0])
        else:
            self.write({"partner_id": (callable_ or people)[0].id, "state": "to_call"})

    def _people(self):
        """Whom one tells, the best first: the account, else its liaison or who decides.

        Somebody in particular, if a person has chosen one.
        """
        if self.partner_id != self.account_id:
            return self.partner_id
        family = self.account_id.child_ids
        named = family.filtered(lambda person: person.key_person_role in ROLES)
        rank = ROLES.index
        return self.account_id | named.sorted(lambda one: rank(one.key_person_role))

    def _tell_by_email(self, person):
        self.partner_id = person
        # Who follows an account must not be told of by a copy.
        template = self.env.ref(TEMPLATE).sudo()
        template.send_mail(self.id, force_send=False)
        self._note_told("email")

    def _tell_by_sms(self, person):
        """Queue an SMS; Odoo itself sends it later."""
        announcement = self.announcement_id.with_context(lang=person.lang)
        self.partner_id = person
        self.sms_id = self.env["sms.sms"].create(
            {
                "partner_id": person.id,
                "number": person._phone_format(fname="phone"),
                "body": f"{announcement.sms_text} {self._refusal_url()}",
            }
        )
        self._note_told("sms")

    def _drop_unsent(self):
        """Odoo's queue must not send as well what is sent again, should somebody
        start it once more.
        """
        mails = self.env["mail.mail"]
        mails.search(
            [
                ("model", "=", self._name),
                ("res_id", "in", self.ids),
                ("state", "!=", "sent"),
            ]
        ).cancel()

    def _note_told(self, way, user=None):
        # The facts are nobody's to write, those who told included.
        self.sudo().write(
            {
                "state": "told",
                "way": way,
                "told_at": fields.Datetime.now(),
                "told_by_id": user and user.id,
                "error": False,
                "error_at": False,
            }
        )

    def _note_failure(self, reason):
        """Keep visible that the customer knows nothing yet."""
        self.filtered(lambda one: one.state == "told").write(
            {
                "state": "failed",
                "error": reason,
                "error_at": fields.Datetime.now(),
                "told_at": False,
            }
        )

    # ------------------------------------------------------------------
    # The way to refuse
    # ------------------------------------------------------------------

    def _refusal_token(self):
        """Proof that one holds the link of this message to this person."""
        self.ensure_one()
        return hmac(self.env(su=True), SCOPE, (self.id, self.partner_id.id))

    def _refusal_url(self):
        base = self.get_base_url()
        return f"{base}/key-account/no-offers/{self.id}/{self._refusal_token()}"

    @api.model
    def _by_refusal_link(self, number, token):
        """The recipient to whom a link was sent; nobody if the link is made up."""
        # Of an address somebody may have typed any number.
        found = self.sudo().browse(min(number, LARGEST)).exists()
        # Of an address somebody may have typed anything.
        if found and consteq(found._refusal_token().encode(), token.encode()):
            return found
        return self.browse()


class KeyAccountAnnouncement(models.Model):
    _inherit = "key.account.announcement"

    @api.model
    def _running_sql(self):
        """That the announcement of a row is under way."""
        self.flush_model(["state"])
        return SQL(
            "announcement_id IN"
            " (SELECT id FROM key_account_announcement WHERE state = 'running')"
        )

    def _take_up(self):
        """Somebody is to be told after all: it is under way again, unless stopped."""
        self.filtered(lambda one: one.state == "done").state = "running"
        self._wake()
