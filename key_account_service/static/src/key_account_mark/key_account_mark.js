import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** The tier of a key account as a mark that nobody overlooks: by shape and word. */
export class KeyAccountMark extends Component {
    static template = "key_account_service.KeyAccountMark";
    static props = { ...standardFieldProps };

    get tier() {
        return this.props.record.data[this.props.name]?.display_name;
    }

    get title() {
        return _t("Key account: comes first");
    }
}

registry.category("fields").add("key_account_mark", {
    component: KeyAccountMark,
    displayName: _t("Key account mark"),
    supportedTypes: ["many2one"],
});
