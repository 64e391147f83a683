import { registry } from "@web/core/registry";
import { choose } from "./choosing";
import { draw } from "./drawing";

// A complaint from the telephone to the closed case: each tour is one person's share.

const NO_DIALOG = "body:not(:has(.modal))";

function click(trigger, content) {
    return { content: content || `Press ${trigger}`, trigger, run: "click" };
}

function press(name, where = ".o_form_statusbar") {
    return click(`${where} button[name='${name}']:enabled`);
}

function confirm(name, content = "It is on record") {
    return [press(name, ".modal footer"), { content, trigger: NO_DIALOG }];
}

function write(field, text, where = ".modal") {
    return {
        content: `Write ${field}`,
        trigger: `${where} div[name='${field}'] :is(textarea, input)`,
        run: `edit ${text}`,
    };
}

function select(field, value) {
    return click(`.modal div[name='${field}'] input[data-value='${value}']`);
}

function openCase() {
    return click(".o_data_row td[name='name']:contains('No picture in the hall')");
}

function openPage(name) {
    return click(`.o_notebook .nav-link[name='${name}']`);
}

function inStage(stage) {
    return {
        content: `The case is in ${stage}`,
        trigger: `${NO_DIALOG} .o_statusbar_status button.o_arrow_button_current:contains('${stage}')`,
    };
}

function sign(field) {
    return [
        click(`.modal div[name='${field}'] .o_signature`),
        { content: "Sign", trigger: ".modal canvas.o_web_sign_signature", run: draw },
        click(".modal footer button.btn-primary:contains('Adopt'):enabled"),
        { trigger: `.modal div[name='${field}'] img.o_signature` },
    ];
}

function tellCustomer(words) {
    return [
        press("action_tell_customer"),
        write("summary", words),
        ...confirm("action_log"),
        inStage("Solved"),
    ];
}

/** What the customer answers to a call-back. */
function answered(label) {
    return [
        click(`.modal footer button[name='action_record']:contains('${label}'):enabled`),
        { content: "The call is on record", trigger: NO_DIALOG },
    ];
}

function tour(name, url, steps) {
    registry.category("web_tour.tours").add(`key_account_whole_${name}`, { url, steps });
}

/** At the counter: a call, level 2, two departments. */
tour("call", "/odoo/cases", () => [
    click(".o_control_panel button:contains('New case')", "Somebody calls"),
    ...choose("partner_id", "Wang Fang"),
    { trigger: ".modal div[name='key_account_id']:contains('Jinniu Hotel')" },
    select("case_kind", "complaint"),
    ...choose("complaint_level_id", "Level 2"),
    ...choose("department_ids", "Technical"),
    { trigger: ".modal div[name='department_ids'] .o_tag:contains('Technical')" },
    ...choose("department_ids", "Riggers"),
    { trigger: ".modal div[name='department_ids'] .o_tag:contains('Riggers')" },
    write("name", "No picture in the hall"),
    write("description", "Three screens have been dark since noon."),
    {
        content: "There is something to read out",
        trigger: ".modal div[name='promise']:contains('We will have it solved by')",
    },
    press("action_create_case", ".modal footer"),
    { trigger: `${NO_DIALOG} .o_form_view div[name='resolve_by']` },
    openPage("departments"),
    { trigger: "div[name='task_ids'] .o_data_row:contains('Technical')" },
    { trigger: "div[name='task_ids'] .o_data_row:contains('Riggers')" },
]);

/** The account manager calms the customer first, and sends a crew for tomorrow. */
tour("soothe", "/odoo/cases", () => {
    const day = luxon.DateTime.now().plus({ days: 1 }).toFormat("MM/dd/yyyy");
    return [
        openCase(),
        {
            content: "Nobody tells the customer that it is solved while departments work",
            trigger: ".o_form_statusbar:not(:has(button[name='action_tell_customer']))",
        },
        press("action_soothe"),
        write("customer_said", "There is a wedding tonight."),
        write("summary", "Said sorry; somebody comes within two hours."),
        ...confirm("action_log"),
        { trigger: ".o_form_view:not(:has(div[name='respond_by']))" },
        openPage("contacts"),
        { trigger: "div[name='contact_ids'] .o_data_row:contains('wedding')" },
        press("action_send_crew"),
        ...choose("team_id", "Crew Jinniu"),
        { trigger: ".modal div[name='person_ids'] .o_tag" },
        click(".modal div[name='date_from'] :is(input, button)"),
        {
            content: "When the crew comes",
            trigger: ".modal div[name='date_from'] input",
            run: `edit ${day} 10:00:00 && press Tab`,
        },
        { trigger: ".modal div[name='working_hours']:contains(':')" },
        write("agreed_with", "Wang Fang"),
        write("street", "Shuhan Road 1"),
        {
            content: "What to do is known from the case",
            trigger: ".modal div[name='task'] textarea:value('No picture in the hall')",
        },
        ...confirm("action_send", "The crew is sent"),
        openPage("repairs"),
        { trigger: "div[name='fsm_order_ids'] .o_data_row:contains('Crew Jinniu')" },
    ];
});

