import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const open = (words) => [
    {
        trigger: `tr a:contains('${words}')`,
        run: "click",
        expectUnloadPage: true,
    },
];

tours.add("key_account_portal_denies", {
    url: "/my/tickets",
    steps: () => [
        ...open("No picture"),
        {
            content: "What was promised, and when we spoke with the customer",
            trigger: ".o_case_promise:contains('Asia/Shanghai')",
        },
        {
            trigger: ".o_case_words:contains('When we spoke with you') summary",
            run: "click",
        },
        {
            trigger: ".o_case_words[open] li:contains('We told you that it is solved')",
        },
        {
            content: "Attach a picture to a message",
            trigger: "#chatterRoot:shadow .o-mail-Composer .o_input_file:not(:visible)",
            run() {
                const files = new DataTransfer();
                files.items.add(new File(["x"], "dark.txt", { type: "text/plain" }));
                this.anchor.files = files.files;
                this.anchor.dispatchEvent(new Event("change"));
            },
        },
        {
            trigger: "#chatterRoot:shadow .o-mail-Composer .o-mail-AttachmentContainer:contains('dark.txt'):not(.o-isUploading)",
        },
        {
            content: "What we do not take is refused in words",
            trigger: "#chatterRoot:shadow .o-mail-Composer .o_input_file:not(:visible)",
            run() {
                const files = new DataTransfer();
                files.items.add(new File(["MZ"], "dark.exe"));
                this.anchor.files = files.files;
                this.anchor.dispatchEvent(new Event("change"));
            },
        },
        {
            trigger: ".o_notification:contains('of a kind we do not take') .o_notification_close",
            run: "click",
        },
        {
            content: "Write to us",
            trigger: "#chatterRoot:shadow .o-mail-Composer-input",
            run: "edit It is dark in room 12",
        },
        {
            trigger: "#chatterRoot:shadow .o-mail-Composer-send:enabled",
            run: "click",
        },
        {
            trigger: "#chatterRoot:shadow .o-mail-Message:contains('It is dark in room 12')",
        },
        {
            content: "No, it is not solved",
            trigger: ".o_case_no summary",
            run: "click",
        },
        {
            trigger: ".o_case_no[open] textarea[name='missing']",
            run: "edit Room 12 has no picture",
        },
        {
            trigger: ".o_case_no button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "[name='case_notice']:contains('We go on working on it')",
        },
        {
            trigger: "[name='customer_state']:contains('In progress')",
        },
        {
            content: "The question is gone, what was said stands in the conversation",
            trigger: "body:not(:has(.o_case_question))",
        },
        {
            trigger: "#chatterRoot:shadow .o-mail-Message:contains('Room 12 has no picture')",
        },
    ],
});

tours.add("key_account_portal_agrees", {
    url: "/my/tickets",
    steps: () => [
        ...open("No picture"),
        {
            trigger: ".o_case_yes summary",
            run: "click",
        },
        {
            content: "Say how content with us",
            trigger: ".o_case_yes[open] label:contains('Happy') input[value='5']",
            run: "click",
        },
        {
            trigger: ".o_case_yes textarea[name='feedback']",
            run: "edit Thank you",
        },
        {
            trigger: ".o_case_yes button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "[name='case_notice']:contains('We are glad')",
        },
        {
            content: "Read what is signed, and sign it",
            trigger: ".o_case_form:contains('No picture')",
        },
        {
            trigger: ".o_case_signature .o_web_sign_auto_button",
            run: "click",
        },
        {
            trigger: ".o_case_signature .o_portal_sign_submit:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "[name='case_notice']:contains('Your signature is kept')",
        },
        {
            trigger: "body:not(:has(.o_case_signature))",
        },
    ],
});
