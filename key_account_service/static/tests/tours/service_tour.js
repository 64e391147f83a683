import { choose, select } from "./choosing";
import {
    NO_DIALOG,
    addRow,
    at,
    attach,
    click,
    confirm,
    inState,
    mark,
    openPage,
    press,
    read,
    see,
    sign,
    tour,
    write,
    writeRow,
} from "./service_tour_steps";

// A service from the application to its renewal: each tour is one person's share.

const FORM = ".o_form_view";
const CUSTOMER = "金牛宾馆";

function openRow() {
    return click(`.o_data_row:contains('${CUSTOMER}') td[name='name']`);
}

/** The account manager applies for more services. */
tour("apply", "/odoo/key-account-applications", (say, look) => [
    click(`.o_control_panel button:contains('${say("New", "新建")}')`),
    mark("kind", say("More services", "增加业务"), FORM),
    ...choose("partner_id", CUSTOMER, FORM),
    see("div[name='key_account_manager_id']:contains('李强')"),
    addRow("line_ids", say("Add a line", "添加行")),
    ...choose("product_id", "宾馆频道包", ".o_selected_row"),
    see(".o_selected_row td[name='amount']:contains('24,000')"),
    addRow("line_ids", say("Add a line", "添加行")),
    ...choose("product_id", "宽带", ".o_selected_row"),
    openPage(say("Equipment and Place", "设备与地点")),
    addRow("equipment_ids", say("Add a line", "添加行")),
    write("model", "DX-1", "div[name='equipment_ids'] .o_selected_row"),
    write("street", "蜀汉路1号", FORM),
    write("city", "成都", FORM),
    write("contact", "王芳", FORM),
    write("phone", "13800138000", FORM),
    openPage(say("Documents", "证明材料")),
    ...attach("attachment_ids", "offer.txt"),
    press(say("Submit", "提交")),
    {
        content: "Superiors do not know yet why",
        trigger: ".modal:has(.modal-body) footer button",
        run: "click",
    },
    openPage(say("What Is Applied For", "申请内容")),
    write("reason", "二期客房开业", FORM),
    look,
    press(say("Submit", "提交")),
    inState(say("Under approval", "审批中")),
    see(".alert div[name='standing']:contains('王丽')", "For whom it waits is said"),
    look,
]);

/** The supervisor finds it among what waits for a decision, and asks for a change. */
tour("return", "/odoo/key-account-applications-to-approve", (say, look) => [
    see(`.o_data_row:contains('${CUSTOMER}')`),
    look,
    openRow(),
    press(say("Return for change", "退回修改")),
    write("comment", "写明房间数"),
    look,
    ...confirm(say("Confirm", "确认")),
    inState(say("Returned for change", "退回修改")),
    look,
]);

tour("change", "/odoo/key-account-applications", (say, look) => [
    click(`.o_kanban_record:contains('${CUSTOMER}')`),
    see(`.alert-warning:contains('${say("Returned for change", "退回修改")}')`),
    look,
    openPage(say("Approval", "审批")),
    see("div[name='past_review_ids'] .o_data_row:contains('写明房间数')", "Why"),
    look,
    openPage(say("What Is Applied For", "申请内容")),
    write("reason", "二期客房开业，40间", FORM),
    press(say("Submit", "提交")),
    inState(say("Under approval", "审批中")),
]);

/** Each superior in turn: one button. */
tour("approve", "/odoo/key-account-applications-to-approve", (say, look) => [
    openRow(),
    look,
    press(say("Approve", "批准")),
    see(`${NO_DIALOG} ${FORM}:not(:has(button[name='validate_tier']))`, "Once"),
    look,
]);

