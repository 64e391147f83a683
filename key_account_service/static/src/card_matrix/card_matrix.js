import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { user } from "@web/core/user";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const RULE = "key.account.card.rule";

/** Which key person is given which card: a row a tier and level, a column a role. */
export class CardMatrix extends Component {
    static template = "key_account_service.CardMatrix";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ cells: {}, saved: "" });
        onWillStart(() => this.load());
    }

    async load() {
        const [fields, cards, tiers, rules, canEdit] = await Promise.all([
            this.orm.call(RULE, "fields_get", [["key_person_role", "account_level"], ["selection"]]),
            this.orm.searchRead("key.account.card", [], ["name", "color"]),
            this.orm.searchRead("key.account.tier", [], ["display_name", "card_by_level"]),
            this.orm.searchRead(RULE, [], ["tier_id", "account_level", "key_person_role", "card_id"]),
            user.checkAccessRight(RULE, "write"),
        ]);
        this.canEdit = canEdit;
        this.roles = fields.key_person_role.selection;
        this.cards = cards;
        this.rows = tiers.flatMap((tier) => this.rowsOf(tier, fields.account_level.selection));
        for (const rule of rules) {
            const key = this.key(rule.tier_id[0], rule.account_level, rule.key_person_role);
            this.state.cells[key] = { id: rule.id, card: rule.card_id && rule.card_id[0] };
        }
    }

    rowsOf(tier, levels) {
        const row = (level, label) => ({ tier: tier.id, name: tier.display_name, level, label });
        if (!tier.card_by_level) {
            return [row(false, "")];
        }
        return [...levels.map(([level, label]) => row(level, label)), row(false, _t("Level not stated"))];
    }

    key(tier, level, role) {
        return [tier, level || "", role].join("/");
    }

    cell(row, role) {
        return this.state.cells[this.key(row.tier, row.level, role)] || { id: false, card: false };
    }

    color(row, role) {
        const card = this.cards.find(({ id }) => id === this.cell(row, role).card);
        return card ? card.color : false;
    }

    async choose(row, role, value) {
        const key = this.key(row.tier, row.level, role);
        const card = value ? parseInt(value) : false;
        const { id, card: before } = this.cell(row, role);
        this.state.cells[key] = { id, card };
        try {
            this.state.cells[key].id = await this.save(id, row, role, card);
            this.state.saved = key;
        } catch (error) {
            this.state.cells[key] = { id, card: before };
            throw error;
        }
    }

    async save(id, row, role, card) {
        if (id) {
            await this.orm.write(RULE, [id], { card_id: card });
            return id;
        }
        const values = {
            tier_id: row.tier,
            account_level: row.level,
            key_person_role: role,
            card_id: card,
        };
        return (await this.orm.create(RULE, [values]))[0];
    }

    label(row, role) {
        return [row.name, row.label, role].filter(Boolean).join(", ");
    }

    open(name) {
        return this.action.doAction(`key_account_service.${name}`);
    }
}

registry.category("actions").add("key_account_card_matrix", CardMatrix);