/** What is being typed stays there while the appointment is worked out. */
tour("typing", "/odoo/cases", () => {
    const day = luxon.DateTime.now().plus({ days: 1 }).toFormat("MM/dd/yyyy");
    const agreed = ".modal div[name='agreed_with'] input";
    return [
        openCase(),
        press("action_send_crew"),
        ...choose("team_id", "Crew Jinniu"),
        {
            content: "Half a name, not left yet",
            trigger: agreed,
            run() {
                this.anchor.value = "Wang";
                this.anchor.dispatchEvent(new InputEvent("input", { bubbles: true }));
            },
        },
        click(".modal div[name='date_from'] :is(input, button)"),
        {
            content: "When the crew comes",
            trigger: ".modal div[name='date_from'] input",
            run: `edit ${day} 10:00:00 && press Tab`,
        },
        { trigger: ".modal div[name='working_hours']:contains(':')" },
        { content: "It is still there", trigger: `${agreed}:value('Wang')` },
        { ...click(".modal .btn-close, .modal footer [special='cancel']") },
        { trigger: NO_DIALOG },
    ];
});

/** One department takes its part and does it. */
tour("department_does", "/odoo/department-inbox", () => [
    click(".o_data_row:contains('No picture in the hall') td[name='ticket_name']"),
    press("action_accept"),
    click(".o_form_statusbar button:contains('Mark as done')"),
    write("words", "The level of the line is right."),
    ...confirm("action_apply"),
    { trigger: ".o_statusbar_status .o_arrow_button_current:contains('Done')" },
]);

/** The other refuses. */
tour("department_refuses", "/odoo/department-inbox", () => [
    click(".o_data_row:contains('No picture in the hall') td[name='ticket_name']"),
    click(".o_form_statusbar button:contains('Refuse')"),
    write("words", "The cable belongs to the building."),
    ...confirm("action_apply"),
    { trigger: ".o_statusbar_status .o_arrow_button_current:contains('Refused')" },
]);

/** The account manager sees it, and insists. */
tour("ask_again", "/odoo/department-refusals", () => [
    { content: "Who refused", trigger: ".o_group_header:contains('Riggers')" },
    click(".o_data_row:contains('No picture in the hall') button:contains('Ask again')"),
    write("words", "The amplifier is ours."),
    ...confirm("action_apply"),
    { trigger: ".o_data_row:contains('No picture in the hall') .badge:contains('Not answered')" },
]);

/** The crew, on a telephone: there, mended, signed and rated. */
tour("repair", "/odoo/my-repairs", () => [
    click(".o_kanban_record:contains('Shuhan Road')"),
    press("action_on_the_way"),
    press("action_arrive"),
    write("repair_work_done", "Replaced the amplifier.", ".o_form_view"),
    press("action_finish"),
    select("rating", "5"),
    write("signed_by", "Wang Fang"),
    ...sign("signature"),
    press("action_finish", ".modal footer"),
    {
        content: "What is finished is gone from the list",
        trigger: `${NO_DIALOG}:not(:has(.o_kanban_record:contains('Shuhan Road')))`,
    },
]);

/**
 * Cause and measure, solved, told; the customer is not satisfied with it. Solved again,
 * the form signed; the customer is satisfied, and the case closes.
 */
tour("close", "/odoo/cases", () => [
    openCase(),
    openPage("work"),
    ...choose("cause_id", "amplifier failed", ".o_form_view"),
    write("cause_analysis", "The amplifier was too weak.", ".o_form_view"),
    click("div[name='measure_ids'] .o_field_x2many_list_row_add :is(a, button)"),
    write("name", "Test the other halls", "div[name='measure_ids'] .o_selected_row"),
    write("result", "All of them are bright.", "div[name='measure_ids'] .o_selected_row"),
    click("div[name='measure_ids'] .o_selected_row div[name='date_due'] :is(input, button)"),
    {
        content: "Until when",
        trigger: "div[name='measure_ids'] .o_selected_row div[name='date_due'] input",
        run: `edit ${luxon.DateTime.now().toFormat("MM/dd/yyyy")} && press Enter`,
    },
    click(".o_form_button_save"),
    { trigger: ".o_form_saved" },
    click("div[name='measure_ids'] button[name='action_done']"),
    { trigger: "div[name='measure_ids'] .o_data_row .badge:contains('Done')" },
    ...tellCustomer("The amplifier was replaced."),
    press("action_record_call_back"),
    { content: "What follows is said", trigger: ".modal p:contains('opens the case again')" },
    write("said", "The left screen has no sound."),
    ...answered("Not satisfied"),
    inStage("In Progress"),
    ...tellCustomer("The sound is back as well."),
    press("action_sign_form"),
    ...sign("signature"),
    ...confirm("action_sign"),
    openPage("forms"),
    { trigger: "div[name='form_ids'] .o_data_row:contains('Wang Fang')" },
    press("action_record_call_back"),
    ...answered("Satisfied"),
    inStage("Done"),
]);
