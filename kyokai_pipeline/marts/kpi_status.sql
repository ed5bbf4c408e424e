-- ja: KPIの目標・結果・判定と、印字の精度から計算した達成の有無。件数に数えるKPIのみ（（参考）は kpi_reference）。各年度の最も新しい版のみ（すべての版は core.kpi）。
-- en: Every indicator that counts, with target, result and verdict, and whether it was met by arithmetic on what is
-- en: printed; kpi_reference holds those given for reference. Only the latest edition of each fiscal year; core.kpi holds
-- en: all of them.
-- key: fiscal_year, kpi_id
-- part: kpi_of_year
-- note: 差と比は良い方向を正とする。文に明記された目標と、支部などを数えた数は正確な値、それ以外は印字の幅を持つ値として比べる。
-- note: Gap and ratio are positive in the good direction. A stated target and a count (of branches, say) are exact;
-- note: every other number is the closed interval of half a printed step on both sides.
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
-- column met_by_arithmetic BOOLEAN <- target, result: 計算上の達成（印字の精度で決まらなければ空） / Met by arithmetic; null where the printed precision cannot tell
-- column agrees_with_report BOOLEAN <- target, result: 印字の判定と一致するか / Whether that agrees with the printed verdict (met is 達成 only)
-- column position INTEGER NOT NULL: 文書中の順 / Order in the document
-- column edition_id VARCHAR NOT NULL: 版 / Edition
-- column target_figure_id VARCHAR: 目標の紙面上の位置 / Where the target is printed
-- column result_figure_id VARCHAR: 結果の紙面上の位置 / Where the result is printed
-- column figure_ids VARCHAR[] NOT NULL: もとになった数値 / Figures it comes from
with doubted as (
    select
        *,
        unit in ('支部', '事業所', '社', '人', '件', '機関', '回') as counts,
        (
            case when counts and result_quantum = 1 then 0 else result_quantum end
            + case when target_basis = 'stated' or (counts and target_quantum = 1) then 0 else target_quantum end
        ) / 2 as doubt
    from kpi_of_year
    where not is_reference
),
judged as (
    select
        *,
        case
            when gap >= doubt then true
            when gap < -doubt then false
        end as met_by_arithmetic
    from doubted
)
select
    * exclude (is_reference, target_quantum, result_quantum, counts, doubt),
    case when status <> 'not_judged' then met_by_arithmetic = (status = 'achieved') end as agrees_with_report
from judged
order by edition_id, position
