"""Cases that customers answer and sign on the portal."""

import base64
import io

import visits
from customer import PortalCase
from PIL import Image

from common import NOON


def drawing():
    """A signature as the browser sends it."""
    return visits.drawing().decode()


def blank():
    """A picture on which nobody has drawn."""
    buffer = io.BytesIO()
    Image.new("RGB", (200, 80), "white").save(buffer, "PNG")
    return base64.b64encode(buffer.getvalue()).decode()


class AnsweringCase(PortalCase):
    """A solved case whose customer was told, and knows the portal."""

    def setUp(self):
        super().setUp()
        self.case = self.solve(self.make_case())

    def solve(self, case, moment=NOON):
        with self.at(moment):
            case.stage_id = self.stage("solved")
            case._note_contact(moment)
        return case

    def answer(self, case=None, **words):
        """Send the form of the page; the address to which it leads."""
        case = case or self.case
        response = self.post(f"/my/ticket/{case.id}/answer", follow=False, **words)
        self.assertEqual(response.status_code, 303)
        return response.headers["Location"]

    def sign(self, case=None, name="Wang Fang", signature=None):
        case = case or self.case
        result = self.make_jsonrpc_request(
            f"/my/ticket/{case.id}/sign",
            {"name": name, "signature": drawing() if signature is None else signature},
        )
        self.env.invalidate_all()
        return result

    def ratings(self, case=None):
        case = case or self.case
        return self.env["rating.rating"].search(
            [("res_model", "=", case._name), ("res_id", "=", case.id)]
        )
