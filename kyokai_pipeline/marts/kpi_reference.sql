-- ja: （参考）として載るKPI。判定はあるが、達成・未達成の件数に数えられていない。各年度の最も新しい版のみ。
-- en: Indicators given for reference (参考): they have a verdict but are not counted among those that were met or missed.
-- en: Only the latest edition of each fiscal year.
-- key: fiscal_year, kpi_id
-- may be empty: （参考）の行がない版もある / an edition need not give any
-- column edition_id VARCHAR NOT NULL: 版 / Edition
-- column fiscal_year INTEGER NOT NULL: 年度 / Fiscal year
-- column kpi_id VARCHAR NOT NULL: KPI / Indicator
-- column label_ja VARCHAR NOT NULL: 短い名称 / Name in Japanese
-- column label_en VARCHAR NOT NULL: 短い名称（英語） / Name in English
-- column position INTEGER NOT NULL: 文書中の順 / Order in the document
-- column pillar VARCHAR NOT NULL: 柱 / Pillar
-- column initiative VARCHAR NOT NULL: 具体的施策 / Initiative
-- column number INTEGER: ①②③の番号 / Number before the statement
-- column statement VARCHAR NOT NULL: KPIの文 / Statement
-- column direction VARCHAR NOT NULL: 以上・以下 / At least or at most
-- column target_basis VARCHAR NOT NULL: 目標の根拠 / What the target is
-- column target_value DECIMAL(18,4) {unit}: 目標 / Target in base units
-- column result_value DECIMAL(18,4) NOT NULL {unit}: 結果 / Result in base units
-- column unit VARCHAR NOT NULL: 基本単位 / Base unit
-- column target_text VARCHAR NOT NULL: 目標欄の印字 / Target cell as printed
-- column result_text VARCHAR NOT NULL: 結果欄の印字 / Result cell as printed
-- column status VARCHAR NOT NULL: 判定 / Verdict
-- column status_text VARCHAR NOT NULL: 判定の印字 / Verdict as printed
-- column gap DECIMAL(18,4): 目標との差（正なら達成側、負なら未達成側。単位は gap_unit） / How far the result is from the target: positive on the good side, negative where it is missed; its unit is gap_unit
-- column gap_unit VARCHAR: 差の単位（割合の差はポイント） / Unit of the gap; of two shares, percentage points
-- column achievement_ratio DOUBLE: 達成率（1以上なら達成側） / Result over target (target over result where at most is asked)
-- column target_figure_id VARCHAR: 目標の紙面上の位置 / Where the target is printed
-- column result_figure_id VARCHAR NOT NULL: 結果の紙面上の位置 / Where the result is printed
-- column figure_ids VARCHAR[] NOT NULL: もとになった数値 / Figures it comes from
select
    k.edition_id,
    e.fiscal_year,
    k.kpi_id,
    coalesce(l.label_ja, k.kpi_id) as label_ja,
    coalesce(l.label_en, k.kpi_id) as label_en,
    k.position,
    k.pillar,
    k.initiative,
    k.number,
    k.statement,
    k.direction,
    k.target_basis,
    k.target_value,
    k.result_value,
    k.unit,
    k.target_text,
    k.result_text,
    k.status,
    k.status_text,
    case when k.direction = 'at_least' then 1 else -1 end * (k.result_value - k.target_value) as gap,
    case when k.target_value is not null then if(k.unit = '%', 'ポイント', k.unit) end as gap_unit,
    case
        when k.direction = 'at_least' and k.target_value <> 0 then round(k.result_value / k.target_value, 4)
        when k.direction = 'at_most' and k.result_value <> 0 then round(k.target_value / k.result_value, 4)
    end as achievement_ratio,
    k.target_figure_id,
    k.result_figure_id,
    case when k.target_figure_id is null then [k.result_figure_id] else [k.target_figure_id, k.result_figure_id] end as figure_ids
from core.kpi as k
join core.edition as e using (edition_id)
left join meta.kpi as l using (kpi_id)
where e.is_latest_of_year and k.is_reference
order by k.edition_id, k.position
