# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What an import works with: rows that are understood, and what was found in them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

#: Rows that go through the database together.
BATCH = 500
#: Findings that are kept; the others are only counted.
MAX_FINDINGS = 1000


@dataclass(slots=True, eq=False)
class Entry:
    """A row of a workbook, and what became of it.

    :ivar values: what its cells mean, by name of the column; blank ones are missing
    :ivar places: letter and heading by name of the column
    :ivar parent: the row of the account that a person belongs to, if in this workbook
    :ivar account: id of the contact that is the account of a person, if it is known
    :ivar partner, file: ids of contact and account file, 0 if there is none yet
    :ivar terms, contact, secrets: values to write, by name of the field
    :ivar parts: values of lines to write, by name of the column
    """

    kind: str
    sheet: str
    number: int
    values: dict[str, Any]
    places: dict[str, tuple[str, str]]
    parent: "Entry | None" = None
    account: int = 0
    partner: int = 0
    file: int = 0
    is_new: bool = False
    is_wrong: bool = False
    terms: dict[str, Any] = field(default_factory=dict)
    contact: dict[str, Any] = field(default_factory=dict)
    secrets: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, Any] = field(default_factory=dict)

    @property
    def account_is_new(self) -> bool:
        """Whether nobody can have kept anything in the file before this import."""
        if self.kind == "person":
            return bool(self.parent and self.parent.is_new)
        return self.is_new

    @property
    def is_changed(self) -> bool:
        return bool(self.terms or self.contact or self.secrets or self.parts)


class Findings(list):
    """What is to be said: ``code`` names a sentence, see ``_explain`` of the import.

    No finding repeats what stands in a cell.

    :ivar holders: ids of the files whose ID number the workbook brings for others
    """

    def __init__(self) -> None:
        super().__init__()
        self.errors = 0
        self.holders: set[int] = set()

    def error(self, entry: Entry, code: str, column: str = "", **details: Any) -> None:
        entry.is_wrong = True
        self._add("error", entry, code, column, details)

    def notice(self, entry: Entry, code: str, column: str = "", **details: Any) -> None:
        self._add("notice", entry, code, column, details)

    def _add(
        self, severity: str, entry: Entry, code: str, column: str, details: dict
    ) -> None:
        letter, heading = entry.places.get(column, ("", ""))
        place = {"sheet": entry.sheet, "row": entry.number}
        place |= {"letter": letter, "heading": heading}
        self.say(severity, code, details, **place)

    def say(
        self, severity: str, code: str, details: dict | None = None, **place: Any
    ) -> None:
        """Say something of a whole sheet or column, or of a cell."""
        is_error = severity == "error"
        self.errors += is_error
        # Notices must not take the room of errors.
        if len(self) < MAX_FINDINGS or (is_error and self.errors <= MAX_FINDINGS):
            self.append((code, details or {}, {"severity": severity, **place}))


def right(entries: Iterable[Entry]) -> list[Entry]:
    """Those of which nothing wrong was found so far."""
    return [entry for entry in entries if not entry.is_wrong]


def batches(entries: list[Entry]) -> Iterator[list[Entry]]:
    for start in range(0, len(entries), BATCH):
        yield entries[start : start + BATCH]
