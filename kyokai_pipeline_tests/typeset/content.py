"""What a report says, as data: the values of ``expected/*.csv`` and the words printed around them.

Every alteration a test needs (another label, a dropped table, an unknown row, a changed digit) is a copy of
``FY2023`` with one field replaced.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

Row = Mapping[str, str]

EXPECTED = Path(__file__).resolve().parent.parent / "expected"
CORE_TABLES = (
    "edition",
    "membership",
    "monthly_flow",
    "annual_flow",
    "kpi",
    "kpi_count",
    "programme_result",
    "training",
    "procurement",
)

TABLES = frozenset(
    {"membership", "monthly_flow", "dependent_reconfirmation", "health_programmes", "generic_drugs", "training",
     "procurement"}
)  # fmt: skip
"""The tables that FY2023 prints, by their ids in vocabulary/tables.yml."""
MEASURES = (
    "enrollees",
    "insured",
    "voluntarily_insured",
    "dependents",
    "average_standard_monthly_remuneration",
    "covered_workplaces",
)
PILLARS = {
    "foundation": "基盤的保険者機能関係",
    "strategy": "戦略的保険者機能関係",
    "organisation": "組織・運営体制関係",
}

LABELS: Mapping[str, str] = {
    "enrollees": "加入者数",
    "insured": "被保険者数",
    "voluntarily_insured": "うち任意継続\n被保険者数",
    "dependents": "被扶養者数",
    "average_standard_monthly_remuneration": "平均標準報酬月額",
    "covered_workplaces": "適用事業所数",
    "joined": "新規加入者数",
    "left": "資格喪失者数",
    "total": "計",
    "yoy": "対前年度増減率",
    "reconfirmation_workplaces": "被扶養者資格\n再確認対象事業所数",
    "submission_rate": "提出率",
    "dependents_removed": "被扶養者削減数",
    "lifestyle_disease_checkups": "生活習慣病予防健診の受診者数",
    "employer_checkup_data": "事業者健診データの取得人数",
    "dependent_specific_checkups": "被扶養者の特定健診の受診者数",
    "insured_specific_guidance": "被保険者の特定保健指導の実績",
    "dependent_specific_guidance": "被扶養者の特定保健指導の実績",
    "health_declaration_workplaces": "健康宣言事業所数",
    "branches_at_generic_target": "使用割合80%以上の支部",
    "generic_use_share": "協会全体の使用割合",
    "training_category": "集合研修",
    "training_content": "内容",
    "training_participants": "実施人数",
    "contracts": "一般競争入札\n契約件数",
    "single_bid_contracts": "一者応札件数\n（再掲）",
    "single_bid_pct": "一者応札割合",
    "headquarters": "本部",
    "branches": "支部",
    "procurement_total": "総計",
    "initiative": "具体的施策",
    "kpi": "KPI",
    "target": "目標値",
    "result": "結果",
    "status": "達成状況",
    "achieved": "達成",
    "nearly_achieved": "概ね達成",
    "not_achieved": "未達成",
    "count": "件数",
    "unit": "単位",
}


def read_rows(name: str, folder: Path = EXPECTED) -> tuple[Row, ...]:
    """One hand-checked table, every value as text.

    Args:
        name: A core table, e.g. ``membership``.
        folder: Where the CSV lies.

    Returns:
        One mapping a row, in document order.
    """
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@dataclass(frozen=True)
class Content:
    """One report, before anybody decided what it looks like.

    Attributes:
        tables: Core table -> rows with the columns of ``expected/<table>.csv``.
        labels: Row, column and verdict words; ``\\n`` is where the original breaks the line.
        pillars: Pillar id -> heading.
        has: Tables of the vocabulary that this edition prints; what else its year asks for, it lacks.
        organisation: Printed in the running text and on the cover.
        dropped: Printed tables left out, by grid name (``membership``, ``generic_drugs``, ``kpi``, ...).
        extra_rows: Grid name -> label of a row nobody knows, printed last with numbers.
        extra_columns: Grid name -> header of a column nobody knows, printed last with numbers.
        edits: Cell key -> text printed instead; an empty text leaves the cell blank.
        sentences: Text replaced anywhere in the prose, old -> new.
    """

    tables: Mapping[str, tuple[Row, ...]]
    labels: Mapping[str, str] = field(default_factory=lambda: LABELS)
    pillars: Mapping[str, str] = field(default_factory=lambda: PILLARS)
    has: frozenset[str] = TABLES
    organisation: str = "協会けんぽ"
    dropped: frozenset[str] = frozenset()
    extra_rows: Mapping[str, str] = field(default_factory=dict)
    extra_columns: Mapping[str, str] = field(default_factory=dict)
    edits: Mapping[str, str] = field(default_factory=dict)
    sentences: Mapping[str, str] = field(default_factory=dict)

    @property
    def edition(self) -> Row:
        """The cover's row."""
        return self.tables["edition"][0]

    @property
    def fiscal_year(self) -> int:
        """The year the report is about."""
        return int(self.edition["fiscal_year"])

    def lacks(self) -> dict[str, str]:
        """What a sidecar says of it: table -> why it has none. A table that the vocabulary learns changes no test."""
        from kyokai_pipeline.vocabulary import tables
        from kyokai_pipeline_tests.typeset.later_tables import later_specs

        asked = tables(self.fiscal_year).required
        printed = self.has | {spec.table_id for spec in later_specs(self.fiscal_year)}
        return dict.fromkeys(sorted(asked - (printed - self.dropped)), "この版にはない not in this edition")

    def relabelled(self, **labels: str) -> Content:
        """The same report with other words for some labels."""
        return replace(self, labels={**self.labels, **labels})

    def without(self, *grids: str) -> Content:
        """The same report with some printed tables left out."""
        return replace(self, dropped=self.dropped | set(grids))

    def edited(self, edits: Mapping[str, str]) -> Content:
        """The same report with the text of some cells replaced."""
        return replace(self, edits={**self.edits, **edits})

    def mapped(self, table: str, change: Callable[[Row], Row | None]) -> Content:
        """The same report with each row of one table changed, or left out where ``change`` gives None."""
        rows = tuple(new for row in self.tables[table] if (new := change(row)) is not None)
        return replace(self, tables={**self.tables, table: rows})


FY2023 = Content(tables={name: read_rows(name) for name in CORE_TABLES})
