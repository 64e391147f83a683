import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

const APP =
    '.o_app[data-menu-xmlid="key_account_service.key_account_service_menu_root"]';

function openApp() {
    return [
        stepUtils.showAppsMenuItem(),
        { content: "Open the app", trigger: APP, run: "click" },
    ];
}

function goTo(menu) {
    return [
        {
            content: "Open the menu of the desk",
            trigger: '[data-menu-xmlid="key_account_service.key_account_service_menu_desk"]',
            run: "click",
        },
        {
            content: "Choose from it",
            trigger: `[data-menu-xmlid="key_account_service.${menu}"]`,
            run: "click",
        },
    ];
}

function openCase(name) {
    return {
        content: "Open the case",
        trigger: `.o_data_row td[name='name']:contains('${name}')`,
        run: "click",
    };
}

function moveTo(stage) {
    return [
        {
            content: `Move the case to ${stage}`,
            trigger: `.o_statusbar_status button:contains('${stage}')`,
            run: "click",
        },
        {
            content: `The case is in ${stage}`,
            trigger: `.o_statusbar_status button.o_arrow_button_current:contains('${stage}')`,
        },
    ];
}

function record(button, words) {
    return [
        { content: "Open the record", trigger: `button[name='${button}']`, run: "click" },
        {
            content: "Say what was said",
            trigger: ".modal div[name='summary'] textarea",
            run: `edit ${words}`,
        },
        {
            content: "Put it on record",
            trigger: ".modal button[name='action_log']",
            run: "click",
        },
        { content: "It is on record", trigger: "body:not(:has(.modal))" },
    ];
}

/** An account manager finds a missed case first and tells the customer. */
registry.category("web_tour.tours").add("key_account_case_missed", {
    url: "/odoo",
    steps: () => [
        ...openApp(),
        {
            content: "My deadlines come first; the case is among them, by shape and words",
            trigger:
                ".o_list_view .o_data_row:contains('Solution') [data-status='missed']:contains('late') i.fa-times-circle",
        },
        ...goTo("helpdesk_ticket_menu_desk"),
        {
            content: "The case shows its tier and that its deadline is missed",
            trigger:
                ".o_list_view .o_data_row:contains('No picture'):contains('Core') [data-status='missed']",
        },
        openCase("No picture"),
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
        ...record("action_tell_customer", "The picture is back."),
        {
            content: "The banner is gone",
            trigger: "body:not(:has(.o_form_view .alert-danger))",
        },
        {
            trigger: ".o_statusbar_status button.o_arrow_button_current:contains('Solved')",
        },
    ],
});

/** From arrival to closed. */
registry.category("web_tour.tours").add("key_account_case_to_close", {
    url: "/odoo",
    steps: () => [
        ...openApp(),
        ...goTo("helpdesk_ticket_menu_desk"),
        {
            content: "The case is on track",
            trigger: ".o_data_row:contains('No picture') [data-status='on_track']:contains('left')",
        },
        openCase("No picture"),
        ...moveTo("In Progress"),
        ...record("action_log_contact", "A technician is on the way."),
        {
            content: "The first response is given",
            trigger: ".o_form_view:not(:has(div[name='respond_by']))",
        },
        ...record("action_tell_customer", "The amplifier was replaced."),
        {
            content: "The case is solved",
            trigger: ".o_statusbar_status button.o_arrow_button_current:contains('Solved')",
        },
        {
            content: "More stages",
            trigger: ".o_statusbar_status button.dropdown-toggle",
            run: "click",
        },
        {
            content: "Close the case",
            trigger: ".o-dropdown-item:contains('Done')",
            run: "click",
        },
        {
            content: "The customer is called back first",
            trigger: ".modal .modal-footer button.btn-primary",
            run: "click",
        },
        {
            content: "The customer is satisfied: that is put on record",
            trigger: ".modal footer button[name='action_record']:contains('Satisfied')",
            run: "click",
        },
        {
            content: "The case is closed and owes nothing",
            trigger:
                ".o_form_saved .o_statusbar_status button.o_arrow_button_current:contains('Done')",
        },
    ],
});

/** Whoever only audits reads the talk about a case and finds nothing to write with. */
registry.category("web_tour.tours").add("key_account_audit", {
    url: "/odoo/cases",
    steps: () => [
        openCase("No picture"),
        {
            content: "The talk is there, without buttons to take part in it",
            trigger:
                ".o-mail-Chatter:has(.o-mail-Chatter-topbar):not(:has(.o-mail-Chatter-sendMessage, .o-mail-Chatter-logNote, .o-mail-Chatter-activity)) .o-mail-Message:contains('Called him')",
        },
        { content: "No new case either", trigger: "body:not(:has(.o_form_button_create))" },
    ],
});

/** An account manager takes part in it as ever. */
registry.category("web_tour.tours").add("key_account_talk", {
    url: "/odoo/cases",
    steps: () => [
        openCase("No picture"),
        { trigger: ".o-mail-Chatter-sendMessage:enabled" },
        { trigger: ".o-mail-Chatter-logNote:enabled" },
        { trigger: ".o-mail-Chatter-activity:enabled" },
    ],
});

/** A supervisor is told, looks, and acknowledges. */
registry.category("web_tour.tours").add("key_account_alarm", {
    url: "/odoo",
    steps: () => [
        ...openApp(),
        ...goTo("key_account_alarm_menu"),
        {
            content: "Open the case of the alarm",
            trigger: ".o_data_row:contains('Solution') button[name='action_open_work']",
            run: "click",
        },
        {
            content: "The case is there for the supervisor",
            trigger: ".o_form_view .alert-danger:contains('is missed')",
        },
        {
            content: "Back to the alarms",
            trigger: ".o_breadcrumb .o_back_button",
            run: "click",
        },
        {
            content: "Acknowledge",
            trigger: ".o_data_row:contains('Solution') button[name='action_acknowledge']",
            run: "click",
        },
        {
            content: "Say what happens now",
            trigger: ".modal div[name='note'] input",
            run: "edit I am calling the customer.",
        },
        {
            content: "Confirm",
            trigger: ".modal footer button[name='action_acknowledge']",
            run: "click",
        },
        {
            content: "Nothing is left to acknowledge",
            trigger: "body:not(:has(.modal)) .o_view_nocontent",
        },
    ],
});

/** The same desk on a phone: opened by its address, one card a case. */
registry.category("web_tour.tours").add("key_account_case_phone", {
    url: "/odoo/cases",
    steps: () => [
        {
            content: "The card shows time left",
            trigger: ".o_kanban_record:contains('No picture') [data-status]",
        },
        {
            content: "Open the case",
            trigger: ".o_kanban_record:contains('No picture')",
            run: "click",
        },
        {
            content: "The promise is readable on a phone",
            trigger: ".o_form_view div[name='resolve_by'] [data-status='on_track']",
        },
    ],
});
