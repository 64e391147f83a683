# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import api, fields, models

from ...lib.transition import MET, RUN, VOID, Status

#: In which somebody has to tell the customer by hand.
BY_HAND = ("to_call", "failed")


class KeyAccountDeadlinePolicy(models.Model):
    # A family of its own. pylint: disable=consider-merging-classes-inherited
    _inherit = "key.account.deadline.policy"

    kind = fields.Selection(
        selection_add=[("tell", "Customer told by hand")],
        ondelete={"tell": "cascade"},
    )


class KeyAccountCallListMixin(models.AbstractModel):
    """Customers whom no message reaches are called: asked for, and watched.

    A row has a ``state`` that is ``to_call`` or ``failed`` while somebody has to call,
    and ``told_at`` afterwards. (APP-5, APP-6)
    """

    _name = "key.account.call.list.mixin"
    _inherit = "key.account.served.work.mixin"
    _description = "Customers to Call"

    #: The path of the list of those to call.
    _calls_path = ""

    # ------------------------------------------------------------------
    # What it says to the clock: only of those whom somebody has to call
    # ------------------------------------------------------------------

    @api.model
    def _deadline_kinds(self):
        return [*super()._deadline_kinds(), "tell"]

    @api.model
    def _deadline_classifiers(self):
        return super()._deadline_classifiers() | {"state"}

    def _deadline_statuses(self, kind):
        if kind != "tell":
            return super()._deadline_statuses(kind)
        return {row.id: row._tell_status() for row in self}

    def _tell_status(self):
        if self.state in BY_HAND or (self.deadline_ids and self.state == "waiting"):
            return Status(RUN)
        if self.deadline_ids and self.state == "told":
            return Status(MET, at=self.told_at)
        return Status(VOID)

    # ------------------------------------------------------------------
    # Asking for calls
    # ------------------------------------------------------------------

    def _calls_text(self):
        """Hook: how many customers are to be called about what, of no file."""
        raise NotImplementedError

    def _ask_for_calls(self):
        """Tell each account manager how many customers to call; nothing of a file."""
        now = fields.Datetime.now()
        away = self.env["key.account.duty"]._presence(now).away(now)
        for user, rows in self.grouped(
            lambda row: row.account_id._key_account_keeper(away)
        ).items():
            if user:
                rows._ask_for_calls_of(user)

    def _ask_for_calls_of(self, user):
        text = self.with_context(lang=user.lang)._calls_text()
        self.env["mail.thread"].message_notify(
            partner_ids=user.partner_id.ids,
            author_id=self.env.ref("base.partner_root").id,
            subject=text,
            body=Markup('<p><a href="%s">%s</a></p>')
            % (f"{self[:1].get_base_url()}/odoo/{self._calls_path}", text),
            force_send=False,
        )
