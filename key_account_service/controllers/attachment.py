# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.http import request, route

from odoo.addons.mail.controllers.attachment import AttachmentController

from ..lib.upload import MEGABYTE, upload_fault


class CaseAttachment(AttachmentController):
    """What customers send is of a kind and size that we can open (SEC-4)."""

    @route()
    def mail_attachment_upload(
        self, ufile, thread_id, thread_model, is_pending=False, **kwargs
    ):
        """Refuse a customer's file with a sentence that the page shows."""
        if thread_model == "helpdesk.ticket" and not request.env.user._is_internal():
            error = refused_file(ufile)
            if error:
                # As the web client reads it; a mere sentence it would not show.
                return request.make_json_response({"error": {"message": error}})
        return super().mail_attachment_upload(
            ufile, thread_id, thread_model, is_pending=is_pending, **kwargs
        )


def refused_file(file):
    """Why a file of a customer is not taken, as a sentence; empty if it is."""
    limit = request.env.company.sudo().key_account_portal_mb or 1
    content = file.stream.read(limit * MEGABYTE + 1)
    file.stream.seek(0)
    words = {
        "empty": request.env._("“%(file)s” is empty.", file=file.filename),
        "size": request.env._(
            "“%(file)s” is too large. Send files of at most %(limit)s MB.",
            file=file.filename,
            limit=limit,
        ),
        "kind": request.env._(
            "“%(file)s” is of a kind we do not take. Send pictures, PDF, documents, "
            "sound, film or ZIP.",
            file=file.filename,
        ),
    }
    return words.get(upload_fault(file.filename, content, limit), "")
