"""One line of a release note, and the two files that it compares.

Does not belong here: finding what changed (differences.py, listed.py).
"""

from __future__ import annotations

from dataclasses import dataclass

NEW, BASE = "w", "base"
"""Names under which the two files are attached."""


@dataclass(frozen=True)
class Change:
    """One line of a release note.

    Attributes:
        section: A code of release_note.section, e.g. edition or doubt.
        edition_id: Edition it is about, where it is about one.
        subject: What changed: a table, a measure and year, an indicator.
        change: added, withdrawn, changed; named for an indicator that had a provisional id; first for a check that has
            nothing to be compared with.
        before: In the file published before; none where it was not there.
        after: In the new file; none where it is not there.
    """

    section: str
    edition_id: str | None
    subject: str
    change: str
    before: str | None
    after: str | None
