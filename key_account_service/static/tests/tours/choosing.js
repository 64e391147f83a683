/** Whether a list of records is open that offers one with these words. */
function isOffered(text) {
    const offers = document.querySelectorAll(".o-autocomplete--dropdown-item a");
    return [...offers].some((offer) => offer.textContent.includes(text));
}

async function waitFor(test, tries) {
    for (let n = 0; n < tries && !test(); n++) {
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return test();
}

/** Choose a record in a field by words of its name. */
export function choose(field, text, where = ".modal") {
    const input = `${where} div[name='${field}'] input`;
    return [
        {
            content: `Look for ${text}`,
            trigger: input,
            timeout: 30000,
            // A form that is drawn anew meanwhile closes the list: one types again.
            async run(helpers) {
                for (let n = 0; n < 5; n++) {
                    await helpers.edit(text, input);
                    if (await waitFor(() => isOffered(text), 40)) {
                        return;
                    }
                }
            },
        },
        {
            content: `Choose ${text}`,
            trigger: `.o-autocomplete--dropdown-item a:contains('${text}')`,
            run: "click",
        },
    ];
}

/** Choose one of the words of a selection. */
export function select(field, word, where = ".modal") {
    const box = `${where} div[name='${field}'] .o_select_menu_toggler`;
    const item = `.o_select_menu_item:contains('${word}')`;
    const isChosen = () => {
        const found = document.querySelector(box);
        return (found?.value || found?.textContent || "").includes(word);
    };
    const isOpen = () =>
        [...document.querySelectorAll(".o_select_menu_item")].some((offer) =>
            offer.textContent.includes(word)
        );
    return [
        {
            content: `Choose ${word}`,
            trigger: box,
            timeout: 30000,
            async run(helpers) {
                for (let n = 0; n < 5 && !isChosen(); n++) {
                    await helpers.click(box);
                    if (await waitFor(isOpen, 40)) {
                        await helpers.click(item);
                    }
                    await waitFor(isChosen, 20);
                }
            },
        },
    ];
}