/** The account manager goes through the checklist and sends a crew for tomorrow. */
tour("prepare", "/odoo/openings", (say, look) => [
    see(`.o_data_row:contains('${CUSTOMER}')`),
    look,
    openRow(),
    see(`div[name='step_ids'] .o_data_row:contains('${say("Equipment ready", "设备已备好")}')`),
    look,
    ...writeRow("equipment_ids", "number", "8100-0001"),
    press(say("Equipment is ready", "设备已备好")),
    press(say("Services are set up", "业务已配置")),
    press(say("Send a crew", "派工")),
    ...select("network_condition", say("Building is two-way", "楼宇已双向改造")),
    ...choose("team_id", "金牛施工队"),
    see(".modal div[name='person_ids'] .o_tag"),
    ...at("date_from", 1, 10),
    see(".modal div[name='working_hours']:contains(':')"),
    write("agreed_with", "王芳"),
    look,
    ...confirm(say("Send crew", "派工")),
    inState(say("Being opened", "开通中")),
    see("div[name='first_due_at']", "What was promised is seen"),
    look,
    click("button[name='action_view_orders']"),
    click(".o_data_row td[name='name']"),
    press(say("Change appointment", "改约")),
    ...at("date_from", 2, 14),
    ...at("date_until", 2, 16),
    write("agreed_with", "王芳"),
    write("reason", "客户有宴会"),
    look,
    ...confirm(say("Change appointment", "改约")),
    look,
    click(".o_breadcrumb .o_back_button, .breadcrumb .o_back_button"),
    click(".o_breadcrumb .o_back_button, .breadcrumb .o_back_button"),
    see("div[name='first_agreed_at']", "The first promise stays in sight"),
    look,
]);

/** The crew, on a telephone. */
tour("install", "/odoo/my-repairs", (say, look) => [
    see(".o_kanban_record:contains('蜀汉路1号')"),
    look,
    click(".o_kanban_record:contains('蜀汉路1号')"),
    see(FORM),
    look,
    press(say("Set off", "出发")),
    press(say("Arrived", "已到达")),
    press(say("Done", "完成"), "div[name='install_equipment_ids']"),
    see("div[name='install_equipment_ids'] .fa-check"),
    write("repair_work_done", "安装机顶盒", FORM),
    click("div[name='install_is_normal'] input"),
    click("div[name='install_manager_present'] input"),
    mark("install_reaction", say("Satisfied", "满意"), FORM),
    write("install_reaction_text", "画面清晰", FORM),
    look,
    press(say("Finish and sign", "完工签字")),
    mark("rating", "5"),
    write("signed_by", "王芳"),
    ...sign("signature", say("Adopt", "同意并签名")),
    look,
    press(say("File the receipt", "提交回执"), ".modal footer"),
    see(`${NO_DIALOG}:not(:has(.o_kanban_record:contains('蜀汉路1号')))`),
]);

/** Call-back, report, filing. */
tour("file", "/odoo/openings", (say, look) => [
    openRow(),
    inState(say("Opened", "已开通")),
    look,
    press(say("Record call-back", "记录回访")),
    mark("outcome", say("Satisfied", "满意")),
    write("said", "一切正常"),
    look,
    ...confirm(say("Put on record", "登记")),
    press(say("Report to the head", "向领导汇报")),
    see(".modal div[name='text'] textarea"),
    look,
    ...confirm(say("Report", "报告")),
    press(say("File it", "归档")),
    inState(say("Filed", "已归档")),
    look,
]);

/** The customer, on a telephone: the service ends soon, and shall go on. */
tour("wish", "/my/services", (say, look) => [
    see(`#wrap h3:contains('${say("Your services", "您的服务")}')`),
    look,
    {
        content: "Ask for it, impatiently",
        trigger: `.o_key_account_service:contains('宾馆频道包') button:contains('${say("Please renew", "申请续约")}')`,
        run: "dblclick",
        expectUnloadPage: true,
    },
    see(
        `.o_key_account_service:contains('宾馆频道包') :contains('${say("You asked us to renew it", "续约")}')`
    ),
    see(".o_key_account_service:contains('宾馆频道包'):not(:has(button))"),
    look,
]);

/** The account manager submits what the customer asked for. */
tour("renew", "/odoo/key-account-service-ends", (say, look) => [
    see(".o_data_row:contains('宾馆频道包')"),
    look,
    click(".o_data_row:contains('宾馆频道包') td[name='service_id']"),
    see("div[name='requested_at']", "The customer wants it"),
    look,
    press(say("Open the Service", "打开服务")),
    press(say("Apply for Renewal", "申请续约")),
    inState(say("Draft", "草稿")),
    look,
    press(say("Submit", "提交")),
    inState(say("Under approval", "审批中")),
    look,
]);

tour("renewed", "/my/services", (say, look) => [
    see(
        `.o_key_account_service:contains('宾馆频道包'):contains('${say("It was renewed", "已续约")}')`
    ),
    look,
]);
