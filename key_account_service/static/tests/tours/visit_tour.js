import {
    FITS,
    NO_DIALOG,
    click,
    confirm,
    inState,
    on,
    openPage,
    press,
    see,
    sign,
    tour,
    write,
} from "./service_tour_steps";

// A quarter of visits: each tour is one person's share.

const FORM = ".o_form_view";
const TITLE = ".o_form_sheet .oe_title";
const CUSTOMER = "金牛宾馆";
const BACK = ".o_breadcrumb .o_back_button, .breadcrumb .o_back_button";

function cell(row) {
    return `.o_field_x2many_2d_matrix tr:contains('${row}') td:nth-child(2) input`;
}

/** Take the first visit in the calendar to the next day. */
const DRAG = {
    content: "Drag a visit to the next day",
    trigger: ".o_calendar_view .fc-daygrid-event:first",
    async run(helpers) {
        const from = this.anchor.closest(".fc-day").dataset.date;
        const day = luxon.DateTime.fromISO(from).plus({ days: 1 }).toISODate();
        await helpers.drag_and_drop(`.fc-daygrid-day[data-date='${day}']`, {});
    },
};

const PHOTO = {
    content: "Take a photo",
    trigger: `${FORM} div[name='photo_ids'] .o_input_file:not(:visible)`,
    async run() {
        const canvas = document.createElement("canvas");
        const blob = await new Promise((resolve) => canvas.toBlob(resolve));
        const files = new DataTransfer();
        files.items.add(new File([blob], "photo.png", { type: "image/png" }));
        this.anchor.files = files.files;
        this.anchor.dispatchEvent(new Event("change"));
    },
};

/** The manager sees the table of rules and changes a figure. */
tour("visit_rules", "/odoo/key-account-visit-rules", (say, look) => [
    see(".o_data_row"),
    look,
    click(`.o_menu_sections button:contains('${say("Configuration", "配置")}')`),
    click(
        `.o-dropdown--menu .dropdown-item:contains('${say("Table of Visit Rules", "走访频次表")}')`
    ),
    see(".o_field_x2many_2d_matrix input"),
    look,
    {
        content: "Decision makers of the first tier: every other month",
        trigger: cell(say("Decision maker", "最高决策者")),
        run: "edit 2",
    },
    press(say("Save", "保存")),
    see(".o_notification_body", "It is said that it is saved"),
]);

/** The account manager has the next quarter proposed, moves a visit, submits it. */
tour("plan_visits", "/odoo/visit-plans", (say, look) => [
    click(`.o_control_panel button:contains('${say("New", "新建")}')`),
    see(`${FORM} div[name='user_id']`),
    look,
    press(say("Propose visits", "拟定走访")),
    see(`div[name='visit_ids'] .o_data_row:contains('${CUSTOMER}')`),
    see("div[name='visit_ids'] .o_data_row:contains('刘总')"),
    look,
    click("button[name='action_view_visits']"),
    see(".o_calendar_view .fc-daygrid-event"),
    look,
    DRAG,
    look,
    click(".o_view_scale_selector button"),
    click(`.o_view_scale_selector_item, .o-dropdown-item:contains('${say("Week", "周")}')`),
    see(".o_calendar_view .fc-timegrid"),
    look,
    click(BACK),
    see("div[name='changed_count']:contains('1')", "One was moved by hand"),
    look,
    press(say("Submit", "提交")),
    inState(say("Under approval", "审批中")),
    look,
]);

tour("approve_visits", "/odoo/visit-plans", (say, look) => [
    see(".o_data_row:contains('李强')"),
    look,
    click(".o_data_row:contains('李强') td[name='date_from']"),
    see(`div[name='visit_ids'] .o_data_row:contains('${CUSTOMER}')`),
    openPage(say("Approval", "审批")),
    look,
    press(say("Approve", "批准")),
    inState(say("Approved", "已批准")),
    look,
]);

function promise(say, what) {
    return [
        click("div[name='promise_ids'] .o-kanban-button-new"),
        write("name", what),
        ...on("due_on", 5),
        click(".modal .o_form_button_save"),
        see(`${NO_DIALOG} div[name='promise_ids'] .o_kanban_record:contains('${what}')`),
    ];
}

