import { onMounted, useEffect } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { RelationalModel } from "@web/model/relational_model/relational_model";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";
import { ReceiptDraft } from "./receipt_draft";

/**
 * A form for the field, of a crew or of a visitor, used where there is no network. Odoo
 * sends what is typed when the page closes and does not learn whether it arrived: so it
 * is kept until it did.
 */
export class WorkReceiptController extends FormController {
    setup() {
        super.setup();
        this.notifications = useService("notification");
        ReceiptDraft.forgetOld();
        // Letter by letter: the record itself learns of a text when its field is left.
        onMounted(() => {
            this.rootRef.el.addEventListener("input", (ev) => this.keep(ev.target));
        });
        // Also when a button has loaded the form anew under what was being typed.
        useEffect(
            () => {
                this.bringBack();
            },
            () => [this.model.root, this.model.root.resId]
        );
    }

    get draft() {
        return new ReceiptDraft(this.model.root.resModel, this.model.root.resId);
    }

    keep(input) {
        const name = input.closest(".o_field_widget[name]")?.getAttribute("name");
        if (ReceiptDraft.isText(name)) {
            this.draft.keep(name, input.value, this.model.root.data[name]);
        }
    }

    async bringBack() {
        const missing = this.draft.missing(this.model.root.data);
        if (!Object.keys(missing).length) {
            this.draft.forget();
            return;
        }
        await this.model.root.update(missing);
        const words = _t(
            "What you typed had not been saved. It is back in the form: look it through, then go on."
        );
        this.notifications.add(words, { type: "warning", sticky: true });
    }

    async onRecordSaved(record, changes) {
        this.draft.forget();
        return super.onRecordSaved(record, changes);
    }

    async discard() {
        this.draft.forget();
        return super.discard();
    }
}

/** What was typed is joined to what the server has, not to what the browser remembers. */
export class WorkReceiptModel extends RelationalModel {
    _getCacheParams(config, ...rest) {
        const draft = new ReceiptDraft(config.resModel, config.resId);
        return draft.kept ? undefined : super._getCacheParams(config, ...rest);
    }
}

registry.category("views").add("key_account_work_receipt", {
    ...formView,
    Controller: WorkReceiptController,
    Model: WorkReceiptModel,
});
