"""The core tables: what the report says, one model a table (DESIGN.md, contract of the warehouse)."""

from __future__ import annotations

from kyokai_pipeline.schemas import base as c
from kyokai_pipeline.schemas.base import Day, Flag, Number, Table, Text, Whole, table
from kyokai_pipeline.vocabulary import tables
from kyokai_pipeline.vocabulary.model import NOT_JUDGED

MEMBERS = ["enrollees", "insured", "dependents"]
FLOWS = ["joined", "left"]
PROGRAMMES = [spec.table_id for spec in tables().specs if spec.core == "programme_result"]
PILLARS = ["foundation", "strategy", "organisation"]
STATUSES = ["achieved", "nearly_achieved", "not_achieved"]
"""The verdicts that a report counts."""
SAME_DEFINITION = ("definition", "direction", "unit")
"""Columns of core.kpi that are all alike where an indicator counts the same; marts.kpi_history goes by them too."""


@table(
    "core.edition",
    ja="版（一つの報告書の一つの公表）。表紙の記載と、このファイルの入手元。",
    en="Editions: one published document each, what its cover says and where this copy came from.",
    key=("edition_id",),
)
class Edition(Table):
    """One row an edition."""

    edition_id: Text = c.edition_id()
    fiscal_year: Whole = c.whole("年度（西暦）", "Fiscal year (April to March)", ge=2008, le=2100)
    era_label: Text = c.text("年度（和暦）", "Fiscal year in the Japanese calendar")
    title: Text = c.text("表紙の題名", "Title on the cover, as printed")
    is_draft: Flag = c.flag("（案）かどうか", "Whether the cover says 案 (draft)")
    revision: Whole = c.whole("何度目の公表か", "1 for a first publication, 2 and more for an erratum", ge=1)
    is_current: Flag = c.flag(
        "最新の版か（公開時に決まる）", "Whether it is the newest edition; decided when published"
    )
    is_latest_of_year: Flag = c.flag(
        "その年度の最も新しい版か（訂正版、確定版、案の順。公開時に決まる）",
        "Whether it is the latest edition of its fiscal year (erratum over final over draft); decided when published",
    )
    period_start: Day = c.day("事業期間の初日", "First day of the reporting period")
    period_end: Day = c.day("事業期間の末日", "Last day of the reporting period")
    document_number: Text = c.text("資料番号", "Document number, as printed", nullable=True)
    source_file: Text = c.text("raw/ のファイル名", "File name in raw/")
    source_url: Text = c.text("入手元のアドレス", "Address at which the file was published", nullable=True)
    archived_url: Text = c.text("保存された写しのアドレス", "Address of an archived copy", nullable=True)
    published_on: Day = c.day("公表日", "Day on which it was published", nullable=True)
    retrieved_at: Day = c.day("入手した日", "Day on which this copy was fetched", nullable=True)
    terms: Text = c.text("利用条件", "Terms of use", nullable=True)
    note: Text = c.text("この写しについての注意", "What a reader must know about this copy", nullable=True)
    sha256: Text = c.text("ファイルのSHA-256", "SHA-256 of the file", str_matches=r"^[0-9a-f]{64}$")
    page_count: Whole = c.whole("ページ数", "Pages in the file", ge=1)
    missing_tables: Text = c.text(
        "この版にない表とその理由（一行に一つ、付属ファイルによる）",
        "Tables that this edition has none of and why, one a line, as its sidecar says",
        nullable=True,
    )


@table(
    "core.membership",
    ja="加入者数、事業所数等の動向（10年表）。人数・事業所数は年度末、平均標準報酬月額は年度平均。",
    en="The ten-year table. Persons and workplaces at fiscal year end; remuneration is the fiscal year's average.",
    key=("edition_id", "fiscal_year", "measure_id"),
    together=(("value", "quantum", "value_figure_id"), ("yoy_pct", "yoy_quantum", "yoy_figure_id")),
    either=(("value", "missing_reason"), ("yoy_pct", "yoy_missing_reason")),
)
class Membership(Table):
    """The ten-year table."""

    edition_id: Text = c.edition_id()
    fiscal_year: Whole = c.whole("年度", "Fiscal year the value is about", ge=1990, le=2100)
    measure_id: Text = c.text(
        "項目（語彙にない行は new_…）", "Measure; new_… where no term explains its row", str_matches=r"^[a-z0-9_]+$"
    )
    value: Number = c.count("値（基本単位）", "Value in base units", ge=0, nullable=True)
    unit: Text = c.text("基本単位", "Base unit", isin=["人", "円", "事業所"])
    quantum: Number = c.count_quantum(nullable=True)
    missing_reason: Text = c.missing_reason()
    yoy_pct: Number = c.number("対前年度増減率（印字）", "Yearly rate of change, as printed", unit="%", nullable=True)
    yoy_quantum: Number = c.quantum("増減率の印字の最小単位", "Precision of the printed rate", unit="%", nullable=True)
    yoy_missing_reason: Text = c.text("増減率がない場合の印字", "What is printed in place of a rate", nullable=True)
    value_figure_id: Text = c.figure("値の紙面上の位置", "Where the value is printed", nullable=True)
    yoy_figure_id: Text = c.figure("増減率の紙面上の位置", "Where the rate is printed", nullable=True)


