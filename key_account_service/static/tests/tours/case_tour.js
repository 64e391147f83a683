import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

registry.category("web_tour.tours").add("key_account_case", {
    url: "/odoo",
    steps: () => [
        stepUtils.showAppsMenuItem(),
        {
            content: "Open the app",
            trigger: '.o_app[data-menu-xmlid="key_account_service.key_account_service_menu_root"]',
            run: "click",
        },
        {
            content: "My deadlines stand first; the case is among them",
            trigger: ".o_list_view .o_data_row:contains('Solution')",
        },
        {
            content: "Open the menu of the desk",
            trigger: '[data-menu-xmlid="key_account_service.key_account_service_menu_desk"]',
            run: "click",
        },
        {
            content: "Go to the cases",
            trigger: '[data-menu-xmlid="key_account_service.helpdesk_ticket_menu_desk"]',
            run: "click",
        },
        {
            content: "The case shows its tier and that its deadline is missed",
            trigger:
                ".o_list_view .o_data_row:contains('No picture'):contains('Core'):contains('Missed')",
        },
        {
            content: "Open the case",
            trigger: ".o_data_row td[name='name']:contains('No picture')",
            run: "click",
        },
        {
            content: "The banner says that the promise is missed",
            trigger: ".o_form_view .alert-danger:contains('is missed')",
        },
        {
            content: "See the deadlines",
            trigger: ".nav-link[name='deadlines']",
            run: "click",
        },
        {
            content: "Both promises are listed",
            trigger: "div[name='deadline_ids'] .o_data_row:contains('First response')",
        },
        {
            content: "Tell the customer",
            trigger: "button[name='action_tell_customer']",
            run: "click",
        },
        {
            content: "Say what the customer was told",
            trigger: ".modal div[name='summary'] textarea",
            run: "edit The picture is back.",
        },
        {
            content: "Put it on record",
            trigger: ".modal button[name='action_log']",
            run: "click",
        },
        {
            content: "The banner is gone and the case is solved",
            trigger: "body:not(:has(.modal)):not(:has(.o_form_view .alert-danger))",
        },
        {
            trigger: ".o_statusbar_status button.o_arrow_button_current:contains('Solved')",
        },
    ],
});
