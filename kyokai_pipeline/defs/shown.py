"""What a reader of the UI sees beside an asset or a check: rows, a look inside, and errors in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import dagster as dg

from kyokai_pipeline.errors import causes_of
from kyokai_pipeline.messages import both, from_plain, to_plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kyokai_pipeline.errors import ReportError
    from kyokai_pipeline.messages import Phrase

PREVIEW = 10
"""Rows of a table that are worth a look."""
MOST_PROBLEMS = 20

CODES = "codes"
"""The metadata of a failure under which the codes of its problems lie."""
SAID = "said"
"""The metadata of a check under which its warning lies, in no language yet."""
_INLINE = 900
"""Dagster shows Markdown in place up to 1,000 characters."""

_CELL = 60


def preview(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> dg.TableMetadataValue:
    """The first rows as a table; long texts are cut, everything is text."""
    schema = dg.TableSchema([dg.TableColumn(name, "string") for name in columns])
    records = [
        dg.TableRecord({name: _short(value) for name, value in zip(columns, row, strict=True)})
        for row in rows[:PREVIEW]
    ]
    return dg.MetadataValue.table(records=records, schema=schema)


def _short(value: Any) -> str:
    text = str(value)
    if text in {"None", "<NA>", "nan", "NaT"}:
        return ""
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"


def said(warning: Phrase) -> Mapping[str, Any]:
    """A warning as metadata, so that the terminal can tell it in its reader's language."""
    return {SAID: dg.MetadataValue.json(to_plain(warning))}


def told(evaluation: dg.AssetCheckEvaluation) -> str:
    """What a check says, in the reader's language where it can be."""
    plain = evaluation.metadata.get(SAID)
    return from_plain(plain.value).text() if plain is not None else evaluation.description or ""


_MARKUP = str.maketrans({char: f"\\{char}" for char in "\\`*_{}[]<>#|~!"})


def as_text(text: str) -> str:
    """Text from outside as Markdown shows it: as it is, whatever it holds."""
    return text.replace("&", "&amp;").translate(_MARKUP)


def fenced(text: str) -> str:
    """Text from outside as a block, which ends only where the block does."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def words(errors: Sequence[ReportError]) -> str:
    """Why something is refused, in words: the first cause with what follows from it, and how many more there are."""
    first, *others = causes_of(errors)
    more = f"\n\n{both('and_more', more=len(others))}" if others else ""
    return f"{first.block('ja')}\n\n{first.block('en')}{more}"


def problems(errors: Sequence[ReportError]) -> Mapping[str, Any]:
    """Errors as metadata: the first in words, all of them as a table."""
    columns = ("what", "page", "box", "printed", "remedy")
    records = [
        dg.TableRecord(
            {
                "what": f"{error.what_ja} / {error.what}",
                "page": "" if error.page is None else str(error.page),
                "box": "" if error.box is None else "({:.1f}, {:.1f})-({:.1f}, {:.1f})".format(*error.box),
                "printed": error.printed or "",
                "remedy": f"{error.remedy_ja} / {error.remedy}",
            }
        )
        for error in errors[:MOST_PROBLEMS]
    ]
    schema = dg.TableSchema([dg.TableColumn(name, "string") for name in columns])
    block = causes_of(errors)[0].block() if errors else ""
    return {
        "problem": dg.MetadataValue.md(fenced(block[:_INLINE])),
        "problems": dg.MetadataValue.int(len(errors)),
        CODES: dg.MetadataValue.text(" ".join(sorted({error.code for error in errors}))),
        "details": dg.MetadataValue.table(records=records, schema=schema),
        "file": dg.MetadataValue.text(next((error.file for error in errors if error.file), "")),
    }
