-- ja: 報告書の数値を一つの形にした表：項目、期間、値、単位、精度、根拠。各年度の最も新しい版のみ。
-- en: Every named number of the reports in one shape: what, when, how much, how precisely, and where it is printed. Only
-- en: the latest edition of each fiscal year; the same thing may stand in several rows, one for each place that prints it.
-- note: 一つの項目のすべて：where measure_id = '…' order by period_start。同じ値が表と本文にあれば二行になるので、合計や件数を取る前に source_table と detail で絞ること。
-- note: is_total の行は内訳の合計。増減（kind = change）の符号は減少が負。
-- note: All that is known of one thing: where measure_id = '…' order by period_start. A value that stands in a table and in
-- note: a sentence has two rows: choose source_table and detail before adding or counting. Rows with is_total are the total
-- note: of others. A change that is a fall is negative. The average standard monthly
-- note: remuneration is that of March to February, as the report's note ※2 says.
-- key: edition_id, number
-- part: procurement_figures
-- column label_ja VARCHAR NOT NULL: 名称 / Name in Japanese
-- column label_en VARCHAR NOT NULL: 名称（英語） / Name in English
-- column detail VARCHAR NOT NULL: 内訳（種別 member_type、部署 office、研修の区分、増減率 yoy_pct。なければ空文字） / Which of several: member_type, office, category of a training, or yoy_pct of a rate of change; empty where there is one
-- column period_label VARCHAR: 期間（紙面の言葉、または年度） / Period in the words of the page, or the fiscal year
-- column value DECIMAL(38,10) NOT NULL {unit}: 値（基本単位） / Value in base units
-- column unit VARCHAR: 基本単位 / Base unit
-- column kind VARCHAR NOT NULL: 値・前年度の値・増減・目標・境となる値 / Value, previous value, change, target or threshold
-- column fiscal_year INTEGER: 年度（本文が言わなければ空） / Fiscal year; null where a sentence names none
-- column period_start DATE: 期間の初日（時点の値は末日と同じ） / First day; of a stock the same as the last
-- column period_end DATE: 期間の末日 / Last day
-- column stock_or_flow VARCHAR: 時点の残高・期間の量・平均・割合（増減は空） / Stock, flow, average or share; null of a change
-- column quantum DECIMAL(38,10) NOT NULL {unit}: 印字の最小単位 / Precision of the printed value
-- column is_approximate BOOLEAN NOT NULL: 約などの付く概数か / Whether printed with 約 or a like word
-- column is_total BOOLEAN NOT NULL: 内訳の合計の行か / Whether it is the total of other rows
-- column is_draft BOOLEAN NOT NULL: （案）の版の値か / Whether the edition is a draft
-- column measure_id VARCHAR NOT NULL: 項目・KPI・本文の数値の識別子 / Measure, indicator or fact
-- column source_table VARCHAR NOT NULL: もとの表 / Core table that it stands in
-- column edition_id VARCHAR NOT NULL: 版 / Edition
-- column number INTEGER NOT NULL: 版の中の順 / Order within the edition
-- column engines_agree BOOLEAN NOT NULL: 二つのPDFエンジンが同じ数字を読んだか / Whether two PDF engines read the same digits
-- column figure_id VARCHAR NOT NULL: 紙面上の位置 / Where it is printed
-- column figure_ids VARCHAR[] NOT NULL: もとになった数値 / Figures it comes from
with printed as (
    select
        measure_id, '' as detail, 'value' as kind, fiscal_year, null as period_label, null as month, value, unit, quantum,
        false as is_approximate, false as is_total, edition_id, 'core.membership' as source_table, value_figure_id as figure_id
    from core.membership
    union all
    select measure_id, 'yoy_pct', 'change', fiscal_year, null, null, yoy_pct, '%', yoy_quantum, false, false, edition_id,
        'core.membership', yoy_figure_id
    from core.membership
    where yoy_pct is not null
    union all
    select flow, member_type, 'value', cast(year(month - interval 3 month) as integer), null, month, persons, '人', quantum,
        false, member_type = 'enrollees', edition_id, 'core.monthly_flow', figure_id
    from core.monthly_flow
    union all
    select flow, member_type, 'value', fiscal_year, null, null, persons, '人', quantum, false, true, edition_id,
        'core.annual_flow', figure_id
    from core.annual_flow
    union all
    select k.kpi_id, '', 'value', e.fiscal_year, null, null, k.result_value, k.unit, k.result_quantum, false, false,
        k.edition_id, 'core.kpi', k.result_figure_id
    from core.kpi as k
    join core.edition as e using (edition_id)
    union all
    select k.kpi_id, '', 'target', e.fiscal_year, null, null, k.target_value, k.unit, k.target_quantum, false, false,
        k.edition_id, 'core.kpi', k.target_figure_id
    from core.kpi as k
    join core.edition as e using (edition_id)
    where k.target_value is not null
    union all
    select measure_id, '', 'value', fiscal_year, period_label, null, value, unit, quantum, false, false, edition_id,
        'core.programme_result', figure_id
    from core.programme_result
    where value is not null
    union all
    select measure_id, office, 'value', fiscal_year, period_label, null, value, unit, quantum, false, office = 'total',
        edition_id, 'core.procurement', figure_id
    from procurement_figures
    union all
    select 'training_participants', t.category, 'value', e.fiscal_year, null, null, t.participants, '人', t.quantum, false,
        false, t.edition_id, 'core.training', t.figure_id
    from core.training as t
    join core.edition as e using (edition_id)
    union all
    select fact_id, '', kind, fiscal_year, period_label, null, value, unit, quantum, is_approximate, false, edition_id,
        'core.prose_figure', figure_id
    from core.prose_figure
    where fact_id is not null
),
named as (
    select
        p.*,
        e.is_draft,
        g.engines_agree,
        coalesce(k.label_ja, m.label_ja, f.label_ja, p.measure_id) as label_ja,
        coalesce(k.label_en, m.label_en, f.label_en, p.measure_id) as label_en,
        case when p.kind <> 'change' then coalesce(m.stock_or_flow, k.stock_or_flow, f.stock_or_flow) end as stock_or_flow
    from printed as p
    join core.edition as e using (edition_id)
    join evidence.figure as g using (edition_id, figure_id)
    left join meta.kpi as k on k.kpi_id = p.measure_id and p.source_table = 'core.kpi'
    left join meta.measure as m on m.measure_id = p.measure_id
    left join meta.fact as f on f.fact_id = p.measure_id
    where e.is_latest_of_year
),
dated as (
    select
        *,
        coalesce(
            month,
            case
                when measure_id = 'average_standard_monthly_remuneration' then make_date(fiscal_year, 3, 1)
                when stock_or_flow = 'stock' then make_date(fiscal_year + 1, 3, 31)
                else make_date(fiscal_year, 4, 1)
            end
        ) as period_start,
        case
            when month is not null then last_day(month)
            when measure_id = 'average_standard_monthly_remuneration' then last_day(make_date(fiscal_year + 1, 2, 1))
            else make_date(fiscal_year + 1, 3, 31)
        end as period_end
    from named
)
select
    measure_id,
    detail,
    label_ja,
    label_en,
    kind,
    stock_or_flow,
    fiscal_year,
    coalesce(period_label, strftime(month, '%Y-%m'), 'FY' || fiscal_year) as period_label,
    period_start,
    period_end,
    value,
    unit,
    quantum,
    is_approximate,
    is_total,
    is_draft,
    edition_id,
    cast(row_number() over (
        partition by edition_id
        order by measure_id, detail, period_start, kind, source_table, figure_id
    ) as integer) as number,
    source_table,
    engines_agree,
    figure_id,
    [figure_id] as figure_ids
from dated
order by measure_id, detail, period_start, kind, source_table, figure_id
