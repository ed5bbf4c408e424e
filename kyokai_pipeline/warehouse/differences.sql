-- What two editions say differently, one row a difference: of which kind, of what, in which words and at which figure.
with said as (
    select edition_id, 'value' as kind, 'core.membership' as place, measure_id || ' ' || fiscal_year as subject,
        value::varchar as words, value_figure_id as figure_id from core.membership
    union all
    select edition_id, 'value', 'core.membership', measure_id || ' ' || fiscal_year || ' yoy_pct',
        coalesce(yoy_pct::varchar, yoy_missing_reason), yoy_figure_id from core.membership
    union all
    select edition_id, 'value', 'core.monthly_flow', flow || ' ' || member_type || ' ' || strftime(month, '%Y-%m'),
        persons::varchar, figure_id from core.monthly_flow
    union all
    select edition_id, 'value', 'core.annual_flow', flow || ' ' || member_type || ' ' || fiscal_year,
        persons::varchar, figure_id from core.annual_flow
    union all
    select edition_id, 'value', 'core.programme_result', programme || ' ' || measure_id || ' ' || fiscal_year,
        coalesce(value::varchar, missing_reason), figure_id from core.programme_result
    union all
    select edition_id, 'value', 'core.training', category, participants::varchar, figure_id from core.training
    union all
    select edition_id, 'value', 'core.procurement', office || ' contracts', contracts::varchar, contracts_figure_id
    from core.procurement
    union all
    select edition_id, 'value', 'core.procurement', office || ' single_bid_contracts', single_bid_contracts::varchar,
        single_bid_contracts_figure_id from core.procurement
    union all
    select edition_id, 'value', 'core.procurement', office || ' single_bid_pct', single_bid_pct::varchar,
        single_bid_pct_figure_id from core.procurement
    union all
    select edition_id, 'value', 'core.kpi', kpi_id || ' target', coalesce(target_value::varchar, target_text),
        target_figure_id from core.kpi
    union all
    select edition_id, 'value', 'core.kpi', kpi_id || ' result', result_value::varchar, result_figure_id from core.kpi
    union all
    select edition_id, 'value', 'core.kpi', kpi_id || ' status', status, result_figure_id from core.kpi
    union all
    select edition_id, 'value', 'core.kpi_count', status, stated_count::varchar, figure_id from core.kpi_count
    union all
    select edition_id, 'kpi', 'core.kpi', kpi_id, 'o', result_figure_id from core.kpi
    union all
    select edition_id, 'definition', 'core.kpi', kpi_id,
        regexp_replace(statement, '[0-9０-９.．,，％%\s]', '', 'g') || ' [' || direction || ', ' || target_basis || ', ' || unit || ']',
        result_figure_id
    from core.kpi
    union all
    select edition_id, 'label', 'core.kpi', kpi_id || ' initiative', initiative, result_figure_id from core.kpi
    union all
    select edition_id, 'label', 'core.training', category || ' content', content, figure_id from core.training
),
earlier as (select * from said where edition_id = $earlier),
later as (select * from said where edition_id = $later)
select
    coalesce(a.kind, b.kind) as kind,
    coalesce(a.place, b.place) as place,
    coalesce(a.subject, b.subject) as subject,
    case when a.edition_id is null then 'added' when b.edition_id is null then 'gone' else 'changed' end as change,
    a.words as before,
    b.words as after,
    a.figure_id as before_figure_id,
    b.figure_id as after_figure_id
from earlier as a
full join later as b on a.kind = b.kind and a.place = b.place and a.subject = b.subject
where a.words is distinct from b.words
    and (coalesce(a.kind, b.kind) not in ('definition', 'label') or (a.edition_id is not null and b.edition_id is not null))
order by all
