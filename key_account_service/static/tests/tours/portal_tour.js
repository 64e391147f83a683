import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("key_account_portal", {
    url: "/my/tickets",
    steps: () => [
        {
            content: "The own case stands in the list with its state and its promise",
            trigger:
                "tr:contains('No picture'):contains('Received'):contains('We solve it by')",
        },
        {
            content: "Open the case",
            trigger: "tr a:contains('No picture')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The page shows the promise with the zone",
            trigger: ".o_case_promise:contains('We solve it by'):contains('Asia/Shanghai')",
        },
        {
            content: "Back to the list",
            trigger: ".breadcrumb a[href^='/my/tickets']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Open a new one",
            trigger: "button[name='create_new_ticket']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Say what it is about",
            trigger: "select[name='case_kind']",
            run: "select complaint",
        },
        {
            trigger: "input[name='subject']",
            run: "edit The invoice is wrong",
        },
        {
            trigger: "textarea[name='description']",
            run: "edit We are charged twice.",
        },
        {
            content: "Send it",
            trigger: "form[action='/submitted/ticket'] button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It is received and has its promise",
            trigger: "#helpdesk_ticket_content:contains('Received'):contains('We solve it by')",
        },
        {
            content: "It turns out to be a mistake: close it",
            trigger: "[name='ticket_close_buttons'] summary:contains('I no longer need this')",
            run: "click",
        },
        {
            content: "Say it once more",
            trigger:
                "details[open]:contains('what we promised ends') button:contains('Yes, close the case')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "[name='customer_state']:contains('Cancelled')",
        },
    ],
});
