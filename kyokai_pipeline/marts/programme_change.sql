-- ja: 事業の実績：各年度の最も新しい版について、その最も新しい期間と、同じ版に並ぶ前の期間との比較（すべての版は core.programme_result）。
-- en: Results of programmes: the latest period of the latest edition of each fiscal year against the period printed
-- en: beside it; core.programme_result holds all editions.
-- key: programme, measure_id, fiscal_year
-- column fiscal_year INTEGER NOT NULL: 年度 / Fiscal year
-- column label_ja VARCHAR NOT NULL: 項目名 / Measure in Japanese
-- column label_en VARCHAR NOT NULL: 項目名（英語） / Measure in English
-- column value DECIMAL(18,4) NOT NULL {unit} <- value: 値（基本単位） / Value in base units
-- column previous_value DECIMAL(18,4) {unit} <- previous: 前の値 / Value before
-- column unit VARCHAR NOT NULL: 基本単位 / Base unit
-- column change DECIMAL(18,4) {change_unit} <- value, previous: 前の値との差 / Value less the value before
-- column change_unit VARCHAR: 差の単位（割合の差はポイント） / Unit of the change; of two shares, percentage points
-- column change_pct DOUBLE {%} <- value, previous: 増減率（％、割合の項目では空） / Rate of change, %; null for measures that are shares
-- column period_label VARCHAR NOT NULL: 期間 / Period as printed
-- column previous_period_label VARCHAR: 前の期間 / Period before, as printed
-- column programme VARCHAR NOT NULL: 事業 / Programme
-- column measure_id VARCHAR NOT NULL: 項目 / Measure
-- column edition_id VARCHAR NOT NULL: 版 / Edition
-- column figure_ids VARCHAR[] NOT NULL: もとになった数値 / Figures it comes from
with periods as (
    select
        r.*,
        e.fiscal_year as edition_year,
        lag(period_label) over years as previous_period_label,
        lag(value) over years as previous_value,
        lag(figure_id) over years as previous_figure,
        row_number() over (
            partition by r.edition_id, r.programme, r.measure_id order by r.fiscal_year desc
        ) as latest
    from core.programme_result as r
    join core.edition as e using (edition_id)
    where r.value is not null and e.is_latest_of_year
    window years as (partition by r.edition_id, r.programme, r.measure_id order by r.fiscal_year)
)
select
    p.edition_id,
    p.programme,
    p.measure_id,
    l.label_ja,
    l.label_en,
    p.period_label,
    p.fiscal_year,
    p.previous_period_label,
    p.value,
    p.previous_value,
    p.unit,
    p.value - p.previous_value as change,
    case when p.previous_value is not null then if(p.unit = '%', 'ポイント', p.unit) end as change_unit,
    case when p.unit <> '%' and p.previous_value > 0 then round(100 * (p.value / p.previous_value - 1), 2) end as change_pct,
    map {'value': [p.figure_id], 'previous': [p.previous_figure]} as figures
from periods as p
join meta.measure as l using (measure_id)
where p.latest = 1
-- Where a later edition leaves its own year blank, last year's value is still the earlier edition's row.
qualify row_number() over (partition by p.programme, p.measure_id, p.fiscal_year order by p.edition_year) = 1
order by p.edition_id, p.programme, p.measure_id
