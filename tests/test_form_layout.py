"""CASE-9, VISIT-4: nothing on a printed form is hidden under its header or footer."""

from test_reports import COMPLAINT, VISIT, FormCase, plain

from common import HOUR, NOON

HEADER, BODY, FOOTER = "header", "body", "footer"
#: Points from the upper edge that the style sheet leaves to a header (165 px); what is
#: longer is cut off there, yet the extractor reads it.
HEADER_ROOM = 165 * 0.768


def placed(page):
    """Where each piece of text stands.

    The engine draws header, body and footer one after the other, each in coordinates
    of its own: those of the header begin at the upper edge of the paper, those of the
    footer in the lower margin, those of the body anywhere else.

    :return: dict of part to a list of ``(bottom, top, text)`` in points from below
    """
    parts = {HEADER: [], BODY: [], FOOTER: []}
    height = float(page.mediabox.height)

    def note(text, matrix, position, _font, size):
        if not text.strip():
            return
        origin = matrix[5]
        baseline = position[5] * matrix[3] + origin
        part = HEADER if abs(origin - height) < 2 else BODY
        if part == BODY and origin < height * 0.15:
            part = FOOTER
        letter = abs(matrix[3]) * size
        parts[part].append((baseline - letter / 4, baseline + letter, text.strip()))

    page.extract_text(visitor_text=note)
    edge = height - HEADER_ROOM
    parts[HEADER] = [piece for piece in parts[HEADER] if piece[1] > edge]
    return parts


class TestLayout(FormCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.visit = cls.make_visit(
            cls, content="\n".join(f"Line {n} end" for n in range(30))
        )

    def long_case(self):
        return self.make_case(
            team_id=self.desk.id,
            description="".join(f"<p>Word {n} of it.</p>" for n in range(40)),
        )

    def assert_apart(self, page, *about):
        """Header, body and footer each have text, one below the other."""
        parts = placed(page)
        for part, pieces in parts.items():
            self.assertTrue(pieces, (part, *about))
        lowest = {part: min(parts[part]) for part in parts}
        highest = {part: max(parts[part], key=lambda piece: piece[1]) for part in parts}
        self.assertGreaterEqual(lowest[HEADER][0], highest[BODY][1], (lowest, *about))
        room = float(page.mediabox.height) - HEADER_ROOM
        self.assertGreaterEqual(room, highest[BODY][1], (highest, *about))
        self.assertGreaterEqual(lowest[BODY][0], highest[FOOTER][1], (lowest, *about))
        self.assertLess(highest[HEADER][1], float(page.mediabox.height), about)
        self.assertGreater(lowest[FOOTER][0], 0, about)
        return plain("".join(text for _bottom, _top, text in parts[BODY]))

    def assert_readable(self, report, docs, title, *about):
        self.print(report, docs)
        bodies = [self.assert_apart(page, *about) for page in self.pdf.pages]
        self.assertIn(plain(title), bodies[0][: len(plain(title)) + 40], about)
        return bodies

    def test_in_every_layout_that_a_company_can_choose(self):
        self.company.company_details = "<p>Shuhan Road 1</p><p>Chengdu</p><p>China</p>"
        for layout in self.env["report.layout"].search([]):
            self.company.external_report_layout_id = layout.view_id
            self.assert_readable(VISIT, self.visit, "Visit Report", layout.name)

    def test_with_a_company_that_has_much_to_say_of_itself(self):
        self.company.write(
            {
                "report_header": "<p>A motto<br/>of two lines</p>",
                "report_footer": "<p>Hotline, bank, register, all of it</p>",
                "company_details": "".join(
                    f"<p>Address line {n}</p>" for n in range(9)
                ),
            }
        )
        self.assert_readable(VISIT, self.visit, "Visit Report")
        self.assert_readable(
            COMPLAINT, self.long_case(), "Opinion & Complaint Handling Form"
        )

    def test_on_every_page_of_a_run_in_two_languages(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.contact.lang = "zh_CN"
        case = self.long_case()
        with self.at(NOON + HOUR):
            self.print(COMPLAINT, case | self.make_case(partner_id=self.account.id))
        self.assertGreaterEqual(len(self.pdf.pages), 4)
        for page in self.pdf.pages:
            self.assert_apart(page)


class TestTheTestItself(FormCase):
    """A title that slid under the header would be noticed."""

    def test_a_header_that_is_too_low_is_found(self):
        self.ref("paperformat_form").margin_top = 20
        self.print(VISIT, self.make_visit())
        checks = TestLayout("assert_apart")
        with self.assertRaises(AssertionError):
            checks.assert_apart(self.pdf.pages[0])
