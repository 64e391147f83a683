# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Which files a customer may send us: by ending, by content and by size."""

#: What is looked at and played, never run: pictures, documents, sound, films, archives.
ENDINGS = frozenset(
    "jpg jpeg png gif webp bmp heic pdf txt csv log doc docx xls xlsx ppt pptx odt ods "
    "wps et eml msg mp3 m4a wav amr mp4 mov 3gp zip".split()
)
#: How programs begin, whatever they are called.
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
MEGABYTE = 1024 * 1024


def upload_fault(name, content, limit):
    """Why a file is not taken.

    :param str name: as the sender calls it
    :param bytes content: all of it, or one byte more than the limit
    :param int limit: megabytes (2**20 bytes) that a file may have
    :return: ``empty``, ``size``, ``kind``, or nothing if it is taken
    """
    if not content:
        return "empty"
    if len(content) > limit * MEGABYTE:
        return "size"
    _stem, dot, ending = (name or "").strip().rpartition(".")
    if not dot or ending.lower() not in ENDINGS or content.startswith(PROGRAMS):
        return "kind"
    return ""