@table(
    "core.monthly_flow",
    ja="月別の新規加入者数と資格喪失者数。",
    en="Persons who joined and left, month by month.",
    key=("edition_id", "month", "flow", "member_type"),
    together=(("persons", "quantum", "figure_id"),),
    either=(("persons", "missing_reason"),),
)
class MonthlyFlow(Table):
    """Joiners and leavers by month."""

    edition_id: Text = c.edition_id()
    month: Day = c.day("月（初日）", "Month, by its first day")
    flow: Text = c.text("新規加入(joined)・資格喪失(left)", "Joined or left", isin=FLOWS)
    member_type: Text = c.text("加入者・被保険者・被扶養者", "Kind of member", isin=MEMBERS)
    persons: Number = c.count("人数", "Persons", unit="人", ge=0, nullable=True)
    quantum: Number = c.count_quantum(unit="人", nullable=True)
    missing_reason: Text = c.missing_reason()
    figure_id: Text = c.figure(nullable=True)


@table(
    "core.annual_flow",
    ja="月別表の「計」：年度の新規加入者数と資格喪失者数。",
    en="The column 計 of the monthly table: persons who joined and left in the fiscal year.",
    key=("edition_id", "fiscal_year", "flow", "member_type"),
    together=(("persons", "quantum", "figure_id"),),
    either=(("persons", "missing_reason"),),
)
class AnnualFlow(Table):
    """The column 計 of the monthly table."""

    edition_id: Text = c.edition_id()
    fiscal_year: Whole = c.whole("年度", "Fiscal year")
    flow: Text = c.text("新規加入(joined)・資格喪失(left)", "Joined or left", isin=FLOWS)
    member_type: Text = c.text("加入者・被保険者・被扶養者", "Kind of member", isin=MEMBERS)
    persons: Number = c.count("人数", "Persons", unit="人", ge=0, nullable=True)
    quantum: Number = c.count_quantum(unit="人", nullable=True)
    missing_reason: Text = c.missing_reason()
    figure_id: Text = c.figure(nullable=True)


@table(
    "core.kpi",
    ja="重要業績評価指標（KPI）：文、目標、結果、判定。",
    en="Key performance indicators: statement, target, result and printed verdict.",
    key=("edition_id", "kpi_id"),
    together=(
        ("target_value", "target_quantum", "target_figure_id"),
        ("result_value", "result_quantum", "result_figure_id"),
    ),
)
class KpiRow(Table):
    """The indicator tables."""

    edition_id: Text = c.edition_id()
    kpi_id: Text = c.text(
        "KPIの識別子（版を通じて不変）", "Indicator, the same over editions", str_matches=r"^[a-z0-9_]+$"
    )
    is_named: Flag = c.flag(
        "語彙にある指標か（なければ仮の識別子 new_…）",
        "Whether the vocabulary knows it; else its id is provisional, new_…",
    )
    position: Whole = c.whole("文書中の順", "Order in the document", ge=1)
    pillar: Text = c.text("柱", "Pillar", isin=PILLARS)
    initiative: Text = c.text("具体的施策", "Initiative")
    number: Whole = c.whole("①②③の番号", "Number printed before the statement", nullable=True)
    statement: Text = c.text("KPIの文", "The whole statement")
    definition: Text = c.text(
        "何を数えるか（文から目標・年・注の印・表記の揺れを除いたもの。同じなら定義は同じ）",
        "What it counts: the statement without target, year, marks and wording; the same text is the same definition",
    )
    is_reference: Flag = c.flag("（参考）の行か", "Whether the row is given for reference (参考) and not counted")
    direction: Text = c.text(
        "以上(at_least)・以下(at_most)", "Which side of the target is good", isin=["at_least", "at_most"]
    )
    target_basis: Text = c.text("目標の根拠", "What the target is", isin=["stated", "previous_year", "none"])
    target_value: Number = c.number("目標値", "Target in base units", nullable=True)
    target_quantum: Number = c.quantum("目標の印字の最小単位", "Precision of the printed target", nullable=True)
    result_value: Number = c.number(
        "結果（集計中など、数値でなければ空）", "Result; null where none is known yet", nullable=True
    )
    result_quantum: Number = c.quantum("結果の印字の最小単位", "Precision of the printed result", nullable=True)
    unit: Text = c.text("基本単位", "Base unit")
    target_text: Text = c.text("目標欄の印字", "The target cell as printed")
    result_text: Text = c.text("結果欄の印字", "The result cell as printed")
    status: Text = c.text("判定", "Verdict", isin=[*STATUSES, NOT_JUDGED])
    status_text: Text = c.text("判定の印字", "The verdict as printed")
    target_figure_id: Text = c.figure("目標の紙面上の位置", "Where the target is printed", nullable=True)
    result_figure_id: Text = c.figure("結果の紙面上の位置", "Where the result is printed", nullable=True)


