# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import email_normalize

from ...lib.mail_signs import case_numbers
from .res_partner import STAFF


class HelpdeskTicket(models.Model):
    """To which case a mail belongs, and what it does to it (CASE-1, CASE-4).

    Called by the mail gateway with all rights; ``letter`` is the mail as it came.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "helpdesk.ticket"  # pylint: disable=consider-merging-classes-inherited

    previous_case_id = fields.Many2one(
        "helpdesk.ticket",
        string="Continues",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups=STAFF,
        help="The case to which the customer replied too long after it was closed.",
    )

    @api.model
    def _case_facts(self):
        return super()._case_facts() | {"previous_case_id"}

    # ------------------------------------------------------------------
    # Which mails are ours
    # ------------------------------------------------------------------

    @api.model
    def _is_mail_for_cases(self, letter):
        """Whether a mail goes to a service desk, or answers a mail of a case."""
        return bool(self._mail_desks(letter) or self._mail_answered_case(letter))

    @api.model
    def _mail_desks(self, letter):
        """The aliases of service desks to which a mail goes, in the order written."""
        addresses = letter.recipients
        aliases = self.env["mail.alias"].search(
            [
                ("alias_model_id.model", "=", self._name),
                "|",
                ("alias_full_name", "in", addresses),
                "&",
                ("alias_name", "in", [a.partition("@")[0] for a in addresses]),
                ("alias_incoming_local", "=", True),
            ]
        )
        return aliases.sorted(lambda alias: alias._place_among(addresses))

    @api.model
    def _mail_answered_case(self, letter):
        """The case to whose messages a mail refers, or that awaits its number."""
        messages = self.env["mail.message"].search(
            [
                ("message_id", "in", letter.references),
                ("model", "=", self._name),
                ("res_id", "!=", False),
            ],
            order="id desc",
            limit=1,
        )
        case = self.browse(messages.res_id).exists()
        return case or self.env["key.account.mail.reference"]._case_of(letter)

    @api.model
    def _mail_numbered_case(self, letter):
        """The case that the subject names, if its sender has to do with it."""
        numbers = case_numbers(letter.subject)
        if not numbers:
            return self.browse()
        cases = self.search([("number", "in", numbers)], order="id desc")
        return cases.filtered(lambda case: case._is_mail_of_party(letter.sender))[:1]

    def _is_mail_of_party(self, sender):
        """Whether an address is of the customer, a colleague, a follower or staff."""
        self.ensure_one()
        if sender in self._mail_known_addresses():
            return True
        same_company = ("commercial_partner_id", "=", self.commercial_partner_id.id)
        if self.commercial_partner_id and self.env["res.partner"].search_count(
            [("email_normalized", "=", sender), same_company], limit=1
        ):
            return True
        return bool(self._mail_staff(sender))

    def _mail_known_addresses(self):
        people = self.partner_id | self.message_partner_ids
        written = email_normalize(self.partner_email or "")
        return {*people.mapped("email_normalized"), written}

    @api.model
    def _mail_case(self, letter):
        return self._mail_answered_case(letter) or self._mail_numbered_case(letter)

    @api.model
    def _mail_company(self, letter):
        """The company to whose desk a mail goes."""
        return self._mail_team(letter).company_id or self.env.company

    @api.model
    def _mail_team(self, letter):
        teams = self.env["helpdesk.ticket.team"]
        first = self._mail_desks(letter)[:1]
        return teams.search([("alias_id", "=", first.id)], limit=1) if first else teams

    @api.model
    def _is_own_mail(self, letter):
        """Whether one of our own mails came back: nobody answers himself."""
        # There are as many as mail domains: a handful.
        # pylint: disable-next=no-search-all
        domains = self.env["mail.alias.domain"].search([])
        own = {*domains.mapped("bounce_email"), *domains.mapped("catchall_email")}
        own |= {*domains.mapped("default_from_email")}
        return letter.sender in own or bool(
            self.env["mail.alias"].search_count(
                [("alias_full_name", "=", letter.sender)], limit=1
            )
        )

    # ------------------------------------------------------------------
    # Ways
    # ------------------------------------------------------------------

    @api.model
    def _route_automatic(self, letter):
        """What a machine wrote is noted on its case, and otherwise begins none."""
        why = "automatic" if letter.automatic else "own"
        letter.automatic = True
        case = self._mail_case(letter)
        if case:
            return [(self._name, case.id, None, SUPERUSER_ID, None)]
        self.env["key.account.mail.aside"]._put(letter, why)
        return []

    @api.model
    def _route_bounce(self, letter, message_dict):
        """A mail that came back is noted on its case: see _message_receive_bounce."""
        message = message_dict.get("bounced_message")
        of_case = message and message.model == self._name and message.res_id
        if not (of_case and message_dict.get("bounced_email")):
            self.env["key.account.mail.aside"]._put(letter, "bounce")
        letter.done = True
        return []

    @api.model
    def _route_mail(self, letter, routes):
        """One case for one mail: the one it belongs to, or a single new one.

        :param routes: where Odoo would send it
        """
        ours = [route for route in routes if route[0] == self._name]
        if not ours:
            return routes
        letter.staff = self._mail_staff(letter.sender)
        others = [route for route in routes if route[0] != self._name]
        joined = self.browse([route[1] for route in ours if route[1]][:1]).exists()
        case = joined or self._mail_case(letter)
        letter.flooding = self._is_flooding(letter)
        if case:
            return [*others, case._way_into(letter)]
        if letter.flooding:
            return [*others, *self._way_of_flood(letter)]
        return [*others, *self._ways_to_new_cases(letter, ours)]

    @api.model
    def _is_flooding(self, letter):
        """Whether more mails come from a sender than a person writes."""
        company = self._mail_company(letter)
        most = company.key_account_mail_loop_count
        if letter.forced or not most or not letter.sender:
            return False
        allowed = self.env["mail.gateway.allowed"].search_count(
            [("email_normalized", "=", letter.sender)], limit=1
        )
        sent = self.env["key.account.mail.reference"]._count_since(
            letter.sender, company.key_account_mail_loop_minutes
        )
        return sent >= most and not allowed

    @api.model
    def _way_of_flood(self, letter):
        company = self._mail_company(letter)
        references = self.env["key.account.mail.reference"]
        case = references._open_case_of(letter.sender, company)
        if case:
            return [(self._name, case.id, None, SUPERUSER_ID, None)]
        self.env["key.account.mail.aside"]._put(letter, "loop")
        return []

    @api.model
    def _ways_to_new_cases(self, letter, routes):
        """One new case a company, at the desk that is written first."""
        desks = self._mail_desks(letter)
        place = {alias: number for number, alias in enumerate(desks)}
        ways = {}
        for route in sorted(routes, key=lambda r: place.get(r[4], len(place))):
            team = self.env["helpdesk.ticket.team"].browse(
                (route[2] or {}).get("team_id")
            )
            # Without the alias: a case that fails is kept, its sender is not blamed.
            way = (*route[:3], SUPERUSER_ID, None)
            ways.setdefault(team.company_id, way)
        return [*ways.values()]

    def _way_into(self, letter):
        """Into this case, the one it duplicates, or a new one that continues it."""
        case = self.duplicate_id or self
        if case._is_over(letter):
            values = {"previous_case_id": case.id, "team_id": case.team_id.id}
            return (self._name, 0, values, SUPERUSER_ID, None)
        return (self._name, case.id, None, SUPERUSER_ID, None)

    def _is_over(self, letter):
        """Whether a case was closed too long ago to be opened again by a mail."""
        if not self.active:
            return True
        days = self.company_id.key_account_mail_reopen_days
        since = self.closed_date or fields.Datetime.now()
        return self.closed and since + timedelta(days=days) < fields.Datetime.now()
