-- ja: 項目ごとの年次推移。値は、その年度を載せた最も新しい版のもの（各年度の最も新しい版のみ。すべての版は core.membership）。
-- en: Each measure year by year; every value is that of the newest edition that prints the year, of the latest edition
-- en: of each fiscal year; core.membership holds all editions.
-- key: measure_id, fiscal_year
-- column fiscal_year INTEGER NOT NULL: 年度 / Fiscal year
-- column label_ja VARCHAR NOT NULL: 項目名 / Measure in Japanese
-- column label_en VARCHAR NOT NULL: 項目名（英語） / Measure in English
-- column value BIGINT NOT NULL {unit} <- value: 値（基本単位） / Value in base units
-- column unit VARCHAR NOT NULL: 基本単位 / Base unit
-- column yoy_change BIGINT {unit} <- value, before: 前年度との差 / Change against the year before
-- column yoy_pct DOUBLE {%} <- value, before: 対前年度増減率（計算、％） / Yearly rate of change, computed from the values, %
-- column yoy_pct_printed DECIMAL(18,4) {%} <- rate: 対前年度増減率（印字、％） / Yearly rate of change as printed, %
-- column yoy_printed_text VARCHAR <- rate: 対前年度増減率の印字（▲0.0% の符号も残る） / Yearly rate of change as text: ▲0.0% keeps its sign
-- column index_first_year DOUBLE <- value, first: first_fiscal_year を100とする指数 / Index, first_fiscal_year = 100
-- column cagr_pct DOUBLE {%} <- value, first: first_fiscal_year からの年平均増減率（％） / Compound annual rate since first_fiscal_year, %
-- column first_fiscal_year INTEGER NOT NULL: 指数と年平均増減率の基準の年度 / Base year of index and compound rate
-- column quantum DECIMAL(18,4) NOT NULL {unit} <- value: 印字の最小単位 / Precision of the printed value
-- column measure_id VARCHAR NOT NULL: 項目 / Measure
-- column edition_id VARCHAR NOT NULL: 値の版 / Edition of the value
-- column figure_ids VARCHAR[] NOT NULL: もとになった数値 / Figures it comes from
with ranked as (
    select
        m.*,
        row_number() over (
            partition by m.measure_id, m.fiscal_year
            order by e.fiscal_year desc
        ) as rank
    from core.membership as m
    join core.edition as e using (edition_id)
    where e.is_latest_of_year and m.value is not null
),
chosen as (
    select
        *,
        lag(fiscal_year) over years = fiscal_year - 1 as follows,
        lag(value) over years as before,
        lag(value_figure_id) over years as before_figure,
        first_value(value) over years as first,
        first_value(fiscal_year) over years as first_year,
        first_value(value_figure_id) over years as first_figure
    from ranked
    where rank = 1
    window years as (partition by measure_id order by fiscal_year)
)
select
    c.measure_id,
    c.fiscal_year,
    c.edition_id,
    l.label_ja,
    l.label_en,
    c.value,
    c.unit,
    c.quantum,
    case when c.follows then c.value - c.before end as yoy_change,
    case when c.follows then round(100 * (c.value / nullif(c.before, 0) - 1), 4) end as yoy_pct,
    c.yoy_pct as yoy_pct_printed,
    f.printed as yoy_printed_text,
    c.first_year as first_fiscal_year,
    round(100 * c.value / nullif(c.first, 0), 2) as index_first_year,
    case
        when c.fiscal_year > c.first_year
            then round(100 * (pow(c.value / nullif(c.first, 0), 1.0 / (c.fiscal_year - c.first_year)) - 1), 4)
    end as cagr_pct,
    map {
        'value': [c.value_figure_id],
        'before': [case when c.follows then c.before_figure end],
        'first': [c.first_figure],
        'rate': [c.yoy_figure_id]
    } as figures
from chosen as c
join meta.measure as l using (measure_id)
left join evidence.figure as f on f.figure_id = c.yoy_figure_id
order by c.measure_id, c.fiscal_year
