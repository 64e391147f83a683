# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal


class ServicePortal(CustomerPortal):
    """The customer's page of the own services, and the wish to renew one (APP-5)."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "key_account_service_count" in counters:
            services = request.env["key.account.service"]._of_customer(request.env.user)
            values["key_account_service_count"] = len(services)
        return values

    @route("/my/services", type="http", auth="user", website=True, readonly=True)
    def portal_my_services(self, told=None, **kw):
        """The own services with their ends (SEC-4)."""
        services = request.env["key.account.service"]._of_customer(request.env.user)
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "key_account_services",
            "services": services._customer_rows(),
            "told": told if told in ("asked", "late") else None,
        }
        return request.render("key_account_service.portal_my_services", values)

    @route(
        "/my/services/<int:service_id>/renew",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_service_renew(self, service_id, **kw):
        """The customer asks to renew an own service; a second time changes nothing."""
        user = request.env.user
        services = request.env["key.account.service"]._of_customer(user)
        service = services.filtered(lambda one: one.id == service_id)
        if not service:
            return request.redirect("/my/services")
        told = "asked" if service._customer_asks(user) else "late"
        return request.redirect(f"/my/services?told={told}")
