import { registry } from "@web/core/registry";
import { ListRenderer } from "@web/views/list/list_renderer";
import { listView } from "@web/views/list/list_view";

/**
 * A list whose buttons are pressed often. A button at work takes no click, so the second
 * half of a double click falls on its cell, which would open the record as it was before.
 */
export class ActionListRenderer extends ListRenderer {
    onButtonCellClicked() {}
}

registry.category("views").add("key_account_action_list", {
    ...listView,
    Renderer: ActionListRenderer,
});
