# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Whether a picture is a signature that somebody has drawn."""

import io

from PIL import Image

#: Largest file, in bytes, and largest picture, in points, that are looked at.
MAX_BYTES = 1_000_000
MAX_POINTS = 4_000_000
#: A stroke leaves more points than a slip of the finger.
MIN_INK = 40


class NoDrawing(ValueError):
    """The picture is no signature; the message is the reason: see :data:`REASONS`."""


#: Why a picture is refused.
REASONS = ("format", "size", "empty")


def check_drawing(data: bytes) -> None:
    """See that a picture is a PNG of a sane size on which something is drawn.

    :raises NoDrawing: ``format`` if it is no PNG, ``size`` if it is too large,
        ``empty`` if nothing is drawn on it
    """
    if len(data) > MAX_BYTES:
        raise NoDrawing("size")
    try:
        picture = _open(data)
        if picture.width * picture.height > MAX_POINTS:
            raise NoDrawing("size")
        # Else what is cut off would be filled up where a program around us asked Pillow
        # to do so, as Odoo does.
        _open(data).verify()
        picture.load()
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise NoDrawing("format") from error
    if _ink(picture) < MIN_INK:
        raise NoDrawing("empty")


def _open(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data), formats=["PNG"])


def _ink(picture: Image.Image) -> int:
    """How many points differ from the ground, which is what most points show."""
    points = picture.convert("RGBA")
    paper = Image.new("RGBA", points.size, "white")
    shades = Image.alpha_composite(paper, points).convert("L").histogram()
    return sum(shades) - max(shades)
