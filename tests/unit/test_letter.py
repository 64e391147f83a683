"""CASE-1: what is found out about a mail before anything is done with it."""

from kas_lib.letter import MAX_NUMBER, Letter

LONG = f"<{'x' * 3000}@hotel.example>"


def letter(number=None, references=""):
    lines = ["From: wang@hotel.example", f"References: {references}"]
    if number:
        lines.append(f"Message-Id: {number}")
    return Letter("\r\n".join(lines).encode() + b"\r\n\r\nHelp")


def test_a_number_that_fits_stays_as_it_is():
    fits = f"<{'x' * (MAX_NUMBER - 2)}>"
    assert letter(fits).number == fits
    assert letter(fits).raw.count(b"Message-Id") == 1


def test_a_number_too_long_is_always_the_same_short_one():
    short = letter(LONG).number
    assert len(short) <= MAX_NUMBER
    assert letter(LONG, "<other@x>").number == short
    assert letter(LONG.replace("hotel", "bank")).number != short
    assert letter(LONG).raw.startswith(b"Message-Id: " + short.encode())


def test_an_answer_refers_to_the_short_one():
    short = letter(LONG).number
    assert letter(references=f"<one@x> {LONG}").references == ["<one@x>", short]


def test_without_a_number_the_content_makes_one():
    assert letter().number == letter().number
    assert letter().number != letter(references="<one@x>").number
