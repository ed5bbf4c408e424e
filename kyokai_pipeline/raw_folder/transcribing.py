"""The files that a person needs to enter a table: a CSV beside the PDF, pictures of its pages, a line in the sidecar.

Belongs here: writing them. Does not belong here: what stands in the CSV (report/by_hand/).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kyokai_pipeline import confined
from kyokai_pipeline.errors import ReportRefused, Where, refuse
from kyokai_pipeline.raw_folder.shelf import sidecar_beside
from kyokai_pipeline.raw_folder.sidecar_writing import add_transcription
from kyokai_pipeline.report.by_hand.form import form_of
from kyokai_pipeline.report.by_hand.transcription import Transcription
from kyokai_pipeline.settings import limits

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from kyokai_pipeline.report.by_hand.form import Form


@dataclass(frozen=True)
class Written:
    """What was written.

    Attributes:
        lines: How many lines wait to be filled in.
        line: The line of the sidecar that names the file.
        sidecar: Where that line was added; None where it is still to be added.
    """

    csv: Path
    pictures: tuple[Path, ...]
    lines: int
    line: str
    sidecar: Path | None


def transcribe(pdf: Path, table: str, pages: Sequence[int], by: str | None, today: date) -> Written:
    """Write the files for one table.

    Args:
        pdf: The report.
        table: Of vocabulary/tables.yml, or ``kpi``.
        pages: Where it stands; where none is given, its words are looked for.
        by: Who will enter it; with a name the sidecar is told at once.
        today: The day that the sidecar is told.

    Raises:
        ReportError: The PDF is no such report, there is no such table, the CSV is there already, or the sidecar
            cannot be added to.
        OSError: The folder cannot be written.
    """
    csv = pdf.with_name(f"{pdf.stem}.{table}.csv")
    if csv.exists():
        raise ReportRefused.because([refuse("hand_file_there", Where(file=csv.name), file=csv.name)])
    form: Form = confined.call(form_of, pdf, table, pages, file=pdf.name, limits=limits())
    sidecar = sidecar_beside(pdf)
    if by:
        add_transcription(sidecar, Transcription(table, csv.name, by, today))
    csv.write_text(form.csv, encoding="utf-8", newline="")
    pictures = []
    for page, picture in form.pictures.items():
        pictures.append(csv.with_suffix(f".p{page:02d}.png"))
        pictures[-1].write_bytes(picture)
    line = f"transcribed: [{{table: {table}, file: {csv.name}, by: {by or '…'}, at: {today}}}]"
    return Written(csv, tuple(pictures), form.lines, line, sidecar if by else None)
