-- Indicators of the latest edition of each fiscal year, those given for reference included, with the distance from the
-- target: positive on the good side. The columns of kpi_status and kpi_reference, and what the former judges by.
kpi_of_year as (
    select
        k.edition_id,
        e.fiscal_year,
        k.position,
        k.pillar,
        k.initiative,
        k.number,
        k.kpi_id,
        coalesce(l.label_ja, k.kpi_id) as label_ja,
        coalesce(l.label_en, k.kpi_id) as label_en,
        k.statement,
        k.direction,
        k.target_basis,
        k.target_text,
        k.result_text,
        k.target_value,
        k.result_value,
        k.unit,
        case when k.direction = 'at_least' then 1 else -1 end * (k.result_value - k.target_value) as gap,
        case when k.target_value is not null then if(k.unit = '%', 'ポイント', k.unit) end as gap_unit,
        case
            when k.direction = 'at_least' and k.target_value <> 0 then round(k.result_value / k.target_value, 4)
            when k.direction = 'at_most' and k.result_value <> 0 then round(k.target_value / k.result_value, 4)
        end as achievement_ratio,
        k.status,
        k.status_text,
        k.target_figure_id,
        k.result_figure_id,
        map {'target': [k.target_figure_id], 'result': [k.result_figure_id]} as figures,
        k.is_reference,
        k.target_quantum,
        k.result_quantum
    from core.kpi as k
    join core.edition as e using (edition_id)
    left join meta.kpi as l using (kpi_id)
    where e.is_latest_of_year
)
