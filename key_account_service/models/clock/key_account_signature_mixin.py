# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import binascii

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.mimetypes import guess_mimetype

#: What a signature may be: a drawing, never a document that could carry a script.
IMAGES = ("image/png", "image/jpeg")


class KeyAccountSignatureMixin(models.AbstractModel):
    """What all records share that somebody signs on the screen (VISIT-4, CASE-9)."""

    _name = "key.account.signature.mixin"
    _description = "Signed on the Screen"

    @api.model
    def _check_drawing(self, signature):
        """:raises UserError: if a signature (base64) is no drawing"""
        try:
            mimetype = guess_mimetype(base64.b64decode(signature or b""))
        except binascii.Error:
            mimetype = ""
        if mimetype not in IMAGES:
            raise UserError(
                self.env._("A signature has to be drawn, or given as a PNG or JPEG.")
            )
