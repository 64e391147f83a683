import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("key_account_intake", {
    url: "/odoo/cases",
    steps: () => [
        {
            content: "Somebody calls",
            trigger: ".o_list_buttons button:contains('New case'), .o_control_panel button:contains('New case')",
            run: "click",
        },
        {
            content: "Find the customer by the telephone number",
            trigger: ".modal div[name='partner_id'] input",
            run: "edit 87654321",
        },
        {
            trigger: ".modal .o-autocomplete--dropdown-item a:contains('Wang Fang')",
            run: "click",
        },
        {
            content: "Whom one speaks to",
            trigger: ".modal div[name='key_account_id']:contains('Jinniu Hotel')",
        },
        {
            content: "It is a complaint",
            trigger: ".modal div[name='case_kind'] input[data-value='complaint']",
            run: "click",
        },
        {
            content: "There is something to read out",
            trigger: ".modal div[name='promise']:contains('We will have it solved by')",
        },
        {
            trigger: ".modal div[name='name'] input",
            run: "edit No picture again",
        },
        {
            trigger: ".modal div[name='description'] textarea",
            run: "edit Room 12.",
        },
        {
            trigger: ".modal button[name='action_create_case']",
            run: "click",
        },
        {
            content: "The case is open, with the same promise",
            trigger: ".o_form_view:not(.modal *) div[name='resolve_by']",
        },
    ],
});
