import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const box = (name) => `.o_form_view div[name='${name}'] textarea`;

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
