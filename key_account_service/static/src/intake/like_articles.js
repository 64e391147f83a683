import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Articles of the library that may help; one click reads one without leaving the form. */
export class LikeArticles extends Component {
    static template = "key_account_service.LikeArticles";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
    }

    get articles() {
        return this.props.record.data[this.props.name].records;
    }

    read(article) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: article.data.name,
            res_model: "key.account.case.article",
            res_id: article.resId,
            views: [[false, "form"]],
            target: "new",
        });
    }
}

registry.category("fields").add("like_articles", {
    component: LikeArticles,
    displayName: _t("Like cases of the library"),
    supportedTypes: ["many2many"],
    relatedFields: [
        { name: "name", type: "char", readonly: true },
        { name: "solution", type: "text", readonly: true },
    ],
});
