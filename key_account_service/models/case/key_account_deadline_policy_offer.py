# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.misc import babel_locale_parse

from ...lib.promise import END_OF_DAY
from ...lib.standing import Offer, is_remainder, limit_in_words, worth_telling


class KeyAccountDeadlinePolicy(models.Model):
    """Policies as standing offers to the customers of a tier, in their words (TIER-3).

    What another policy always anticipates is not told: it would promise more, or less,
    than what the clock will hold us to.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline.policy"  # pylint: disable=consider-merging-classes-inherited

    customer_text = fields.Char(
        string="In Words for the Customer",
        translate=True,
        help="What is promised, such as “First response to an e-mail”. Empty: said by "
        "promise, kind of case and complaint level; a policy with further conditions "
        "is then left out of the page for customers.",
    )

    @api.model
    def _standing_offers(self, tier):
        """The policies that hold for a tier in the current company, worth telling."""
        policies = self.with_context(active_test=True).search(
            Domain("tier_ids", "in", (False, *tier.ids))
            & Domain("company_id", "in", (False, self.env.company.id)),
            order="sequence, id",
        )
        told = self.browse()
        for group in policies.grouped(lambda p: (p.kind, p.res_model)).values():
            told |= group._worth_telling()
        return told

    def _worth_telling(self):
        offers = worth_telling(policy._offer() for policy in self)
        return self.browse([offer.key for offer in offers])

    def _offer(self):
        """This policy as plain arithmetic compares it with others."""
        self.ensure_one()
        zone = self.unit == END_OF_DAY and self.tz
        return Offer(
            key=self.id,
            order=self.sequence,
            limits=self._offer_limits(),
            conditions=self._offer_conditions(),
            measure=(self.unit, self.clock, self.calendar_id.id, zone),
            amount=self.amount,
        )

    def _offer_limits(self):
        """Hook: to which work the policy is limited, one set of values a dimension."""
        levels = frozenset(self.complaint_level_ids.ids) or None
        kind = frozenset([self.case_kind]) if self.case_kind else None
        return (kind, levels)

    def _offer_conditions(self):
        """Conditions that say nothing to a customer; empty if there are none."""
        start = self.sudo().start_field_id.name or ""
        domain = self._work_domain()
        return start + ("" if domain.is_true() else str(domain))

    def _offers_in_words(self):
        """Pairs of what is promised and within what time, for a customer."""
        grouped = self.grouped(lambda policy: (policy.kind, policy.res_model))
        rows = []
        for policies in grouped.values():
            offers = [policy._offer() for policy in policies]
            rows += [
                (subject, policy._limit_for_customer())
                for policy, offer in zip(policies, offers, strict=True)
                if (subject := policy._offer_subject(is_remainder(offer, offers)))
            ]
        return rows

    def _offer_subject(self, remainder=False):
        """What is promised, for a customer; empty if nobody has put it in words.

        :param remainder: whether others of the offers hold for a part of it
        """
        self.ensure_one()
        if self.customer_text:
            return self.customer_text
        if self._offer_conditions() or self.res_model != "helpdesk.ticket":
            return ""
        promise = self._offer_label("kind")
        kind = self._offer_label("case_kind")
        if levels := self.complaint_level_ids:
            names = ", ".join(levels.mapped("name"))
            return self.env._(
                "%(promise)s: %(kind)s (%(levels)s)",
                promise=promise,
                kind=kind or self.env._("any request"),
                levels=names,
            )
        work = self._offer_work(kind, remainder)
        return self.env._("%(promise)s: %(work)s", promise=promise, work=work)

    def _offer_work(self, kind, remainder):
        """The kind of work; what others do not hold for is all other work."""
        if kind and remainder:
            return self.env._("%(kind)s, any other", kind=kind)
        if kind:
            return kind
        return (
            self.env._("any other request") if remainder else self.env._("any request")
        )

    def _offer_label(self, name):
        """Label of a selection value in the language of the context."""
        return dict(self._fields[name]._description_selection(self.env)).get(self[name])

    def _limit_for_customer(self):
        """Within what time, by which clock."""
        clock = self._clock_in_words_for_customer()
        if self.unit == END_OF_DAY and not self.amount:
            return self.env._("by the end of the same day")
        if self.unit == END_OF_DAY:
            days = int(self.amount)
            return self.env._("by the end of day %(days)s after it", days=days)
        locale = babel_locale_parse(self.env.lang)
        limit = limit_in_words(self.amount, self.unit, locale)
        return self.env._(
            "within %(limit)s, counted %(clock)s", limit=limit, clock=clock
        )
