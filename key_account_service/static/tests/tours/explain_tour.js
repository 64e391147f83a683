import { registry } from "@web/core/registry";

/** From a case, one click away: why is it due then? */
registry.category("web_tour.tours").add("key_account_explain", {
    url: "/odoo/cases",
    steps: () => [
        {
            content: "Open the case",
            trigger: ".o_data_row td[name='name']:contains('No picture')",
            run: "click",
        },
        {
            content: "See the deadlines",
            trigger: ".nav-link[name='deadlines']",
            run: "click",
        },
        {
            content: "Ask why",
            trigger: "div[name='deadline_ids'] .o_data_row:contains('Solution') button[name='action_explain']",
            run: "click",
        },
        {
            content: "The answer comes first, in words",
            trigger: ".o_deadline_story_answer:contains('4 hr of 5 hr were left'):contains('late')",
        },
        {
            content: "The pause has a shape, a name, an actor and its reason",
            trigger:
                ".o_deadline_story_line[data-kind='paused']:has(i.fa-pause):contains('Paused'):contains('kas-officer'):contains('Waiting for the customer')",
        },
        {
            content: "So has the miss",
            trigger: ".o_deadline_story_line[data-kind='missed']:has(i.fa-times):contains('used up')",
        },
        {
            content: "Nobody watches: said in words, with a shape",
            trigger:
                ".o_menu_systray .o_scheduler_warning:has(i.fa-exclamation-triangle):contains('not being watched since')",
        },
    ],
});

/** The administrator follows the warning and tries again what failed. */
registry.category("web_tour.tours").add("key_account_health", {
    url: "/odoo/cases",
    steps: () => [
        {
            content: "Follow the warning",
            trigger: ".o_scheduler_warning_button:contains('not being watched since')",
            run: "click",
        },
        {
            content: "The page says what is wrong",
            trigger: ".o_form_view .alert-danger:contains('start the scheduler')",
        },
        {
            content: "Each action has its line",
            trigger: "div[name='job_ids'] .o_data_row:contains('enforce deadlines'):contains('Not running')",
        },
        {
            content: "A deadline failed: look at it",
            trigger: "button[name='action_view_failed_deadlines']",
            run: "click",
        },
        {
            content: "There it is",
            trigger: ".o_list_view .o_data_row:contains('Solution')",
        },
        {
            content: "Back",
            trigger: ".o_breadcrumb .o_back_button",
            run: "click",
        },
        {
            content: "Be more patient",
            trigger: "div[name='patience_minutes'] input",
            run: "edit 7",
        },
        {
            content: "Save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "It is saved",
            trigger: ".o_form_saved",
        },
        {
            content: "Try it again",
            trigger: "button[name='action_retry_deadlines']",
            run: "click",
        },
        {
            content: "Once that is done, the buttons can be used again",
            trigger: "button[name='action_view_failed_deadlines']:enabled",
            run: "click",
        },
        {
            content: "It has failed until it is tried",
            trigger: ".o_list_view .o_data_row:contains('Solution')",
        },
    ],
});

/** Whoever has nothing to do with deadlines is not bothered. */
registry.category("web_tour.tours").add("key_account_no_warning", {
    url: "/odoo",
    steps: () => [
        {
            content: "The top bar is there without a warning",
            trigger: ".o_menu_systray:not(:has(.o_scheduler_warning)) .o_user_menu",
        },
    ],
});
