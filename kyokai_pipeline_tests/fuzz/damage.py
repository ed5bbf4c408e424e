"""Ways in which a file is damaged on its way, and what reading it afterwards may come to."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from kyokai_pipeline.errors import ReportRefused
from kyokai_pipeline.report.ledger.second_opinion import second_opinion
from kyokai_pipeline.report.reader import read as read_report
from kyokai_pipeline_tests.typeset import FY2023, Style, typeset
from kyokai_pipeline_tests.typeset.answers import answers
from kyokai_pipeline_tests.typeset.compare import by_key, differences, plain
from kyokai_pipeline_tests.typeset.content import CORE_TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline.report.model import Report

STYLE = Style(kpi="stacked")
SENTENCES = {"statement", "content"}


def whole(folder: Path) -> bytes:
    """A report as it was before anything happened to it."""
    return typeset(STYLE, folder / "whole.pdf").read_bytes()


def damaged(content: bytes, seed: int) -> bytes:
    """The same bytes cut short, overwritten, swapped, doubled or with single bits flipped."""
    chance = random.Random(seed)
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 8))):
        at = chance.randrange(len(data))
        length = chance.choice((1, 16, 512, 4096))
        kind = chance.choice(("cut", "zero", "noise", "flip", "drop", "double", "html"))
        if kind == "cut":
            del data[max(64, at) :]
        elif kind == "zero":
            data[at : at + length] = bytes(len(data[at : at + length]))
        elif kind == "noise":
            data[at : at + length] = chance.randbytes(len(data[at : at + length]))
        elif kind == "flip":
            data[at] ^= 1 << chance.randrange(8)
        elif kind == "drop":
            del data[at : at + length]
        elif kind == "double":
            data[at:at] = data[at : at + length]
        else:
            data[at:at] = b"<html><body>504 Gateway Timeout</body></html>"
        if len(data) < 64:
            break
    return bytes(data)


def outcome(content: bytes, path: Path) -> str:
    """``refused``, ``read``, ``contradicts`` or ``holes``.

    ``contradicts``: rows are lost, and the printed counts of verdicts say so; this blocks the publish. ``holes``: a
    sentence lacks a character that the first engine does not see; the second does, and blocks the publish.

    Raises:
        AssertionError: A value came out that is not the printed one, or a refusal without a sentence for its reader.
    """
    path.write_bytes(content)
    try:
        report = read_report(path)
    except ReportRefused as refused:
        problems = refused.problems
    else:
        return _judged(report, path)
    assert problems
    assert all(p.what and p.what_ja and p.remedy and p.remedy_ja and p.file == path.name for p in problems)
    return "refused"


def _judged(report: Report, path: Path) -> str:
    wrong = {table: found for table in CORE_TABLES if (found := differences(report, table, STYLE, FY2023))}
    kpis, counts = report.tables["kpi"], report.tables["kpi_count"]
    if set(wrong) == {"kpi"} and (~kpis["is_reference"].astype(bool)).sum() != counts["stated_count"].sum():
        return "contradicts"
    if wrong and _holes_only(report, set(wrong)):
        assert second_opinion(path, report).disagreements, wrong
        return "holes"
    assert not wrong, wrong
    return "read"


def _holes_only(report: Report, names: set[str]) -> bool:
    """Whether sentences lack characters that are no digits, and nothing else differs."""
    for table in names:
        wanted, got = (
            by_key(answers(STYLE, FY2023)[table], table),
            by_key(report.tables[table].to_dict("records"), table),
        )
        if wanted.keys() != got.keys():
            return False
        for key, row in wanted.items():
            for column, value in row.items():
                want, have = plain(value, column), plain(got[key].get(column), column)
                if want != have and not (column in SENTENCES and _lacks("".join(want), "".join(have))):
                    return False
    return True


def _lacks(printed: str, read: str) -> bool:
    """Whether a text is the printed one without some characters, all digits kept."""
    left = iter(printed)
    return all(char in left for char in read) and re.findall(r"\d", printed) == re.findall(r"\d", read)
