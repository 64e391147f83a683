import { Component, useState } from "@odoo/owl";
import { AutoComplete } from "@web/core/autocomplete/autocomplete";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const NUMBER = /^[+\d\s()./-]{4,}$/;
const NEW_CALLER = { partner_name: false, partner_phone: false };

/** One box that finds whoever calls, by telephone, name, pinyin, card or device. */
export class FindCustomer extends Component {
    static template = "key_account_service.FindCustomer";
    static components = { AutoComplete };
    static props = {
        ...standardFieldProps,
        placeholder: { type: String, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ typed: "" });
    }

    get value() {
        return this.props.record.data[this.props.name]?.display_name || this.state.typed;
    }

    get sources() {
        return [
            {
                placeholder: _t("Searching…"),
                options: (text) => this.find(text),
                optionSlot: "customer",
            },
        ];
    }

    async find(text) {
        if (!text) {
            return [];
        }
        const { resModel } = this.props.record;
        const found = await this.orm.silent.call(resModel, "find_customers", [text]);
        const options = found.customers.map((customer) => ({
            label: customer.name,
            data: customer,
            onSelect: () => this.choose(customer),
        }));
        if (found.more) {
            options.push({ label: _t("There are more: type more."), cssClass: "text-muted" });
        }
        if (found.no_devices) {
            options.push({
                label: _t("Too many searches for devices: they are found again later."),
                cssClass: "text-muted",
            });
        }
        options.push({
            label: _t("New caller: “%s”", text),
            cssClass: "o_find_customer_new",
            onSelect: () => this.takeNewCaller(text),
        });
        return options;
    }

    choose({ id, name, company }) {
        this.state.typed = "";
        const display_name = company ? `${company}, ${name}` : name;
        return this.props.record.update({
            [this.props.name]: { id, display_name },
            ...NEW_CALLER,
        });
    }

    /** Nobody knows this caller: what was typed is a name, or the number to call back. */
    async takeNewCaller(text) {
        this.state.typed = text;
        const field = NUMBER.test(text.normalize("NFKC")) ? "partner_phone" : "partner_name";
        await this.props.record.update({
            [this.props.name]: false,
            ...NEW_CALLER,
            [field]: text,
        });
    }

    /** An emptied box is nobody. */
    onChange({ inputValue }) {
        if (!inputValue.trim()) {
            this.state.typed = "";
            this.props.record.update({ [this.props.name]: false });
        }
    }
}

registry.category("fields").add("find_customer", {
    component: FindCustomer,
    displayName: _t("Find the customer"),
    supportedTypes: ["many2one"],
    extractProps: ({ placeholder }) => ({ placeholder }),
});
