-- Every named number of the latest editions, once: one that several places print is that of the newest edition, and of a
-- table before a sentence; figure_ids has all the places that print the same value.
facts as (
    with
    printed as (
        select
            measure_id, '' as detail, 'value' as kind, fiscal_year, null as period_label, null as month, value, unit, quantum,
            false as is_approximate, false as is_total, edition_id, 'core.membership' as source_table, value_figure_id as figure_id
        from core.membership
        where value is not null
        union all
        select measure_id, 'yoy_pct', 'change', fiscal_year, null, null, yoy_pct, '%', yoy_quantum, false, false, edition_id,
            'core.membership', yoy_figure_id
        from core.membership
        where yoy_pct is not null
        union all
        select flow, member_type, 'value', cast(year(month - interval 3 month) as integer), null, month, persons, '人', quantum,
            false, member_type = 'enrollees', edition_id, 'core.monthly_flow', figure_id
        from core.monthly_flow
        where persons is not null
        union all
        select flow, member_type, 'value', fiscal_year, null, null, persons, '人', quantum, false, true, edition_id,
            'core.annual_flow', figure_id
        from core.annual_flow
        where persons is not null
        union all
        select k.kpi_id, '', 'value', e.fiscal_year, null, null, k.result_value, k.unit, k.result_quantum, false, false,
            k.edition_id, 'core.kpi', k.result_figure_id
        from core.kpi as k
        join core.edition as e using (edition_id)
        where k.result_value is not null
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
        where t.participants is not null
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
            e.fiscal_year as edition_year,
            coalesce(d.label_ja, if(p.detail = 'yoy_pct', '対前年度増減率', p.detail)) as detail_ja,
            coalesce(d.label_en, if(p.detail = 'yoy_pct', 'Rate of change on the year before', p.detail)) as detail_en,
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
        left join meta.code as d
            on d.code = p.detail and d.list = if(p.source_table = 'core.procurement', 'office', 'member_type')
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
    ),
    -- A sentence that names no period, with the value that its edition prints of one period only, is one more place.
    joined_up as (
        select
            *,
            if(period_end is null and periods = 1, start_of_it, period_start) as of_start,
            if(period_end is null and periods = 1, end_of_it, period_end) as of_end
        from (
            select
                *,
                count(distinct period_end) over same_value as periods,
                max(period_start) over same_value as start_of_it,
                max(period_end) over same_value as end_of_it
            from dated
            window same_value as (partition by edition_id, measure_id, detail, kind, unit, value)
        )
    ),
    placed as (
        select
            *,
            row_number() over (
                partition by measure_id, detail, kind, unit, of_start, of_end, case when of_end is null then value end
                order by
                    edition_year desc, period_end is null, source_table = 'core.prose_figure', is_approximate, quantum,
                    figure_id
            ) as place,
            list(figure_id) over (
                partition by measure_id, detail, kind, unit, of_start, of_end, value
                order by figure_id
                rows between unbounded preceding and unbounded following
            ) as places
        from joined_up
    )
    select
        measure_id,
        detail,
        detail_ja,
        detail_en,
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
            partition by edition_id, is_total
            order by measure_id, detail, period_start, kind, source_table, figure_id
        ) as integer) as number,
        source_table,
        engines_agree,
        figure_id,
        list_prepend(figure_id, list_filter(places, lambda other: other <> figure_id)) as figure_ids
    from placed
    where place = 1
)
