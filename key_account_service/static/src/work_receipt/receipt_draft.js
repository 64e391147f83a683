import { browser } from "@web/core/browser/browser";
import { user } from "@web/core/user";
import { session } from "@web/session";

/** What is typed in the field: each text of a crew's receipt and of a visit record. */
const TEXTS = [
    "repair_work_done",
    "repair_cause",
    "repair_parts",
    "repair_measured",
    "content",
    "needs",
    "handling",
    "competitor_info",
];
/** After so many days nobody comes back for what was typed. */
const KEPT_DAYS = 7;
const FAMILY = "key_account_service.receipt";

/**
 * What was typed into a record and has not reached the server: kept on the device, by
 * user and record, until it is saved or discarded. It outlives a lost connection, a
 * closed page and a telephone that runs out of power.
 */
export class ReceiptDraft {
    constructor(resModel, resId) {
        this.key = [FAMILY, session.db, user.userId, resModel, resId].join("/");
        // What nobody has saved yet cannot be found again.
        this.isKept = Boolean(resId);
    }

    static isText(name) {
        return TEXTS.includes(name);
    }

    get kept() {
        return this.isKept ? read(this.key) : null;
    }

    /** Keep `typed` as the text of `name`; `saved` is what the server had before. */
    keep(name, typed, saved) {
        if (!this.isKept) {
            return;
        }
        const draft = this.kept ?? { texts: {} };
        const before = draft.texts[name]?.saved ?? saved ?? "";
        draft.texts[name] = { typed, saved: before || "" };
        draft.at = Date.now();
        try {
            browser.localStorage.setItem(this.key, JSON.stringify(draft));
        } catch {
            // A full store must not keep anybody from typing.
        }
    }

    forget() {
        browser.localStorage.removeItem(this.key);
    }

    /** The texts that did not arrive, joined to what a colleague saved meanwhile. */
    missing(data) {
        const found = {};
        for (const [name, { typed, saved }] of Object.entries(this.kept?.texts ?? {})) {
            const now = data[name] || "";
            if (now === saved && now !== typed) {
                found[name] = typed;
            } else if (!now.includes(typed)) {
                found[name] = `${now}\n${typed}`;
            }
        }
        return found;
    }

    static forgetOld() {
        const oldest = Date.now() - KEPT_DAYS * 24 * 60 * 60 * 1000;
        for (const key of Object.keys(browser.localStorage)) {
            if (key.startsWith(`${FAMILY}/`) && !(read(key)?.at > oldest)) {
                browser.localStorage.removeItem(key);
            }
        }
    }
}

function read(key) {
    try {
        return JSON.parse(browser.localStorage.getItem(key));
    } catch {
        return null;
    }
}
