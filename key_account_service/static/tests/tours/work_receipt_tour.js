import { registry } from "@web/core/registry";

const TYPED = "Replaced the amplifier.";
const BOX = ".o_form_view div[name='repair_work_done'] textarea";
const tours = registry.category("web_tour.tours");

const type = { content: "Type, and stay in the field", trigger: BOX, run: `edit ${TYPED}` };

/** Nothing reaches the server, and the browser does not say so. */
function lose() {
    navigator.sendBeacon = () => true;
    XMLHttpRequest.prototype.send = () => {};
}

function kept() {
    return Object.keys(localStorage).filter((key) => key.includes("service.receipt/"));
}

const back = [
    { trigger: ".o_notification:contains('had not been saved')" },
    {
        content: "It stands in the receipt again",
        trigger: BOX,
        run() {
            if (!this.anchor.value.endsWith(TYPED)) {
                throw new Error(`Not brought back: ${this.anchor.value}`);
            }
        },
    },
    { trigger: ".o_form_button_save", run: "click" },
    { trigger: ".o_form_saved" },
    {
        content: "What is saved is not kept on the telephone",
        trigger: BOX,
        run() {
            if (kept().length) {
                throw new Error(`Still kept: ${kept()}`);
            }
        },
    },
];

tours.add("key_account_receipt_lost", {
    steps: () => [
        type,
        {
            content: "The connection is lost and the page is closed",
            trigger: BOX,
            run() {
                lose();
                location.reload();
            },
            expectUnloadPage: true,
        },
        ...back,
    ],
});

/** A mate, on another telephone, saves the same receipt. */
async function mateSaves(values) {
    const orderId = Number(location.pathname.split("/").pop());
    const params = { model: "fsm.order", method: "write", args: [[orderId], values] };
    await fetch("/web/dataset/call_kw/fsm.order/write", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ jsonrpc: "2.0", params: { ...params, kwargs: {} } }),
    });
}

tours.add("key_account_receipt_shared", {
    steps: () => [
        type,
        {
            content: "A mate saves first; then the connection is lost",
            trigger: BOX,
            async run() {
                await mateSaves({
                    repair_work_done: "Measured the line.",
                    repair_parts: "One splitter",
                });
                lose();
                location.reload();
            },
            expectUnloadPage: true,
        },
        ...back,
    ],
});
