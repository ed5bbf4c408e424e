-- ja: （参考）として載るKPI。判定はあるが、達成・未達成の件数に数えられていない。各年度の最も新しい版のみ。
-- en: Indicators given for reference (参考): they have a verdict but are not counted among those that were met or missed.
-- en: Only the latest edition of each fiscal year.
-- key: fiscal_year, kpi_id
-- part: kpi_of_year
-- may be empty: （参考）の行がない版もある / an edition need not give any
-- column fiscal_year INTEGER NOT NULL: 年度 / Fiscal year
-- column label_ja VARCHAR NOT NULL: 短い名称 / Name in Japanese
-- column label_en VARCHAR NOT NULL: 短い名称（英語） / Name in English
-- column target_value DECIMAL(18,4) {unit} <- target: 目標 / Target in base units
-- column result_value DECIMAL(18,4) {unit} <- result: 結果（集計中など、数値でなければ空） / Result in base units; null where none is known yet
-- column unit VARCHAR NOT NULL: 基本単位 / Base unit
-- column status VARCHAR NOT NULL: 判定 / Verdict
-- column gap DECIMAL(18,4) {gap_unit} <- target, result: 目標との差（正なら達成側、負なら未達成側） / How far the result is from the target: positive on the good side, negative where it is missed
-- column gap_unit VARCHAR: 差の単位（割合の差はポイント） / Unit of the gap; of two shares, percentage points
-- column pillar VARCHAR NOT NULL: 柱 / Pillar
-- column initiative VARCHAR NOT NULL: 具体的施策 / Initiative
-- column number INTEGER: ①②③の番号 / Number before the statement
-- column statement VARCHAR NOT NULL: KPIの文 / Statement
-- column kpi_id VARCHAR NOT NULL: KPI / Indicator
-- column direction VARCHAR NOT NULL: 以上・以下 / At least or at most
-- column target_basis VARCHAR NOT NULL: 目標の根拠 / What the target is
-- column target_text VARCHAR NOT NULL <- target: 目標欄の印字 / Target cell as printed
-- column result_text VARCHAR NOT NULL <- result: 結果欄の印字 / Result cell as printed
-- column status_text VARCHAR NOT NULL: 判定の印字 / Verdict as printed
-- column achievement_ratio DOUBLE <- target, result: 達成率（1以上なら達成側） / Result over target (target over result where at most is asked)
-- column position INTEGER NOT NULL: 文書中の順 / Order in the document
-- column edition_id VARCHAR NOT NULL: 版 / Edition
-- column target_figure_id VARCHAR: 目標の紙面上の位置 / Where the target is printed
-- column result_figure_id VARCHAR: 結果の紙面上の位置 / Where the result is printed
-- column figure_ids VARCHAR[] NOT NULL: もとになった数値 / Figures it comes from
select * exclude (is_reference, target_quantum, result_quantum)
from kpi_of_year
where is_reference
order by edition_id, position
