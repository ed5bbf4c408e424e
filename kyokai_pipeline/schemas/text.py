"""The tables of the running text. Any of them may be empty: not every edition has a plan or a numbered initiative."""

from __future__ import annotations

from kyokai_pipeline.report.text.passages import KINDS
from kyokai_pipeline.schemas import base as c
from kyokai_pipeline.schemas.base import Flag, Number, Table, Text, Whole, table
from kyokai_pipeline.schemas.core import PILLARS


@table(
    "core.prose_figure",
    ja="本文中の数値：文、単位、値か前年度か増減か。",
    en="Figures of the running text: sentence, unit, and whether a value, last year's value or a change.",
    key=("figure_id",),
    told_by=("fact_id", "kind"),
    may_be_empty=True,
)
class ProseFigure(Table):
    """Figures of the running text."""

    figure_id: Text = c.figure()
    edition_id: Text = c.edition_id()
    page: Whole = c.whole("ページ", "Page", ge=1)
    pillar: Text = c.text("柱", "Pillar", isin=PILLARS, nullable=True)
    section: Text = c.text("見出し", "Heading that it stands under", nullable=True)
    sentence: Text = c.text("文（行・段をまたいで結合）", "The sentence, joined over lines and columns")
    phrase: Text = c.text("句（文の中の前後）", "The part of the sentence around it")
    value: Number = c.number("値（基本単位、減少は負）", "Value in base units; a fall is negative", kept=c.ANY_NUMBER)
    unit: Text = c.text("単位（なければ空）", "Unit; null where none is printed", nullable=True)
    quantum: Number = c.quantum(kept=c.ANY_NUMBER)
    is_approximate: Flag = c.flag("約などの付く概数か", "Whether printed with 約 or a like word")
    comparison: Text = c.text(
        "値(none)・前年度の値(previous_year)・増減(change)",
        "The value itself (none), the previous year's, or a change",
        isin=["none", "previous_year", "change"],
    )
    fact_id: Text = c.text(
        "何の数値か（項目・KPI・本文の数値の識別子、目標は末尾が _target。未知は空）",
        "What it is: a measure, an indicator or a known fact; a target ends in _target; null where unknown",
        str_matches=r"^[a-z0-9_]+$",
        nullable=True,
    )
    kind: Text = c.text(
        "値・前年度の値・増減・目標・境となる値のどれか",
        "What the number is: a value, last year's, a change, a target or a limit (80 % or more)",
        isin=["value", "previous", "change", "target", "threshold"],
    )
    period_label: Text = c.text(
        "いつの数値か（文の言葉、なければ空）",
        "When it is about, in the sentence's words; null where it does not say",
        nullable=True,
    )
    fiscal_year: Whole = c.whole(
        "その言葉が指す年度", "Fiscal year that those words name or lie in; null where they name none", nullable=True
    )


@table(
    "core.initiative",
    ja="施策：番号、題名、報告書本体のページ。",
    en="Initiatives with their number, title and the page of the full report.",
    key=("edition_id", "pillar", "number"),
    may_be_empty=True,
)
class Initiative(Table):
    """Initiatives."""

    edition_id: Text = c.edition_id()
    pillar: Text = c.text("柱", "Pillar", isin=PILLARS)
    number: Whole = c.whole("番号", "Number", ge=0)
    title: Text = c.text("題名", "Title")
    report_page: Whole = c.whole("報告書本体のページ", "Page of the full report", ge=1, nullable=True)


@table(
    "core.action_plan_item",
    ja="保険者機能強化アクションプランの主な取組。",
    en="What the action plan (保険者機能強化アクションプラン) sets out to do.",
    key=("edition_id", "plan_term", "pillar", "position"),
    told_by=("plan_term", "pillar", "item"),
    may_be_empty=True,
)
class ActionPlanItem(Table):
    """Items of an action plan."""

    edition_id: Text = c.edition_id()
    plan_term: Text = c.text("計画の期", "Term of the plan, e.g. 第5期")
    pillar: Text = c.text("柱", "Pillar", isin=PILLARS)
    position: Whole = c.whole("柱の中の順", "Order within the pillar", ge=1)
    theme: Text = c.text("＜＞のテーマ", "Theme, as printed in ＜＞", nullable=True)
    item: Text = c.text("取組", "Item")


@table(
    "core.passage",
    ja="紙面のすべての文章（読む順）。",
    en="All text in reading order.",
    key=("edition_id", "page", "position"),
    told_by=("text",),
    may_be_empty=True,
)
class Passage(Table):
    """Passages."""

    edition_id: Text = c.edition_id()
    page: Whole = c.whole("ページ", "Page", ge=1)
    position: Whole = c.whole("ページの中の順", "Order on the page", ge=1)
    pillar: Text = c.text("柱", "Pillar", isin=PILLARS, nullable=True)
    section: Text = c.text("見出し", "Heading that it stands under", nullable=True)
    kind: Text = c.text("見出し・本文・注・セル・凡例・ページ番号", "What kind of text it is", isin=list(KINDS))
    text: Text = c.text("文章", "Text")
