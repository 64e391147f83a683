# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from typing import NamedTuple

from odoo import api, fields, models
from odoo.fields import Domain

#: Our own words move without a message for each of a hundred records.
SILENT = {"mail_auto_subscribe_no_notify": True, "mail_activity_quick_update": True}


class OpenWork(NamedTuple):
    """How to find the open work of a model on accounts, and whom it names.

    ``option`` is the field of the handover by which it is chosen, ``account`` the path
    from the work to its account, ``people`` the fields that may name the giver, ``due``
    the field that says by when, if there is one.
    """

    option: str
    account: str
    open: Domain
    people: tuple
    due: str = ""


class KeyAccountHandover(models.Model):
    """What is open on the accounts, and how it moves (TEAM-1)."""

    _inherit = "key.account.handover"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _handover_models(self):
        """Hook: the work that goes with an account.

        :return: dict of model to :class:`OpenWork`
        """
        return {}

    def _open_work(self):
        """:return: list of recordsets: the giver's open work that was chosen"""
        # Whoever confirms may not read all of it yet; what is listed is what moves.
        handover = self.sudo()
        found = [
            self.env[model].sudo().search(handover._work_domain(work))
            for model, work in self._handover_models().items()
            if handover[work.option]
        ]
        if handover.move_activities:
            found.append(handover._open_activities())
        return [works for works in found if works]

    def _work_domain(self, work):
        giver = Domain.OR(Domain(name, "=", self.giver_id.id) for name in work.people)
        return Domain(work.account, "in", self.account_ids.ids) & work.open & giver

    def _open_activities(self):
        """The giver's activities on the accounts, their people and their work."""
        paths = {"res.partner": "key_account_id"}
        paths |= {name: work.account for name, work in self._handover_models().items()}
        places = []
        for model, path in paths.items():
            if "activity_ids" not in self.env[model]._fields:
                continue
            records = self.env[model].sudo().with_context(active_test=False)
            found = records._search([(path, "in", self.account_ids.ids)])
            places.append(
                Domain("res_model", "=", model) & Domain("res_id", "in", found)
            )
        mine = Domain("user_id", "=", self.giver_id.id)
        return self.env["mail.activity"].sudo().search(mine & Domain.OR(places))

    def _list_work(self):
        """Freeze what is open now, with its due times."""
        self.ensure_one()
        # The list is proof and nobody's to write.
        handover = self.sudo()
        handover.line_ids.unlink()
        handover.listed_at = fields.Datetime.now()
        handover.line_ids.create(
            [vals for works in handover._open_work() for vals in handover._lines(works)]
        )

    def _lines(self, works, outcome="open"):
        """Values of the lines for works of one model."""
        spec = self._handover_models().get(works._name)
        now, today = fields.Datetime.now(), self._today()
        accounts = self._accounts_of(works, spec)
        for work in works:
            due = work[spec.due] if spec and spec.due else False
            day = False if spec else work.date_deadline
            yield {
                "handover_id": self.id,
                "account_id": accounts[work].id,
                "res_model": works._name,
                "res_id": work.id,
                "name": work.display_name if spec else self._activity_label(work),
                "due_at": due,
                "due_date": day,
                "is_late": bool((due and due < now) or (day and day < today)),
                "outcome": outcome,
            }

    def _accounts_of(self, works, spec):
        if spec:
            return {work: work.mapped(spec.account)[:1] for work in works}
        found = {}
        for model, activities in works.grouped("res_model").items():
            spec = self._handover_models().get(model)
            path = spec.account if spec else "key_account_id"
            # Browsed together, they are read together.
            records = self.env[model].sudo().browse(activities.mapped("res_id"))
            for activity, record in zip(activities, records, strict=True):
                found[activity] = record.mapped(path)[:1]
        return found

    @api.model
    def _activity_label(self, activity):
        what = activity.summary or activity.activity_type_id.name or ""
        return " · ".join(filter(None, (what, activity.res_name)))

    def _move_work(self):
        """Give the open work to the taker, and put on the list what became of it."""
        works = self._open_work()
        self._settle_list(works)
        for records in works:
            spec = self._handover_models().get(records._name)
            for name in spec.people if spec else ("user_id",):
                mine = records.filtered(lambda r, n=name: r[n] == self.giver_id)
                mine.with_context(**SILENT).write({name: self.taker_id.id})

    def _settle_list(self, works):
        """What was listed moves or is settled; what came in since is added."""
        now_open = {(record._name, record.id) for group in works for record in group}
        listed = {(line.res_model, line.res_id): line for line in self.line_ids}
        moved = self.line_ids.browse(
            [listed[key].id for key in listed.keys() & now_open]
        )
        moved.outcome = "moved"
        (self.line_ids - moved).outcome = "settled"
        late = [
            group.filtered(lambda record: (record._name, record.id) not in listed)
            for group in works
        ]
        self.line_ids.create(
            [vals for group in late for vals in self._lines(group, "added")]
        )