@table(
    "core.kpi_count",
    ja="紙面に印字された判定の件数（達成 7 など）。",
    en="The counts of verdicts as printed.",
    key=("edition_id", "status"),
    together=(("stated_count", "figure_id"),),
    either=(("stated_count", "missing_reason"),),
)
class KpiCount(Table):
    """The printed counts of verdicts."""

    edition_id: Text = c.edition_id()
    status: Text = c.text("判定", "Verdict", isin=STATUSES)
    stated_count: Whole = c.whole("印字された件数", "Count as printed", ge=0, nullable=True)
    missing_reason: Text = c.missing_reason()
    figure_id: Text = c.figure(nullable=True)


@table(
    "core.programme_result",
    ja="事業の実績表：被扶養者資格の再確認、健診・保健指導・健康宣言、ジェネリック医薬品。",
    en="Results of programmes: eligibility re-confirmation, check-ups and guidance, generic drugs.",
    key=("edition_id", "programme", "measure_id", "period_label"),
    together=(("value", "quantum", "figure_id"),),
    either=(("value", "missing_reason"),),
    told_by=("programme", "measure_id", "fiscal_year"),
)
class ProgrammeResult(Table):
    """Small result tables."""

    edition_id: Text = c.edition_id()
    programme: Text = c.text("事業", "Programme", isin=PROGRAMMES)
    measure_id: Text = c.text(
        "項目（語彙にない行は new_…）", "Measure; new_… where no term explains its row", str_matches=r"^[a-z0-9_]+$"
    )
    period_label: Text = c.text("列見出しの期間", "Period as printed over the column")
    fiscal_year: Whole = c.whole("年度", "Fiscal year the period belongs to")
    value: Number = c.number("値（基本単位）", "Value in base units", ge=0, nullable=True)
    unit: Text = c.text("基本単位", "Base unit")
    quantum: Number = c.quantum(nullable=True)
    missing_reason: Text = c.missing_reason()
    figure_id: Text = c.figure(nullable=True)


@table(
    "core.training",
    ja="集合研修の実施状況。",
    en="Group trainings held.",
    key=("edition_id", "category"),
    together=(("participants", "quantum", "figure_id"),),
    either=(("participants", "missing_reason"),),
)
class Training(Table):
    """Group trainings."""

    edition_id: Text = c.edition_id()
    category: Text = c.text("研修の区分", "Category, as printed")
    content: Text = c.text("内容（一行に一つ）", "Contents, one a line", nullable=True)
    participants: Number = c.count("実施人数", "Participants", unit="人", ge=0, nullable=True)
    quantum: Number = c.count_quantum(unit="人", nullable=True)
    missing_reason: Text = c.missing_reason()
    figure_id: Text = c.figure(nullable=True)


@table(
    "core.procurement",
    ja="一般競争入札に占める一者応札。",
    en="Open competitive biddings and those with a single bidder.",
    key=("edition_id", "office"),
)
class Procurement(Table):
    """Competitive tenders with one bidder; a column is empty where the table of the year does not print it."""

    edition_id: Text = c.edition_id()
    office: Text = c.text("本部・支部・総計", "Office", isin=["headquarters", "branches", "total"])
    period_label: Text = c.text("表題の期間", "Period named over the table", nullable=True)
    contracts: Number = c.count(
        "一般競争入札契約件数", "Contracts by open competitive bidding", unit="件", ge=0, nullable=True
    )
    single_bid_contracts: Number = c.count(
        "一者応札件数", "Contracts with a single bidder", unit="件", ge=0, nullable=True
    )
    single_bid_pct: Number = c.number(
        "一者応札割合（印字）", "Share with a single bidder, as printed", unit="%", ge=0, nullable=True
    )
    single_bid_pct_quantum: Number = c.quantum(
        "割合の印字の最小単位", "Precision of the printed share", unit="%", nullable=True
    )
    contracts_missing_reason: Text = c.missing_reason("契約件数", "the contracts")
    single_bid_contracts_missing_reason: Text = c.missing_reason("一者応札件数", "the single bids")
    single_bid_pct_missing_reason: Text = c.missing_reason("割合", "the share")
    contracts_figure_id: Text = c.figure("契約件数の紙面上の位置", "Where the contracts are printed", nullable=True)
    single_bid_contracts_figure_id: Text = c.figure(
        "一者応札件数の紙面上の位置", "Where the single bids are printed", nullable=True
    )
    single_bid_pct_figure_id: Text = c.figure("割合の紙面上の位置", "Where the share is printed", nullable=True)
