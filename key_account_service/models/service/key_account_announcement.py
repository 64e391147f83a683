# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...lib.announcing import wave_moments

#: What may still be told to somebody.
UNDER_WAY = ("running", "stopped")


class KeyAccountAnnouncement(models.Model):
    """A new service, announced to the key accounts before others, tier by tier (APP-6).

    Supervisors prepare it, administrators of the service let it go. Each wave tells one
    tier, so many days after the tier before; whom, when and how stands in its
    recipients. Once it runs, its words stay what customers read. Times are UTC.
    """

    _name = "key.account.announcement"
    _inherit = ["key.account.fact.mixin", "key.account.reach.mixin", "mail.thread"]
    _description = "Announcement of a Service"
    _order = "starts_at desc, id desc"
    _check_company_auto = True

    name = fields.Char(
        string="Subject", required=True, translate=True, help="As customers read it."
    )
    body = fields.Html(
        string="Message",
        required=True,
        translate=True,
        help="Greeting, closing words and the way to refuse such news are added.",
    )
    by_sms = fields.Boolean(
        string="SMS without E-mail",
        help="Whoever has no e-mail address gets an SMS; else somebody has to call.",
    )
    sms_text = fields.Char(
        string="Words of the SMS",
        translate=True,
        help="The link to refuse such news is added.",
    )
    product_id = fields.Many2one(
        "product.product",
        string="Service",
        index="btree_not_null",
        ondelete="restrict",
        domain=[("key_account_service_ok", "=", True)],
        help="What customers can then apply for.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    starts_at = fields.Datetime(
        string="First Tier Told On",
        required=True,
        default=fields.Datetime.now,
        copy=False,
        help="Later tiers follow at the same hour of their day.",
    )
    consent_only = fields.Boolean(
        string="Only Who Agreed",
        help="Tell only those whose file says that they agree to news and offers. Who "
        "refused them is never told.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("running", "Under way"),
            ("stopped", "Stopped"),
            ("done", "All told"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
        group_expand=True,
    )
    wave_ids = fields.One2many(
        "key.account.announcement.wave",
        "announcement_id",
        string="Tiers in Order",
        copy=True,
    )
    recipient_ids = fields.One2many(
        "key.account.announcement.recipient", "announcement_id", string="Who Was Told"
    )
    told_count = fields.Integer(string="Told", compute="_compute_counts")
    open_count = fields.Integer(
        string="To Be Told or Called", compute="_compute_counts"
    )
    failed_count = fields.Integer(string="Not Reached", compute="_compute_counts")
    refused_count = fields.Integer(string="Want No Offers", compute="_compute_counts")
    interested_count = fields.Integer(string="Interested", compute="_compute_counts")

    @api.model
    def _fact_fields(self):
        return super()._fact_fields() | {"state"}

    @api.depends("recipient_ids.state", "recipient_ids.reaction")
    @api.depends_context("uid")
    def _compute_counts(self):
        """Of the accounts that the reader has to do with."""
        groups = self.env["key.account.announcement.recipient"]._read_group(
            [("announcement_id", "in", self.ids)],
            ["announcement_id", "state", "reaction"],
            ["__count"],
        )
        found = {announcement.id: {} for announcement in self}
        for announcement, state, reaction, count in groups:
            counts = found[announcement.id]
            counts[state] = counts.get(state, 0) + count
            if reaction == "interested":
                counts[reaction] = counts.get(reaction, 0) + count
        for announcement in self:
            counts = found[announcement.id]
            announcement.told_count = counts.get("told", 0)
            announcement.open_count = counts.get("waiting", 0) + counts.get(
                "to_call", 0
            )
            announcement.failed_count = counts.get("failed", 0)
            announcement.refused_count = counts.get("refused", 0)
            announcement.interested_count = counts.get("interested", 0)

    # ------------------------------------------------------------------
    # What customers read stays what it is
    # ------------------------------------------------------------------

    def write(self, vals):
        self._check_unsent(vals)
        return super().write(vals)

    def _update_field_translations(self, field_name, translations, *args, **kwargs):
        self._check_unsent({field_name: translations})
        return super()._update_field_translations(
            field_name, translations, *args, **kwargs
        )

    def _check_unsent(self, vals):
        """:raises UserError: for whoever changes what customers may have read"""
        free = self.env["mail.thread"]._fields.keys()
        if self.env.su or not vals.keys() - free:
            return
        for announcement in self:
            if announcement.state != "draft":
                raise UserError(
                    self.env._(
                        "“%(announcement)s” is under way: what customers read stays as "
                        "it is. Stop it and begin a new one, or duplicate it.",
                        announcement=announcement.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_begun(self):
        if any(announcement.state != "draft" for announcement in self):
            raise UserError(
                self.env._(
                    "Who was told of what stays on record. Only drafts can be deleted."
                )
            )

    # ------------------------------------------------------------------
    # Letting it go
    # ------------------------------------------------------------------

    def action_start(self):
        """Let it go: the first tier is told at once, or on its day.

        :raises AccessError: for everybody but administrators of the service
        :raises UserError: if it has begun, or nobody could be told
        """
        for announcement in self:
            announcement._check_commander()
            announcement._check_in("draft")
            announcement._check_complete()
            announcement._plan_waves()
            announcement.sudo().state = "running"
        self._wake()

    def action_stop(self):
        """Tell nobody any more until somebody goes on with it.

        :raises AccessError: for everybody but administrators of the service
        :raises UserError: if it does not run
        """
        for announcement in self:
            announcement._check_commander()
            announcement._check_in("running")
            announcement.sudo().state = "stopped"

    def action_go_on(self):
        """Go on with what was stopped.

        :raises AccessError: for everybody but administrators of the service
        :raises UserError: if it was not stopped
        """
        for announcement in self:
            announcement._check_commander()
            announcement._check_in("stopped")
            announcement.sudo().state = "running"
        self._wake()

    def action_view_recipients(self):
        """Open the list of who was told, as far as the reader may see it."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "key_account_service.key_account_announcement_recipient_action"
        )
        return {
            **action,
            "domain": [("announcement_id", "=", self.id)],
            "context": {},
        }

    def _check_commander(self):
        self.ensure_one()
        self.check_access("write")
        group = "key_account_service.group_key_account_manager"
        if not (self.env.su or self.env.user.has_group(group)):
            raise AccessError(
                self.env._(
                    "An announcement goes to all key accounts: an administrator of the "
                    "service lets it go. Ask one to look at it."
                )
            )
        self.sudo().lock_for_update()

    def _check_in(self, state):
        if self.state != state:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "This cannot be done any more: the announcement is “%(state)s”.",
                    state=labels[self.state],
                )
            )

    def _check_complete(self):
        if not self.wave_ids:
            raise UserError(
                self.env._("Name the tiers that are told, in their order, first.")
            )
        if self.by_sms and not (self.sms_text or "").strip():
            raise UserError(self.env._("Write the words of the SMS, or send none."))

    def _plan_waves(self):
        """Give each wave its moment, counted from now if the first lies behind."""
        start = max(self.starts_at, fields.Datetime.now())
        zone = self.company_id._key_account_zone()
        waves = self.sudo().wave_ids.sorted(lambda wave: (wave.sequence, wave.id))
        moments = wave_moments(start, waves.mapped("wait_days"), zone)
        for wave, moment in zip(waves, moments, strict=True):
            wave.due_at = moment

    def _wake(self):
        """What is due already is told within the minute."""
        cron = self.env.ref("key_account_service.ir_cron_announce", False)
        if cron:
            cron.sudo()._trigger()

    def _finish_told(self):
        """Those of which every tier and every recipient has had its turn are done."""
        running = self.filtered(lambda announcement: announcement.state == "running")
        open_waves = self.env["key.account.announcement.wave"]._read_group(
            [("announcement_id", "in", running.ids), ("done_at", "=", False)],
            ["announcement_id"],
        )
        waiting = self.env["key.account.announcement.recipient"]._read_group(
            [("announcement_id", "in", running.ids), ("state", "=", "waiting")],
            ["announcement_id"],
        )
        busy = self.browse([one.id for (one,) in open_waves + waiting])
        (running - busy).state = "done"
