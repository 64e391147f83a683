# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dateutil.relativedelta import relativedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Command
from odoo.tools import SQL

from ...lib.service_term import months_of
from .key_account_tier import RENEWAL_DAYS

#: Of applications that may still renew the services in them.
OPEN_APPLICATION = (
    "draft",
    "returned",
    "submitted",
    "approved",
    "opening",
)
#: Months that somebody can apply for at once.
LONGEST = 120
CRON = "key_account_service.ir_cron_screen_services"
#: Nobody is told of an application when it is made for him by the thousand.
SILENT = {
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "tracking_disable": True,
}


class KeyAccountServiceTerm(models.Model):
    """What becomes of a service whose end is near: it is asked, in time (APP-4).

    The weekly screening asks for each term that ends, by its tier, before the week
    after the next: it makes one application for all services of a contact that it meets
    in a batch, and starts the promise to decide. What is noted on the term makes sure
    that nothing is asked twice; what stood still is caught up by the next run.
    """

    _name = "key.account.service.term"
    _inherit = ["key.account.service.term", "key.account.sweep.mixin"]

    asked_at = fields.Datetime(
        string="To Be Decided Since",
        readonly=True,
        help="When the renewal was asked for; the promise to decide counts from here.",
    )
    asked_by = fields.Selection(
        [
            ("screening", "Screening"),
            ("customer", "Customer"),
            ("staff", "Account manager"),
        ],
        readonly=True,
    )
    requested_at = fields.Datetime(
        string="Customer Wants to Renew",
        readonly=True,
        help="When the customer pressed “Please renew” in the portal.",
    )
    attempt_at = fields.Datetime(string="Next Attempt", readonly=True)
    application_id = fields.Many2one(
        "key.account.application",
        compute="_compute_application_id",
        help="The latest application to renew the service, as far as you may read it.",
    )
    application_state = fields.Selection(
        selection=lambda self: (
            self.env["key.account.application"]
            ._fields["state"]
            ._description_selection(self.env)
        ),
        string="State of the Application",
        compute="_compute_application_id",
    )
    application_error = fields.Text(
        string="Why Not Submitted", compute="_compute_application_id"
    )

    _to_ask_idx = models.Index(
        "(date_until, file_id, id) WHERE asked_at IS NULL AND decision IS NULL"
    )

    @api.depends_context("uid")
    @api.depends("service_id.application_line_ids.application_id.state")
    def _compute_application_id(self):
        lines = self.env["key.account.application.line"].search(
            [
                ("service_id", "in", self.service_id.ids),
                ("application_id.kind", "=", "renewal"),
            ],
            order="id",
        )
        latest = {line.service_id: line.application_id for line in lines}
        for term in self:
            asked = not term.decision and term.asked_at
            application = asked and latest.get(term.service_id)
            term.application_id = application
            term.application_state = application and application.state
            term.application_error = application and application.error

    # ------------------------------------------------------------------
    # The screening
    # ------------------------------------------------------------------

    @api.model
    def _cron_screen(self):
        """Scheduled action, every week, and when a service with a near end appears."""
        self._sweep_run(self._screen)

    @api.model
    def _screen(self, limit=None):
        """Ask for what ends soon; never commits.

        :return: how many terms were looked at
        """
        order = SQL("date_until, file_id, id")
        terms = self.sudo()._sweep_claim(self._screen_condition(), order, limit)
        terms._sweep_guarded(lambda batch: batch._ask("screening"))
        return len(terms)

    @api.model
    def _screen_condition(self):
        """The terms to be asked for before the screening after this one comes.

        Of contacts that are key accounts, or belong to one, still. A trial has an end
        of another kind.
        """
        self.env["res.partner"].flush_model(["key_account_kind", "key_account_tier_id"])
        days = self._days_to_next_screening()
        most = max(self.env["key.account.tier"].sudo()._renewal_leads())
        lead = SQL(
            "(SELECT COALESCE(tier.renewal_days, %s) FROM res_partner account"
            " LEFT JOIN key_account_tier tier ON tier.id = account.key_account_tier_id"
            " WHERE account.id = %s AND account.key_account_kind IS NOT NULL)",
            RENEWAL_DAYS,
            SQL.identifier(self._table, "account_id"),
        )
        return SQL(
            "asked_at IS NULL AND decision IS NULL AND is_trial IS NOT TRUE"
            " AND (attempt_at IS NULL OR attempt_at <= %(now)s)"
            # The first is for the index, the second for the tier.
            " AND (%(soon)s) AND (%(due)s)",
            now=fields.Datetime.now(),
            soon=self._sweep_by_company(
                "date_until",
                lambda company, now: fields.Date.add(
                    company._today_at(now), days=days + most
                ),
            ),
            due=self._ends_within(days, lead),
        )

    @api.model
    def _ends_within(self, days, lead):
        """That a term ends, by the days of its company, within so many days."""
        now = fields.Datetime.now()
        # pylint: disable-next=no-search-all
        return SQL(" OR ").join(
            SQL(
                "company_id = %s AND date_until - %s::date <= %s",
                company.id,
                fields.Date.add(company._today_at(now), days=days),
                lead,
            )
            for company in self.env["res.company"].sudo().search([])
        )

    @api.model
    def _days_to_next_screening(self):
        """How many days the screening looks ahead, so that none comes too late."""
        cron = self.env.ref(CRON, False)
        if not cron:
            return 6
        now = fields.Datetime.now()
        interval = relativedelta(**{cron.interval_type: cron.interval_number})
        return max((now + interval - now).days - 1, 0)

    def _wake_screening(self):
        """Screen now, not in a week, if one of these ends soon."""
        cron = self.env.ref(CRON, False)
        if not (self and cron):
            return
        self.flush_recordset()
        query = SQL(
            "SELECT 1 FROM %s WHERE id IN %s AND %s LIMIT 1",
            SQL.identifier(self._table),
            tuple(self.ids),
            self._screen_condition(),
        )
        if self.env.execute_query(query):
            cron.sudo()._trigger()

    def _sweep_postpone_values(self, moment):
        return {**super()._sweep_postpone_values(moment), "attempt_at": moment}

    # ------------------------------------------------------------------
    # Asking
    # ------------------------------------------------------------------

    def _ask(self, by):
        """Apply for the renewal of these terms, and promise to decide in time.

        What is asked for or decided already stays as it is.

        :param str by: see ``asked_by``
        """
        terms = self.filtered(lambda term: not (term.asked_at or term.decision))
        # Whoever asks, it is the company that applies; a customer cannot.
        terms.with_user(SUPERUSER_ID)._apply(by == "screening")
        terms.sudo().write(
            {
                "asked_at": fields.Datetime.now(),
                "asked_by": by,
                "error": False,
                "error_at": False,
            }
        )

    def _apply(self, submitted=False):
        """One application a contact for all paid services, and one for the free ones.

        :param bool submitted: whether the approvals are asked for without anybody
        """
        lines = self.env["key.account.application.line"].search(
            [
                ("service_id", "in", self.service_id.ids),
                ("application_id.kind", "in", ("renewal", "stop")),
                ("application_id.state", "in", OPEN_APPLICATION),
            ]
        )
        asked = lines.service_id
        terms = self.filtered(lambda t: t.product_id and t.service_id not in asked)
        # Superiors ask why something is free; what is paid does not wait for that.
        parts = terms.grouped(lambda term: (term.file_id, term.is_paid))
        return (
            self.env["key.account.application"]
            .with_context(**SILENT)
            .create(
                [
                    part._application_values(file, submitted)
                    for (file, _paid), part in parts.items()
                ]
            )
        )

    def _application_values(self, file, submitted):
        """The application to renew these terms, all of one file, unchanged."""
        manager = file.account_id.key_account_manager_id
        return {
            "kind": "renewal",
            "company_id": file.company_id.id,
            "partner_id": file.partner_id.id,
            "is_network_customer": "yes",
            "contribution": self._former_contribution(),
            "applicant_id": (manager or self.env.user).id,
            "author_ids": [Command.set(manager.ids)],
            "submit_at": submitted and fields.Datetime.now(),
            "line_ids": [Command.create(term._line_values()) for term in self],
        }

    def _former_contribution(self):
        """Why a service is given free is asked at every renewal: as it was said."""
        former = self.service_id.application_line_ids.application_id
        said = former.sorted("id").filtered("contribution")
        return said[-1:].contribution

    def _line_values(self):
        service = self.service_id
        months = months_of(self.date_from, self.date_until)
        return {
            "service_id": service.id,
            "product_id": service.product_id.id,
            "quantity": service.quantity,
            "is_free": not service.is_paid,
            **({"price": service.price} if service.price else {}),
            **({"period_months": months} if 0 < months <= LONGEST else {}),
        }
