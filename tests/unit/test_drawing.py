"""CASE-9: a signature is a picture on which something is drawn."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFile

from kas_lib.drawing import MAX_BYTES, NoDrawing, check_drawing

POINTS = st.tuples(st.integers(0, 299), st.integers(0, 99))
COLOURS = st.sampled_from(["black", "navy", "red"])
GROUNDS = st.sampled_from([(255, 255, 255, 0), (0, 0, 0, 0), (255, 255, 255, 255)])


def png(picture, format_="PNG"):
    buffer = io.BytesIO()
    picture.save(buffer, format_)
    return buffer.getvalue()


def reason(data):
    with pytest.raises(NoDrawing) as refused:
        check_drawing(data)
    return str(refused.value)


@given(st.lists(POINTS, min_size=2, max_size=9), COLOURS, GROUNDS)
def test_a_stroke_is_a_signature_on_every_ground(points, colour, ground):
    picture = Image.new("RGBA", (300, 100), ground)
    ImageDraw.Draw(picture).line([(5, 5), (250, 60), *points], colour, 3)
    check_drawing(png(picture))


@given(GROUNDS, st.integers(1, 400), st.integers(1, 400))
def test_an_empty_pad_is_none(ground, width, height):
    assert reason(png(Image.new("RGBA", (width, height), ground))) == "empty"


@given(st.binary(max_size=500))
def test_rubbish_is_none(data):
    assert reason(data) == "format"


@given(st.integers(1, 600), st.booleans())
def test_a_picture_that_is_cut_off_is_none(length, filled_up):
    picture = Image.new("RGBA", (300, 100), "white")
    ImageDraw.Draw(picture).line([(5, 5), (250, 60)], "black", 3)
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    # Odoo asks Pillow to fill up what is missing.
    ImageFile.LOAD_TRUNCATED_IMAGES = filled_up
    try:
        assert reason(png(picture)[:length]) == "format"
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def test_another_format_is_none():
    assert reason(png(Image.new("RGB", (300, 100), "white"), "JPEG")) == "format"


def test_what_is_too_large_is_not_even_opened():
    assert reason(b"\x89PNG" + b"0" * MAX_BYTES) == "size"
    assert reason(png(Image.new("1", (5000, 1000)))) == "size"
