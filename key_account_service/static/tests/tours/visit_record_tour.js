import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const box = (name) => `.o_form_view div[name='${name}'] textarea`;

/** The form fits the telephone: nothing is cut off at its right edge. */
const fits = {
    content: "Nothing has to be pushed sideways",
    trigger: ".o_form_sheet",
    run() {
        const content = document.querySelector(".o_content");
        if (content.scrollWidth > window.innerWidth) {
            throw new Error(`${content.scrollWidth} > ${window.innerWidth}`);
        }
    },
};

/** A stroke on the screen: nobody types a signature here. */
function draw({ anchor }) {
    const { left, top, width, height } = anchor.getBoundingClientRect();
    const stroke = (type, x, y, buttons) => {
        const place = { clientX: left + width * x, clientY: top + height * y };
        const pen = { isPrimary: true, pointerId: 1, pressure: 0.5, buttons };
        anchor.dispatchEvent(
            new PointerEvent(type, { bubbles: true, cancelable: true, ...place, ...pen })
        );
    };
    stroke("pointerdown", 0.2, 0.7, 1);
    for (const [x, y] of [[0.4, 0.2], [0.6, 0.8], [0.8, 0.3]]) {
        stroke("pointermove", x, y, 1);
    }
    stroke("pointerup", 0.8, 0.3, 0);
}

tours.add("key_account_visit_record", {
    steps: () => [
        {
            content: "The visit of today",
            trigger: ".o_kanban_record:contains('Third floor')",
            run: "click",
        },
        fits,
        {
            content: "One is there",
            trigger: ".o_form_sheet button[name='action_begin']",
            run: "click",
        },
        {
            trigger: ".o_form_sheet:not(:has(button[name='action_begin']))",
        },
        { trigger: box("content"), run: "edit Looked at the boxes of the third floor." },
        { trigger: box("needs"), run: "edit Six English channels" },
        {
            content: "A promise",
            trigger: "div[name='promise_ids'] .o-kanban-button-new",
            run: "click",
        },
        {
            trigger: ".modal div[name='name'] input",
            run: "edit A quote for six channels",
        },
        {
            trigger: ".modal div[name='due_on'] input, .modal div[name='due_on'] button",
            async run({ click, edit, anchor }) {
                if (anchor.tagName === "BUTTON") {
                    await click();
                }
                await edit(luxon.DateTime.now().plus({ days: 5 }).toFormat("MM/dd/yyyy"), {
                    target: document.querySelector(".modal div[name='due_on'] input"),
                });
            },
        },
        { trigger: ".modal .o_form_button_save", run: "click" },
        { trigger: "div[name='promise_ids'] .o_kanban_record:contains('A quote')" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
        fits,
        {
            content: "The customer signs before one leaves",
            trigger: ".o_form_sheet button[name='action_sign']",
            run: "click",
        },
        { trigger: ".modal .o_signature", run: "click" },
        { trigger: ".modal canvas.o_web_sign_signature", run: draw },
        {
            trigger: ".modal:has(canvas) footer .btn-primary:not(:disabled)",
            run: "click",
        },
        { trigger: ".modal:not(:has(canvas)) button[name='action_sign']", run: "click" },
        { trigger: ".o_form_sheet button[name='action_add']" },
        fits,
        {
            content: "What was promised is done, in one tap",
            trigger: ".o_kanban_record:contains('A quote') button[name='action_done']",
            run: "click",
        },
        { trigger: ".o_kanban_record:contains('Kept'):not(:has(button[name='action_done']))" },
    ],
});

const TYPED = "Replaced the amplifier.";

tours.add("key_account_visit_lost", {
    steps: () => [
        { trigger: box("content"), run: `edit ${TYPED}` },
        {
            content: "The connection is lost and the page is closed",
            trigger: box("content"),
            run() {
                navigator.sendBeacon = () => true;
                XMLHttpRequest.prototype.send = () => {};
                location.reload();
            },
            expectUnloadPage: true,
        },
        { trigger: ".o_notification:contains('had not been saved')" },
        {
            content: "It stands in the record again",
            trigger: box("content"),
            run() {
                if (!this.anchor.value.endsWith(TYPED)) {
                    throw new Error(`Not brought back: ${this.anchor.value}`);
                }
            },
        },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
    ],
});
