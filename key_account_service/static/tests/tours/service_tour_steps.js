import { localization } from "@web/core/l10n/localization";
import { registry } from "@web/core/registry";
import { draw } from "./drawing";

// What the tours of a service have in common. Words are what a person reads on the
// screen, in two languages: a word that is not translated is not found.

/** Of two words, the one that stands on the screen. */
function speaker(lang) {
    return (english, chinese) => (lang === "zh_CN" ? chinese : english);
}

/** The share of one person, in both languages. */
export function tour(name, url, steps) {
    for (const lang of ["en_US", "zh_CN"]) {
        registry
            .category("web_tour.tours")
            .add(`key_account_service_${name}_${lang}`, {
                url,
                steps: () => steps(speaker(lang), read(lang)),
            });
    }
}

export const NO_DIALOG = "body:not(:has(.modal))";

/** Press a button by its word, twice at once as impatient people do. */
export function press(word, where = ".o_form_statusbar") {
    return {
        content: `Press ${word} twice`,
        trigger: `${where} button:enabled:contains('${word}')`,
        run: "dblclick",
    };
}

export function click(trigger, content) {
    return { content: content || `Click ${trigger}`, trigger, run: "click" };
}

export function see(trigger, content) {
    return { content: content || `See ${trigger}`, trigger };
}

export function confirm(word) {
    return [press(word, ".modal footer"), see(NO_DIALOG, "It is on record")];
}

export function write(field, text, where = ".modal") {
    return {
        content: `Write ${field}`,
        trigger: `${where} div[name='${field}'] :is(textarea, input)`,
        run: `edit ${text}`,
    };
}

/** Give the field of a row that is not open for writing yet. */
export function writeRow(list, field, text) {
    const row = `div[name='${list}'] .o_data_row:first`;
    return [
        click(`${row} td[name='${field}']`),
        write(field, text, `div[name='${list}'] .o_selected_row`),
    ];
}

export function mark(field, word, where = ".modal") {
    return click(
        `${where} div[name='${field}'] .o_radio_item:contains('${word}'):first input`
    );
}

export function openPage(word) {
    return click(`.o_notebook .nav-link:contains('${word}')`);
}

export function addRow(list, word) {
    return click(`div[name='${list}'] .o_field_x2many_list_row_add :contains('${word}')`);
}

export function inState(word) {
    return see(
        `${NO_DIALOG} .o_statusbar_status button.o_arrow_button_current:contains('${word}')`
    );
}

export function attach(field, name) {
    return [
        {
            content: `Attach ${name}`,
            trigger: `div[name='${field}'] .o_input_file:not(:visible)`,
            run() {
                const files = new DataTransfer();
                files.items.add(new File(["x"], name, { type: "text/plain" }));
                this.anchor.files = files.files;
                this.anchor.dispatchEvent(new Event("change"));
            },
        },
        see(`div[name='${field}'] .o_attachment:contains('${name}')`),
    ];
}

/** A day from today, as one types it in the language of the user. */
export function on(field, days, where = ".modal") {
    const day = luxon.DateTime.now().plus({ days });
    return [
        click(`${where} div[name='${field}'] :is(input, button)`),
        {
            content: "On which day",
            trigger: `${where} div[name='${field}'] input`,
            run: (helpers) => helpers.edit(day.toFormat(localization.dateFormat)),
        },
        {
            content: "On which day, and on",
            trigger: `${where} div[name='${field}'] input`,
            run: "press Tab",
        },
    ];
}

/** Nothing has to be pushed sideways on a telephone. */
export const FITS = {
    content: "Nothing is cut off at the right edge",
    trigger: "body:has(.o_form_sheet, .o_kanban_renderer, .o_list_renderer)",
    run() {
        for (const one of document.querySelectorAll(".o_content, .modal-body")) {
            if (one.scrollWidth > Math.max(one.clientWidth, 1)) {
                throw new Error(`Too wide: ${one.scrollWidth} > ${one.clientWidth}`);
            }
        }
    },
};

/** A day from today, at an hour, as one types it in the language of the user. */
export function at(field, days, hour) {
    const moment = luxon.DateTime.now().plus({ days }).set({ hour, minute: 0, second: 0 });
    return [
        click(`.modal div[name='${field}'] :is(input, button)`),
        {
            content: "When",
            trigger: `.modal div[name='${field}'] input`,
            run: (helpers) =>
                helpers.edit(moment.toFormat(localization.dateTimeFormat)),
        },
        {
            content: "When, and on",
            trigger: `.modal div[name='${field}'] input`,
            run: "press Tab",
        },
    ];
}

export function sign(field, word) {
    return [
        click(`.modal div[name='${field}'] .o_signature`),
        { content: "Sign", trigger: ".modal canvas.o_web_sign_signature", run: draw },
        click(`.modal footer button.btn-primary:enabled:contains('${word}')`),
        see(`.modal div[name='${field}'] img.o_signature`),
    ];
}

/** What may stand in Latin letters on a Chinese screen: numbers, names, time zones. */
const NO_WORD = /\b[A-Z]{1,4}[-/]?\d[\w/-]*|Asia\/\w+|UTC|SMS|VIP|OdooBot|offer\.txt|photo\.png|png|PNG|\.pdf/g;
const SCREEN = ".o_menu_sections, .o_control_panel, .o_form_view .o_form_statusbar, .o_form_sheet, .o_kanban_renderer, .o_list_renderer, .modal-content, #wrap";

function latin(root) {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) {
        const { data, parentElement } = texts.currentNode;
        const hidden = parentElement.closest("script, style, .o-mail-Chatter");
        const word = data.replace(NO_WORD, "").trim();
        if (!hidden && parentElement.offsetParent && /[A-Za-z]{3}/.test(word)) {
            found.push(word);
        }
    }
    return found;
}

/** Whoever reads Chinese finds no English on the screen. */
function read(lang) {
    return {
        content: "Read the screen",
        trigger: "body:has(.o_action_manager .o_view_controller, #wrap)",
        run() {
            const roots = [...document.querySelectorAll(SCREEN)];
            const words = lang === "zh_CN" ? roots.flatMap(latin) : [];
            if (words.length) {
                throw new Error(`Not translated: ${[...new Set(words)].join(" | ")}`);
            }
        },
    };
}
