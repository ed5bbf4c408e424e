-- ja: KPIの年度ごとの推移（各年度の最も新しい版）。文の数値以外が変われば定義の変更とし、前年と比べない。
-- en: Indicators over fiscal years (newest edition of each). A statement that changes in more than its numbers is a new
-- en: definition and is not compared with the year before.
-- column kpi_id: KPI / Indicator
-- column fiscal_year: 年度 / Fiscal year
-- column edition_id: 版 / Edition
-- column statement: KPIの文 / Statement
-- column unit: 基本単位 / Base unit
-- column target_value: 目標 / Target
-- column result_value: 結果 / Result
-- column status: 判定 / Verdict
-- column previous_result: 前年度の結果（定義が同じ場合） / Result of the year before, where the definition is the same
-- column result_change: 前年度との差 / Change of the result
-- column definition_changed: 前の版から定義が変わったか / Whether the definition changed since the edition before
-- column figure_ids: もとになった数値 / Figures it comes from
with ranked as (
    select
        k.*,
        e.fiscal_year,
        dense_rank() over (partition by e.fiscal_year order by e.is_draft, e.revision desc) as rank,
        regexp_replace(k.statement, '[0-9０-９.．,，％%\s　]', '', 'g') || k.direction || k.target_basis || k.unit as definition
    from core.kpi as k
    join core.edition as e using (edition_id)
),
compared as (
    select
        *,
        lag(definition) over years as definition_before,
        lag(result_value) over years as result_before,
        lag(fiscal_year) over years as year_before,
        lag(result_figure_id) over years as figure_before
    from ranked
    where rank = 1
    window years as (partition by kpi_id order by fiscal_year)
),
joined as (
    select
        *,
        coalesce(definition <> definition_before, false) as definition_changed,
        year_before = fiscal_year - 1 and definition = definition_before as comparable
    from compared
)
select
    kpi_id,
    fiscal_year,
    edition_id,
    statement,
    unit,
    target_value,
    result_value,
    status,
    case when comparable then result_before end as previous_result,
    case when comparable then result_value - result_before end as result_change,
    definition_changed,
    [result_figure_id]
    || case when target_figure_id is null then [] else [target_figure_id] end
    || case when comparable then [figure_before] else [] end as figure_ids
from joined
order by kpi_id, fiscal_year
