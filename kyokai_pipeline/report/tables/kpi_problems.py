"""What can be wrong with the indicator tables, each in words for whoever reads it.

Belongs here: the sentences of errors. Does not belong here: finding them (kpi*.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kyokai_pipeline.errors import Box, ReportError
from kyokai_pipeline.layout.terms import Term
from kyokai_pipeline.pdf.words import box_around
from kyokai_pipeline.report.missing_tables import KPI, declaration
from kyokai_pipeline.report.problems import LOOK, LOOK_JA
from kyokai_pipeline.vocabulary import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyokai_pipeline.pdf.document import PdfPage
    from kyokai_pipeline.pdf.words import Word
    from kyokai_pipeline.vocabulary import KpiWords


def unknown_kpi_column(page: PdfPage, head: Word, near: str | None) -> ReportError:
    """A column of an indicator table that no term explains."""
    hint = f" The nearest known head is 「{near}」." if near else ""
    hint_ja = f"最も近い既知の見出しは「{near}」です。" if near else ""
    return ReportError(
        f"Unknown column in an indicator table.{hint}",
        f"KPI表に未知の列見出しがあります。{hint_ja}",
        f"If it means the same, add `{head.text}` to heads in vocabulary/kpis.yml; if the column may be left out, to "
        "ignore.columns in vocabulary/tables.yml.",
        f"同義なら vocabulary/kpis.yml の heads に「{head.text}」を加えてください。"
        "読まなくてよい列なら vocabulary/tables.yml の ignore.columns に加えてください。",
        page=page.number,
        box=head.box,
        printed=head.text,
        code="unknown_column_label",
        details={"nearest": near, "part": "kpi_column"},
    )


def unknown_initiative(page: PdfPage, words: Sequence[Word], terms: Sequence[Term]) -> ReportError:
    """An initiative (具体的施策) that no term explains."""
    text = "".join(word.text for word in words)
    near = nearest(text, terms)
    hint, hint_ja = (
        (f" The nearest known one is 「{near}」.", f"最も近い既知のものは「{near}」です。") if near else ("", "")
    )
    return ReportError(
        f"A text in the column of initiatives is no known one and no whole label.{hint}",
        f"具体的施策の欄に、既知の施策でも一つの施策名でもない文字があります。{hint_ja}",
        f"Add `- {text}` to initiatives in vocabulary/kpis.yml, under its pillar.",
        f"vocabulary/kpis.yml の initiatives の該当する柱に「{text}」を加えてください。",
        page=page.number,
        box=box_around(words),
        printed=text,
        code="unknown_row_label",
        details={"nearest": near, "part": "initiative"},
    )


def unknown_kpi(page: PdfPage, statement: str, fitting: Sequence[str], vocabulary: KpiWords, box: Box) -> ReportError:
    """A statement that more than one indicator claims, or that none explains and that may be a piece of another."""
    near = nearest_kpi(statement, vocabulary)
    hint, hint_ja = (f" The nearest known one is {near}.", f"最も近いものは {near} です。") if near else ("", "")
    why = "fits no known indicator, and is no whole statement or its result has no unit"
    return ReportError(
        f"The statement of an indicator fits {', '.join(fitting)}." if fitting else f"A statement {why}.{hint}",
        f"KPIの文が複数の指標（{'、'.join(fitting)}）に当てはまり、特定できません。"
        if fitting
        else f"既知のKPIに当てはまらず、文の途中であるか、結果の単位がありません。{hint_ja}",
        "Add an entry to kpis in vocabulary/kpis.yml whose `says` words stand in this statement only.",
        "vocabulary/kpis.yml の kpis に、この文だけに含まれる語（says）を持つ項目を加えてください。",
        page=page.number,
        box=box,
        printed=statement,
        code="unknown_kpi",
        details={"nearest": near},
    )


def nearest_kpi(statement: str, vocabulary: KpiWords) -> str | None:
    """The known indicator whose words are most like a statement, or None where nothing is near."""
    terms = [Term(kpi.kpi_id, ("".join(kpi.says),)) for kpi in vocabulary.kpis]
    close = nearest(statement, terms)
    return next((term.key for term in terms if close in term.forms), None)


def moved_initiative(page: PdfPage, initiative: str, pillar: str, vocabulary: KpiWords, box: Box) -> ReportError:
    """An initiative under another pillar than it is known to belong to."""
    here, known = (vocabulary.pillar_names[key][0] for key in (pillar, vocabulary.pillar_of[initiative]))
    return ReportError(
        f"The initiative 「{initiative}」 stands under {here}, and is known to belong to {known}.",
        f"具体的施策「{initiative}」は「{known}」のはずですが、「{here}」の下にあります。",
        "If it has moved, move it in initiatives in vocabulary/kpis.yml; else a heading of the table was missed.",
        "移ったのなら vocabulary/kpis.yml の initiatives で移してください。でなければ柱の見出しの読み落としです。",
        page=page.number,
        box=box,
        printed=initiative,
        code="moved_initiative",
    )


def missing_kpis() -> ReportError:
    """No page holds an indicator table."""
    return ReportError(
        "No indicator (KPI) table is on any page.",
        "KPIの表がどのページにも見つかりません。",
        "Look for its heads 具体的施策, KPI, 結果, 達成状況; add other names to heads in vocabulary/kpis.yml."
        f" If this edition has no such table: {declaration(KPI)}",
        "見出し（具体的施策・KPI・結果・達成状況）を確認し、別名は vocabulary/kpis.yml の heads に加えてください。"
        f"この版にない表なら、付属ファイルに {declaration(KPI)}",
        code="missing_table",
        details={"table": KPI},
    )


def missing_counts(found: Sequence[str], page: int) -> ReportError:
    """The counts of verdicts (達成 7 概ね達成 3 未達成 10) are not all there, or there twice."""
    return ReportError(
        f"The counts of verdicts must be printed once each; found: {', '.join(found) or 'none'}.",
        "達成・概ね達成・未達成の件数がちょうど一つずつ見つかりません。",
        LOOK,
        LOOK_JA,
        page=page,
        code="missing_table",
        details={"table": "kpi_count"},
    )


def kpi_twice(page: int, kpi_id: str, statement: str, box: Box) -> ReportError:
    """Two rows are the same indicator."""
    return ReportError(
        f"Two rows of the indicator tables are {kpi_id}.",
        f"同じKPI（{kpi_id}）に当てはまる行が二つあります。",
        "Make the `says` words of the two in vocabulary/kpis.yml tell them apart.",
        "vocabulary/kpis.yml の says を見直し、二つを区別してください。",
        page=page,
        box=box,
        printed=statement,
        code="kpi_twice",
    )


def bad_kpi_cell(page: PdfPage, kpi_id: str, why: str, box: Box, printed: str | None) -> ReportError:
    """A target or result that is not exactly one number in the indicator's unit."""
    return ReportError(
        f"Indicator {kpi_id}: {why}.",
        f"KPI（{kpi_id}）の目標または結果が、所定の単位の数値ひとつではありません。",
        LOOK,
        LOOK_JA,
        page=page.number,
        box=box,
        printed=printed,
        code="bad_cell",
        details={"kpi_id": kpi_id},
    )


def headless(page: PdfPage, printed: str, box: Box) -> ReportError:
    """An indicator table runs on over the page without its heads."""
    return ReportError(
        "An indicator table continues on this page without its heads, so its columns are not certain.",
        "KPIの表が見出しのないまま次のページに続いており、列を確定できません。",
        LOOK,
        LOOK_JA,
        page=page.number,
        box=box,
        printed=printed,
        code="misread",
    )
