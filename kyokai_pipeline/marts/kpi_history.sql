-- ja: KPIの年度ごとの推移。一年度一行で、値は各年度の最も新しい版のもの。同じ年度のほかの版の結果は edition_ids と results に並ぶ。
-- ja: 前年度の版が手元にない年度は、後の版が「前年度」として印字した値による（is_from_later_edition）。
-- en: Indicators over fiscal years, one row a year: the values of the latest edition, and side by side what every
-- en: edition of that year prints (edition_ids, results). A year whose edition is not at hand is filled with what the
-- en: next edition prints as last year's value (is_from_later_edition).
-- key: kpi_id, fiscal_year
-- note: An edition that does not know a result yet (集計中) has no row of its own; the next one may say it.
-- note: What a later edition prints as last year's value is taken from a target "no less than last year", else from the
-- note: table of the programme, else from a sentence; later_agrees compares it with the result as printed intervals.
-- column fiscal_year INTEGER NOT NULL: 年度 / Fiscal year
-- column label_ja VARCHAR NOT NULL: 短い名称 / Name in Japanese
-- column label_en VARCHAR NOT NULL: 短い名称（英語） / Name in English
-- column target_value DECIMAL(18,4) {unit} <- target: 目標 / Target
-- column result_value DECIMAL(18,4) NOT NULL {unit} <- result: 結果 / Result
-- column unit VARCHAR NOT NULL: 基本単位 / Base unit
-- column status VARCHAR: 判定（（参考）は空） / Verdict; null where it is not counted: given for reference, or of a year whose edition is not at hand
-- column previous_result DECIMAL(18,4) {unit} <- previous: 前年度の結果（定義が同じ場合、または同じ版が印字した前年度の値） / Result of the year before, where the definition is the same or this very edition prints it
-- column result_change DECIMAL(18,4) {change_unit} <- result, previous: 前年度との差 / Change of the result
-- column change_unit VARCHAR NOT NULL: 差の単位（割合の差はポイント） / Unit of the change; of two shares, percentage points
-- column definition_changed BOOLEAN NOT NULL: 前の年度から定義が変わったか / Whether the definition changed since the year before
-- column kpi_id VARCHAR NOT NULL: KPI / Indicator
-- column is_reference BOOLEAN NOT NULL: （参考）で、件数に数えないか / Given for reference (参考) and not counted among the verdicts
-- column reference_status VARCHAR: （参考）の判定 / Verdict of an indicator given for reference
-- column statement VARCHAR NOT NULL: KPIの文 / Statement
-- column statement_before VARCHAR: 前の年度の文（異なる場合） / The statement of the year before, where it is worded otherwise
-- column is_from_later_edition BOOLEAN NOT NULL: 後の版が前年度の値として印字したものか / Whether only the next edition says so, as last year's value
-- column later_value DECIMAL(18,4) {unit} <- later: 後の版が前年度の値として印字したこの年度の値 / Value of this year that the next edition prints as last year's
-- column later_agrees BOOLEAN <- result, later: later_value が結果と一致するか（定義が変われば空） / Whether later_value agrees with the result; null where the definition changed
-- column later_edition_id VARCHAR: この年度の値を前年度として印字した版 / The edition that prints this year's value as last year's
-- column results DECIMAL(18,4)[] NOT NULL {unit} <- results: edition_ids の各版の結果 / The result in each of edition_ids
-- column edition_ids VARCHAR[] NOT NULL: その年度のすべての版（古い順） / Every edition of the year that prints it, oldest first
-- column edition_id VARCHAR NOT NULL: 値の版 / Edition of the values
-- column figure_ids VARCHAR[] NOT NULL: もとになった数値 / Figures it comes from
with same_measure as (
    select from_id as kpi_id, to_id as measure_id
    from meta.relation
    where relation = 'same_figure' and from_kind = 'kpi' and to_kind = 'measure'
),
named as (
    -- An edition that was staged before its indicator was named holds it under a provisional id.
    select kpi_id, unnest(formerly) as former from meta.kpi
),
ranked as (
    select
        k.* replace (coalesce(n.kpi_id, k.kpi_id) as kpi_id),
        e.fiscal_year,
        e.is_latest_of_year,
        k.definition || ' ' || k.direction || ' ' || k.unit as counts,
        list(k.edition_id) filter (where k.result_value is not null) over editions as edition_ids,
        list(k.result_value) filter (where k.result_value is not null) over editions as results,
        list(k.result_figure_id) filter (where k.result_value is not null) over editions as result_figures
    from core.kpi as k
    join core.edition as e using (edition_id)
    left join named as n on n.former = k.kpi_id
    window editions as (
        partition by coalesce(n.kpi_id, k.kpi_id), e.fiscal_year order by not e.is_draft, e.revision
        rows between unbounded preceding and unbounded following
    )
),
own as (
    select * from ranked where is_latest_of_year
),
known as (
    -- A result that the edition itself does not know yet (集計中) may stand in the next one.
    select * from own where result_value is not null
),
said as (
    select kpi_id, fiscal_year - 1 as fiscal_year, edition_id, target_value as value, target_quantum as quantum,
        target_figure_id as figure_id, 1 as rank
    from own
    where target_basis = 'previous_year' and target_value is not null
    union all
    select o.kpi_id, p.fiscal_year, o.edition_id, p.value, p.quantum, p.figure_id, 2
    from own as o
    join same_measure as m using (kpi_id)
    join core.programme_result as p
        on p.edition_id = o.edition_id and p.measure_id = m.measure_id and p.fiscal_year = o.fiscal_year - 1
        and p.unit = o.unit
    where p.value is not null
    union all
    select o.kpi_id, o.fiscal_year - 1, o.edition_id, p.value, p.quantum, p.figure_id, 3
    from own as o
    join core.prose_figure as p on p.edition_id = o.edition_id and p.fact_id = o.kpi_id and p.unit = o.unit
    where p.comparison = 'previous_year' and not p.is_approximate
),
later as (
    select * from said
    qualify row_number() over (partition by kpi_id, fiscal_year order by rank, figure_id) = 1
),
years as (
    select
        kpi_id, fiscal_year, edition_id, false as is_from_later_edition, statement, counts, unit, target_value,
        result_value, result_quantum, is_reference, if(is_reference, null, status) as status,
        if(is_reference, status, null) as reference_status, edition_ids, results, result_figures,
        target_figure_id, result_figure_id
    from known
    union all
    select
        l.kpi_id, l.fiscal_year, l.edition_id, true, o.statement, o.counts, o.unit, null, l.value, l.quantum, o.is_reference, null, null,
        [], [], [], null, l.figure_id
    from later as l
    join own as o on o.kpi_id = l.kpi_id and o.edition_id = l.edition_id
    anti join known as n on n.kpi_id = l.kpi_id and n.fiscal_year = l.fiscal_year
),
compared as (
    select
        y.*,
        b.statement as statement_before,
        coalesce(b.counts <> y.counts, false) as definition_changed,
        case when b.fiscal_year = y.fiscal_year - 1 and b.counts = y.counts then b.result_value end as result_before,
        case when b.fiscal_year = y.fiscal_year - 1 and b.counts = y.counts then b.result_figure_id end as figure_before
    from years as y
    left join years as b on b.kpi_id = y.kpi_id and b.fiscal_year < y.fiscal_year
    qualify row_number() over (partition by y.kpi_id, y.fiscal_year order by b.fiscal_year desc) = 1
),
joined as (
    select
        c.*,
        coalesce(c.result_before, p.value) as previous_result,
        case when c.result_before is null then p.figure_id else c.figure_before end as previous_figure,
        n.edition_id as later_edition_id,
        n.value as later_value,
        n.figure_id as later_figure,
        case
            when not coalesce(next.definition_changed, false) then abs(n.value - c.result_value) < (n.quantum + c.result_quantum) / 2
        end as later_agrees
    from compared as c
    left join later as p on p.kpi_id = c.kpi_id and p.fiscal_year = c.fiscal_year - 1 and p.edition_id = c.edition_id
    left join later as n on n.kpi_id = c.kpi_id and n.fiscal_year = c.fiscal_year and not c.is_from_later_edition
    left join compared as next on next.kpi_id = c.kpi_id and next.fiscal_year = c.fiscal_year + 1
)
select
    kpi_id,
    coalesce(l.label_ja, kpi_id) as label_ja,
    coalesce(l.label_en, kpi_id) as label_en,
    fiscal_year,
    j.edition_id,
    is_from_later_edition,
    j.statement,
    j.unit,
    target_value,
    result_value,
    j.is_reference,
    status,
    reference_status,
    edition_ids,
    results,
    previous_result,
    result_value - previous_result as result_change,
    if(j.unit = '%', 'ポイント', j.unit) as change_unit,
    definition_changed,
    nullif(statement_before, j.statement) as statement_before,
    later_edition_id,
    later_value,
    later_agrees,
    map {
        'target': [target_figure_id],
        'result': [result_figure_id],
        'results': result_figures,
        'previous': [previous_figure],
        'later': [later_figure]
    } as figures
from joined as j
left join meta.kpi as l using (kpi_id)
order by kpi_id, fiscal_year
