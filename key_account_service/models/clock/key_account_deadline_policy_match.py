# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from ast import literal_eval

from odoo import api, models, tools
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class KeyAccountDeadlinePolicy(models.Model):
    """Which policy applies to a piece of work (CASE-3).

    The one with the lowest sequence that fits; among equals the earliest due counts.
    """

    # A file a concern: see docs/decisions.md.
    _inherit = "key.account.deadline.policy"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _work_models(self):
        """Names of the models that carry deadlines."""
        return [
            name
            for name, model in self.env.items()
            if "deadline_ids" in model._fields and not model._abstract
        ]

    @api.model
    @tools.ormcache("res_model")
    def _classifiers(self, res_model):
        """Fields of the work on which the choice of a policy depends by configuration.

        They stand in the conditions of policies, or are where a promise starts.
        """
        names = set()
        for policy in self.sudo().search([("res_model", "=", res_model)]):
            names.add(policy.start_field_id.name)
            for condition in policy._work_domain().iter_conditions():
                names.add(condition.field_expr.split(".")[0])
        return frozenset(names - {False})

    @api.constrains("domain", "model_id")
    def _check_domain(self):
        for policy in self:
            try:
                domain = policy._work_domain()
                domain.validate(self.env[policy.res_model])
                # The engine asks with all rights; whoever configures it must not learn
                # by that what is hidden from him, such as what logs a user in.
                self.env[policy.res_model].search_count(domain, limit=1)
            except (ValueError, SyntaxError, TypeError) as error:
                raise ValidationError(
                    self.env._(
                        "The further conditions of the policy %(policy)s cannot be "
                        "understood: %(error)s",
                        policy=policy.name,
                        error=error,
                    )
                ) from error

    def _work_domain(self):
        """Conditions on the work."""
        return Domain(literal_eval(self.domain or "[]"))

    def _match(self, records, kind):
        """The policy that applies to each record.

        :param records: work of one model
        :param str kind: promise in question
        :return: dict of record id to policy; records without promise are left out
        """
        # Archived policies promise nothing new, whatever the caller wants to see.
        policies = self.with_context(active_test=True).search(
            [("res_model", "=", records._name), ("kind", "=", kind)],
            order="sequence, id",
        )
        found = {}
        for policy in policies:
            for record in policy._applicable(records):
                if policy._beats(found.get(record.id), record):
                    found[record.id] = policy
        return found

    def _applicable(self, records):
        """The records that fit the conditions; families of work add their own."""
        self.ensure_one()
        if self.company_id:
            records = records.filtered(
                lambda r: r._deadline_company() == self.company_id
            )
        return records.filtered_domain(self._work_domain()).filtered(self._start)

    def _beats(self, other, record):
        if not other:
            return True
        if other.sequence != self.sequence:
            return False
        return self._due(record) < other._due(record)

    def _start(self, record):
        """Moment (UTC) from which the promise counts for a record, empty if unknown."""
        field = self.sudo().start_field_id.name
        return record[field] if field else record._deadline_received_at()

    def _due(self, record):
        start = self._start(record)
        return self._clock().add(start, self._promise_to(record, start))
