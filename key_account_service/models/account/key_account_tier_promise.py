# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class KeyAccountTier(models.Model):
    """What a tier is promised, on one page that a customer may be shown (TIER-2, 11).

    The page is worked out when it is read, from what is configured at that moment. It
    says nothing that is only between colleagues: no name and meaning of the tier, no
    name of a policy, no escalation.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.tier"  # pylint: disable=consider-merging-classes-inherited

    customer_name = fields.Char(
        string="Name for the Customer",
        translate=True,
        help="How a customer is told of the tier. Empty: its code.",
    )
    customer_intro = fields.Text(
        string="Words to the Customer",
        translate=True,
        help="Stands at the top of the page for the customer.",
    )
    privileges = fields.Text(
        string="Rewards and Privileges",
        translate=True,
        help="One a line, in words for the customer.",
    )
    pricelist_id = fields.Many2one(
        "product.pricelist",
        string="Price List",
        company_dependent=True,
        domain="[('company_id', 'in', (allowed_company_ids[0], False))]",
        help="Holds for customers of this tier who have no price list of their own.",
    )
    promise_page = fields.Html(
        string="For the Customer",
        compute="_compute_promise_page",
        sanitize=False,
        help="What customers of this tier are promised, as they may read it.",
    )
    unspoken_policy_ids = fields.Many2many(
        "key.account.deadline.policy",
        string="Policies without Words",
        compute="_compute_unspoken_policy_ids",
        help="They hold for this tier under conditions of their own, which only a "
        "person can put in words.",
    )

    @api.depends_context("lang", "company")
    def _compute_promise_page(self):
        for tier in self:
            tier.promise_page = self.env["ir.qweb"]._render(
                "key_account_service.tier_promise_sections",
                {"sections": tier._promise_sections()},
            )

    @api.depends_context("company")
    def _compute_unspoken_policy_ids(self):
        for tier in self:
            offers = self.env["key.account.deadline.policy"]._standing_offers(tier)
            tier.unspoken_policy_ids = offers.filtered(
                lambda policy: not policy._offer_subject()
            )

    def _promise_title(self):
        """How the tier is called before its customers."""
        self.ensure_one()
        return self.customer_name or self.env._("Tier %(code)s", code=self.code)

    def _promise_sections(self):
        """Hook: what stands on the page for the customer, in the order of reading.

        Whoever adds a capability adds its section: visits, care. Everything is in the
        language of the context, and fit for a customer.

        :return: list of dicts with ``title``, ``rows`` (pairs of what and how) and
            ``lines`` (sentences); a section without either is not shown
        """
        self.ensure_one()
        return [
            self._promise_section_deadlines(),
            self._promise_section_services(),
            self._promise_section_cards(),
            self._promise_section_privileges(),
        ]

    def _promise_section_deadlines(self):
        policies = self.env["key.account.deadline.policy"]
        return {
            "title": self.env._("When we answer and solve"),
            "rows": policies._standing_offers(self)._offers_in_words(),
            "lines": [],
        }

    def _promise_section_services(self):
        return {
            "title": self.env._("What else we do for you"),
            "rows": [],
            "lines": self._own_service_lines(),
        }

    def _promise_section_cards(self):
        return {
            "title": self.env._("Cards of your key persons"),
            "rows": self._card_rows(),
            "lines": [
                f"{card.name}: {card.benefits}"
                for card in self._cards_given().sorted()
                if card.benefits
            ],
        }

    def _promise_section_privileges(self):
        lines = [line.strip() for line in (self.privileges or "").splitlines()]
        if pricelist := self._running_pricelist():
            name = pricelist.name
            lines.append(self.env._("Your prices are those of “%(list)s”.", list=name))
        return {
            "title": self.env._("Your rewards and privileges"),
            "rows": [],
            "lines": [line for line in lines if line],
        }

    def _card_cells(self):
        """The cells of the matrix that hold for this tier and give a card."""
        given = self.env["key.account.card.rule"]._cards(self)
        return {
            (level, role): card
            for (_tier, level, role), card in given.items()
            if bool(level) == self.card_by_level
        }

    def _cards_given(self):
        return self.env["key.account.card"].union(*self._card_cells().values())

    def _card_rows(self):
        """Pairs of role and card, by level where the tier tells levels apart."""
        cells = self._card_cells()
        fields_ = self.env["key.account.card.rule"]._fields
        roles = fields_["key_person_role"]._description_selection(self.env)
        levels = fields_["account_level"]._description_selection(self.env)
        shown = levels if self.card_by_level else [(False, "")]
        return [
            (" · ".join(filter(None, (level_label, label))), cells[level, role].name)
            for level, level_label in shown
            for role, label in roles
            if (level, role) in cells
        ]

    def _running_pricelist(self):
        """The price list of the tier in the current company, unless it is archived."""
        pricelist = self.pricelist_id
        ours = pricelist.company_id in (self.env.company, pricelist.company_id.browse())
        return pricelist.filtered("active") if ours else pricelist.browse()
