-- ja: 後の版が、前の版と同じ年度・項目の値をどう書いているか（加入者数等、KPI、事業の実績、月別・年度別の増減、研修、入札）。
-- ja: 版の順に隣り合う二つを比べ、同じ値のままのものは載せない。すべての版が対象。
-- en: What a later edition says of a value that an earlier edition printed: membership, indicators, programmes, flows,
-- en: trainings and procurement. Each edition against the one right before it, all editions; values that stayed the
-- en: same left out.
-- key: core_table, measure_id, detail, fiscal_year, later_edition
-- part: procurement_figures
-- note: kind compares the printed intervals (value ± half a quantum): re_rounded where they overlap (more or fewer
-- note: digits of the same value), restated where they do not, or only touch: another last digit is another value.
-- note: Between two editions of one fiscal year, withdrawn and added are said of whatever only one of them prints.
-- note: Between two years they are only said of years that both could print: up to the earlier edition's own year, and
-- note: from the first year of that very row in the later edition on. A year that fell off the ten-year window is not
-- note: withdrawn, the new year of the later edition is not added: it had not happened yet.
-- note: What a later edition prints as last year's result of an indicator (a target "no less than last year") is
-- note: compared with the result of the earlier edition, unless the indicator was redefined between the two.
-- may be empty: 一つの版しかない、または書き換えられた値がない / there is one edition only, or no value changed
-- column label_ja VARCHAR NOT NULL: 名称 / Name in Japanese
-- column label_en VARCHAR NOT NULL: 名称（英語） / Name in English
-- column detail VARCHAR NOT NULL: 内訳（月と種別、部署、研修の区分など。なければ空文字） / Which of several rows: month and kind of member, office, category; empty where there is one
-- column fiscal_year INTEGER NOT NULL: 年度 / Fiscal year
-- column before DECIMAL(18,4) {unit} <- before: 前の版の値（基本単位） / Value in the earlier edition, base units
-- column after DECIMAL(18,4) {unit} <- after: 後の版の値（基本単位） / Value in the later edition, base units
-- column unit VARCHAR NOT NULL: 基本単位 / Base unit
-- column kind VARCHAR NOT NULL: 区分 / What happened to the value
-- column earlier_edition VARCHAR NOT NULL: 前の版 / Earlier edition
-- column later_edition VARCHAR NOT NULL: 後の版 / Later edition
-- column core_table VARCHAR NOT NULL: 表 / Core table
-- column measure_id VARCHAR NOT NULL: 項目 / Measure or indicator, or joined and left
-- column figure_ids VARCHAR[] NOT NULL: もとになった数値 / Figures it comes from
with ordered as (
    select
        edition_id as later_edition,
        fiscal_year as later_year,
        lag(edition_id) over editions as earlier_edition,
        lag(fiscal_year) over editions as earlier_year
    from core.edition
    window editions as (order by fiscal_year, not is_draft, revision)
),
printed as (
    select 'membership' as core_table, edition_id, measure_id, '' as detail, fiscal_year, value, quantum, unit,
        value_figure_id as figure_id
    from core.membership
    where value is not null
    union all
    select 'monthly_flow', edition_id, flow, strftime(month, '%Y-%m') || ' ' || member_type,
        cast(year(month - interval 3 month) as integer), persons, quantum, '人', figure_id
    from core.monthly_flow
    where persons is not null
    union all
    select 'annual_flow', edition_id, flow, member_type, fiscal_year, persons, quantum, '人', figure_id
    from core.annual_flow
    where persons is not null
    union all
    -- Two periods of one fiscal year in one edition: which of them another edition repeats, nobody says.
    select 'programme_result', edition_id, measure_id, programme, fiscal_year, value, quantum, unit, figure_id
    from core.programme_result
    where value is not null
    qualify count(*) over (partition by edition_id, programme, measure_id, fiscal_year) = 1
    union all
    select 'kpi', k.edition_id, k.kpi_id, 'result', e.fiscal_year, k.result_value, k.result_quantum, k.unit,
        k.result_figure_id
    from core.kpi as k
    join core.edition as e using (edition_id)
    where k.result_value is not null
    union all
    select 'kpi', k.edition_id, k.kpi_id, 'result', e.fiscal_year - 1, k.target_value, k.target_quantum, k.unit,
        k.target_figure_id
    from core.kpi as k
    join core.edition as e using (edition_id)
    where k.target_basis = 'previous_year' and k.target_value is not null
    union all
    select 'kpi', k.edition_id, k.kpi_id, 'target', e.fiscal_year, k.target_value, k.target_quantum, k.unit,
        k.target_figure_id
    from core.kpi as k
    join core.edition as e using (edition_id)
    where k.target_value is not null
    union all
    select 'training', t.edition_id, 'training_participants', t.category, e.fiscal_year, t.participants, t.quantum, '人',
        t.figure_id
    from core.training as t
    join core.edition as e using (edition_id)
    where t.participants is not null
    union all
    select 'procurement', edition_id, measure_id, office, fiscal_year, value, quantum, unit, figure_id
    from procurement_figures
),
rows_of as (
    select core_table, edition_id, measure_id, detail, min(fiscal_year) as first_year
    from printed
    group by all
),
redefined as (
    select kpi_id, edition_id from marts.kpi_history where definition_changed
),
-- Which rows, of which years, a later edition and the one before it can both be asked for.
comparable as (
    select o.*, p.core_table, p.measure_id, p.detail, p.fiscal_year
    from ordered as o
    join printed as p on p.edition_id in (o.later_edition, o.earlier_edition)
    left join rows_of as a
        on a.edition_id = o.earlier_edition and (a.core_table, a.measure_id, a.detail) = (p.core_table, p.measure_id, p.detail)
    left join rows_of as b
        on b.edition_id = o.later_edition and (b.core_table, b.measure_id, b.detail) = (p.core_table, p.measure_id, p.detail)
    where o.earlier_edition is not null
        and (
            o.earlier_year = o.later_year
            or p.fiscal_year between greatest(a.first_year, b.first_year) and o.earlier_year
            and a.first_year is not null and b.first_year is not null
        )
    group by all
),
compared as (
    select
        c.core_table,
        c.measure_id,
        c.detail,
        c.fiscal_year,
        c.earlier_edition,
        c.later_edition,
        a.value as before,
        b.value as after,
        coalesce(b.unit, a.unit) as unit,
        (a.quantum + b.quantum) / 2 as doubt,
        a.unit <> b.unit as other_unit,
        map {'before': [a.figure_id], 'after': [b.figure_id]} as figures
    from comparable as c
    left join printed as a
        on a.edition_id = c.earlier_edition
        and (a.core_table, a.measure_id, a.detail, a.fiscal_year) = (c.core_table, c.measure_id, c.detail, c.fiscal_year)
    left join printed as b
        on b.edition_id = c.later_edition
        and (b.core_table, b.measure_id, b.detail, b.fiscal_year) = (c.core_table, c.measure_id, c.detail, c.fiscal_year)
    anti join redefined as r on c.core_table = 'kpi' and r.kpi_id = c.measure_id and r.edition_id = c.later_edition
)
select
    core_table,
    measure_id,
    coalesce(k.label_ja, m.label_ja, measure_id) as label_ja,
    coalesce(k.label_en, m.label_en, measure_id) as label_en,
    detail,
    fiscal_year,
    earlier_edition,
    later_edition,
    before,
    after,
    c.unit,
    case
        when after is null then 'withdrawn'
        when before is null then 'added'
        when abs(after - before) < doubt and not other_unit then 're_rounded'
        else 'restated'
    end as kind,
    figures
from compared as c
left join meta.kpi as k on core_table = 'kpi' and k.kpi_id = measure_id
left join meta.measure as m using (measure_id)
where before is distinct from after or other_unit
order by core_table, measure_id, detail, fiscal_year, earlier_edition, later_edition
