import { registry } from "@web/core/registry";

const cell = (level, tier, role) => `.o_card_matrix_cell[data-cell='${level}/${tier}/${role}']`;

/** The administrator gives a card, and takes one away, in the grid. */
registry.category("web_tour.tours").add("key_account_card_matrix", {
    url: "/odoo/key-account-card-matrix",
    steps: () => [
        {
            content: "The matrix of the Handbook stands there",
            trigger: `${cell("province", "A · Core", "decision_maker")} select:has(option:checked:contains('Diamond card'))`,
        },
        {
            content: "A gold card for the liaison of B",
            trigger: `${cell("any", "B · Important", "liaison")} select`,
            run: "selectByLabel Gold card",
        },
        {
            content: "It is saved at once",
            trigger: `${cell("any", "B · Important", "liaison")} i.fa-check:not(.invisible)`,
        },
        {
            content: "None for the influencer of B",
            trigger: `${cell("any", "B · Important", "influencer")} select`,
            run: "selectByLabel No card",
        },
        {
            content: "It is saved at once",
            trigger: `${cell("any", "B · Important", "influencer")} i.fa-check:not(.invisible)`,
        },
        {
            content: "A cell that nobody has filled yet",
            trigger: `${cell("any", "E · New", "liaison")} select`,
            run: "selectByLabel Silver card",
        },
        {
            content: "It is saved at once",
            trigger: `${cell("any", "E · New", "liaison")} i.fa-check:not(.invisible)`,
        },
    ],
});

/** Whoever may not change the matrix reads it. */
registry.category("web_tour.tours").add("key_account_card_matrix_reader", {
    url: "/odoo/key-account-card-matrix",
    steps: () => [
        {
            content: "The cells cannot be changed",
            trigger: `${cell("city", "A · Core", "liaison")} select:disabled`,
        },
    ],
});
