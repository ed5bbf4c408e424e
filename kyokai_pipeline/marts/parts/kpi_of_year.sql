-- Indicators of the latest edition of each fiscal year, those given for reference included, with the distance from the
-- target: positive on the good side.
kpi_of_year as (
    select
        k.*,
        e.fiscal_year,
        coalesce(l.label_ja, k.kpi_id) as label_ja,
        coalesce(l.label_en, k.kpi_id) as label_en,
        case when k.direction = 'at_least' then 1 else -1 end * (k.result_value - k.target_value) as gap,
        case when k.target_value is not null then if(k.unit = '%', 'ポイント', k.unit) end as gap_unit,
        case
            when k.direction = 'at_least' and k.target_value <> 0 then round(k.result_value / k.target_value, 4)
            when k.direction = 'at_most' and k.result_value <> 0 then round(k.target_value / k.result_value, 4)
        end as achievement_ratio,
        case
            when k.target_figure_id is null then [k.result_figure_id]
            else [k.target_figure_id, k.result_figure_id]
        end as figure_ids
    from core.kpi as k
    join core.edition as e using (edition_id)
    left join meta.kpi as l using (kpi_id)
    where e.is_latest_of_year
)
