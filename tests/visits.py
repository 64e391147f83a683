"""Visits for tests: made, and signed as on the screen."""

import base64
import io

from PIL import Image, ImageDraw


def drawing():
    """A signature as the screen gives it."""
    picture = Image.new("RGBA", (300, 100), (255, 255, 255, 0))
    ImageDraw.Draw(picture).line([(20, 80), (90, 20), (280, 70)], "navy", 4)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return base64.b64encode(buffer.getvalue())


class VisitMixin:
    """Visits of the account manager to the hotel."""

    def make_visit(self, user=None, **values):
        Visit = self.env["key.account.visit"].with_user(user or self.officer)
        return Visit.create(
            {
                "partner_id": self.contact.id,
                "content": "We looked at the set-top boxes together.",
                **values,
            }
        )

    def sign(self, visit, **values):
        wizard = self.env["key.account.visit.sign"].with_env(visit.env)
        wizard.create(
            {"visit_id": visit.id, "signature": drawing(), **values}
        ).action_sign()
        return visit
