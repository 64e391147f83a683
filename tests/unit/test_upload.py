"""Which files a customer may send: ending, content and size."""

from hypothesis import given
from hypothesis import strategies as st

from kas_lib.upload import ENDINGS, MEGABYTE, PROGRAMS, upload_fault


def test_what_people_send_is_taken():
    for name in ("photo.JPG", "invoice.pdf", "the sound.of.it.mp3", "表.xlsx"):
        assert upload_fault(name, b"x", 1) == ""


def test_what_runs_is_not_taken_whatever_it_is_called():
    for name in ("a.exe", "a.html", "a.svg", "a.js", "a.pdf.bat", "pdf", "", None, "."):
        assert upload_fault(name, b"x", 1) == "kind"
    for start in PROGRAMS:
        assert upload_fault("photo.jpg", start + b"x", 1) == "kind"


def test_the_limit_itself_is_taken_and_one_byte_more_is_not():
    full = bytes(20 * MEGABYTE)
    assert upload_fault("film.mp4", full, 20) == ""
    assert upload_fault("film.mp4", full + b"x", 20) == "size"
    assert upload_fault("film.mp4", b"", 20) == "empty"


@given(st.text(), st.sampled_from(sorted(ENDINGS)), st.binary(min_size=1))
def test_a_known_ending_is_taken_unless_the_content_runs(stem, ending, content):
    fault = upload_fault(f"{stem}.{ending}", content, 1)
    assert fault == ("kind" if content.startswith(PROGRAMS) else "")


@given(st.text(), st.binary(max_size=64))
def test_no_name_is_an_error(name, content):
    assert upload_fault(name, content, 1) in ("", "kind", "empty")