/** On a telephone: the record, what is promised, the signature, and one promise kept. */
tour("pay_visit", "/odoo/visits-on-the-way", (say, look) => [
    see(".o_kanban_record:contains('王芳')"),
    FITS,
    look,
    click(".o_kanban_record:contains('王芳')"),
    see(`${TITLE} div[name='name']`, "It has a number"),
    FITS,
    look,
    press(say("I am there: begin", "我已到场，开始记录"), ".o_form_sheet"),
    see(`${FORM} div[name='visited_at']`, "It has its time"),
    write("place", "三楼会议室", FORM),
    click(`${FORM} div[name='participant_ids'] input`),
    see(".modal .o_kanban_record:contains('李强')", "One of ours may have been there"),
    see(".modal:not(:has(.o_kanban_record:contains('锦城银行')))", "Not other customers"),
    click(".modal .o_kanban_record:contains('刘总')"),
    see(`${NO_DIALOG} div[name='participant_ids'] .o_tag:contains('刘总')`),
    write("content", "看了三楼的机顶盒", FORM),
    write("needs", "需要六个频道", FORM),
    write("handling", "本周答复", FORM),
    write("competitor_info", "对方报价低一成", FORM),
    PHOTO,
    see("div[name='photo_ids'] .o_attachment:contains('photo.png')"),
    ...promise(say, "六个频道的报价"),
    ...promise(say, "开通六个频道"),
    FITS,
    look,
    press(say("Customer signs", "客户签字"), ".o_form_sheet"),
    see(".modal div[name='needs']:contains('需要六个频道')"),
    see(".modal div[name='promises']:contains('开通六个频道')", "They sign it, too"),
    FITS,
    ...sign("signature", say("Adopt", "同意并签名")),
    look,
    press(say("File with signature", "签名并归档"), ".modal footer"),
    see(`${NO_DIALOG} .o_form_sheet:not(:has(textarea, .o_group input))`, "Locked"),
    see(`.o_form_sheet .alert:contains('${say("locked", "锁定")}')`),
    see("div[name='content']:contains('看了三楼的机顶盒')"),
    FITS,
    look,
    press(say("Kept", "已履行"), ".o_kanban_record:contains('六个频道的报价')"),
    see(
        `.o_kanban_record:contains('六个频道的报价'):contains('${say("Kept", "已履行")}'):not(:has(button))`
    ),
    click(".o_kanban_record:contains('开通六个频道') button[name='action_make_case']"),
    see(".modal div[name='key_account_id']:contains('金牛宾馆')"),
    FITS,
    look,
    press(say("Record the case", "登记工单"), ".modal footer"),
    see(`${NO_DIALOG} div[name='respond_by']`, "It is a case with a deadline"),
    look,
]);

/** At the desk: all that was promised is kept, and the customer is covered. */
tour("follow_visit", "/odoo/visits", (say, look) => [
    look,
    click(`.o_data_row:contains('${say("Signed", "已签名")}') td[name='name']`),
    see(
        `div[name='handling_state'] .o_radio_item:contains('${say("Done", "已完成")}') input:checked`
    ),
    see(
        `div[name='promise_ids'] .o_data_row:contains('开通六个频道'):contains('${say("Kept", "已履行")}')`
    ),
    look,
    click(`.o_menu_sections button:contains('${say("Visits", "走访")}')`),
    click(
        `.o-dropdown--menu .dropdown-item:contains('${say("Coverage by Visits", "走访覆盖")}')`
    ),
    see(".o_pivot table:contains('李强')"),
    look,
    click(".o_switch_view.o_graph"),
    see(".o_graph_canvas_container canvas"),
    look,
    click(".o_switch_view.o_list"),
    see(`.o_data_row:contains('王芳'):contains('${say("Covered", "已覆盖")}')`),
    see(`.o_data_row:contains('刘总'):contains('${say("Covered", "已覆盖")}')`),
    look,
]);

/** The account manager goes through the accounts and hands the review in. */
tour("review_week", "/odoo/my-weekly-review", (say, look) => [
    look,
    click(".o_data_row:contains('李强') td[name='week_start']"),
    look,
    press(say("Go through the accounts", "逐户梳理")),
    look,
    click(`.o_list_view .o_data_row:contains('${CUSTOMER}') td[name='account_id']`),
    look,
    press(say("Note an action", "记下措施")),
    write("what", "下周再谈频道"),
    look,
    ...confirm(say("Note it", "记下")),
    see("div[name='action_ids'] .o_data_row:contains('下周再谈频道')"),
    look,
    click(BACK),
    see(".o_list_view .o_data_row"),
    click(BACK),
    press(say("Hand in", "提交")),
    inState(say("Handed in", "已提交")),
    look,
]);

/** The supervisor sees who did not. */
tour("see_omission", "/odoo/weekly-omissions", (say, look) => [
    see(".o_pivot table:contains('赵敏')"),
    look,
    click(".o_switch_view.o_list"),
    see(".o_data_row:contains('锦城银行')"),
    look,
]);
