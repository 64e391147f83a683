# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

#: Who speaks for an organisation, and sees what it has from us.
SPEAKERS = ("decision_maker", "liaison")


class KeyAccountService(models.Model):
    """What a customer sees of the own services in the portal (SEC-4, APP-5).

    Customers have no access to this model: they are shown a few words of the services
    that are theirs, found by their contact, and nothing else of the file.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.service"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _of_customer(self, user):
        """The services of a user of the portal, those that end first come first.

        The own ones, and for who decides or is the liaison of an organisation those of
        the organisation. Only while the contact is a key account or belongs to one.

        :return: services, with all rights: for the caller's words only
        """
        person = user.partner_id.sudo()
        if user._is_public() or not person.key_account_id:
            return self.sudo().browse()
        mine = Domain("file_id.partner_id", "=", person.id)
        if person.key_person_role in SPEAKERS:
            mine |= Domain("file_id.partner_id", "=", person.key_account_id.id)
        return self.sudo().search(mine, order="date_until, id")

    def _customer_rows(self):
        """What a customer is told of these services: a dict of plain values each."""
        labels = dict(self._fields["state"]._description_selection(self.env))
        # Days of the company, whatever the browser's clock says.
        now = fields.Datetime.now()
        rows = []
        for service in self:
            state = service._state_on(service.company_id._today_at(now))
            rows.append(
                {
                    "id": service.id,
                    "number": service.number,
                    "name": service.name,
                    "date_from": service.date_from,
                    "date_until": service.date_until,
                    "state": state,
                    "label": labels[state],
                    "can_ask": service._can_be_asked_for(state),
                    "asked_at": service._renewal_asked_at(),
                    "renewed": service._is_renewed(),
                }
            )
        return rows

    def _can_be_asked_for(self, state):
        """Whether “Please renew” makes sense: it ends soon, nobody has asked."""
        term = self.term_id
        today = self.company_id._today_at(fields.Datetime.now())
        last = self.env["key.account.service.reminder"]._expiring_until(today)
        return bool(
            state in ("open", "suspended")
            and self.date_until
            and self.date_until <= last
            and not (term.decision or term.requested_at or self.is_trial)
        )

    def _renewal_asked_at(self):
        term = self.term_id
        return not term.decision and term.requested_at

    def _is_renewed(self):
        return any(term.decision == "renewed" for term in self.term_ids[-2:-1])

    def _customer_asks(self, user):
        """A customer wants to renew this service: once, however often he presses.

        It starts the promise to decide, makes a draft of the application, and tells
        who serves the account by number alone.

        :param user: of the portal, to whom the service belongs
        :return: whether it was asked for now
        """
        self.ensure_one()
        service = self.sudo()
        if not service.try_lock_for_update():
            return False  # Pressed twice: it is being asked for at this moment.
        service.invalidate_recordset()
        today = service.company_id._today_at(fields.Datetime.now())
        if not service._can_be_asked_for(service._state_on(today)):
            return False
        term = service.term_id
        term._ask("customer")
        term.requested_at = fields.Datetime.now()
        service._tell_of_request()
        return True

    def _tell_of_request(self):
        """Into the inbox of who serves the account: number and link."""
        now = fields.Datetime.now()
        away = self.env["key.account.duty"]._presence(now).away(now)
        user = self.account_id._key_account_keeper(away)
        if user:
            # Not in the name of the customer, who may write to nobody.
            self.term_id.with_user(self.env.ref("base.user_root"))._notify(
                user, "_request_in_words"
            )


class KeyAccountServiceTerm(models.Model):
    _name = "key.account.service.term"
    _inherit = ["key.account.service.term", "key.account.notice.mixin"]

    def _request_in_words(self):
        return self.env._("A customer wants to renew %(number)s", number=self.name)
