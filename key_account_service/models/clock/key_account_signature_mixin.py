# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64

from odoo import api, models
from odoo.exceptions import UserError

from ...lib.drawing import NoDrawing, check_drawing


class KeyAccountSignatureMixin(models.AbstractModel):
    """What all records share that somebody signs on the screen (VISIT-4, CASE-9)."""

    _name = "key.account.signature.mixin"
    _description = "Signed on the Screen"

    @api.model
    def _check_drawing(self, signature):
        """:raises UserError: if a signature (base64) is no PNG with something drawn

        Never a document that could carry a script.
        """
        reasons = {
            "format": self.env._("A signature is drawn on the screen, or a PNG."),
            "size": self.env._("The picture of the signature is too large."),
            "empty": self.env._("Nothing is drawn yet. Draw the signature first."),
        }
        try:
            check_drawing(base64.b64decode(signature or b"", validate=True))
        except NoDrawing as error:
            raise UserError(reasons[str(error)]) from error
        except ValueError as error:
            raise UserError(reasons["format"]) from error
