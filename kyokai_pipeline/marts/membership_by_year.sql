-- ja: 一年度一行。列は項目。値は membership_trend のもの（各年度の最も新しい版のみ）。
-- en: One row a fiscal year, one column a measure; the values of membership_trend, so of the latest edition of each
-- en: fiscal year only.
-- key: fiscal_year
-- column fiscal_year INTEGER NOT NULL: 年度 / Fiscal year
-- column enrollees BIGINT {人}: 加入者数（人） / Enrollees, persons
-- column insured BIGINT {人}: 被保険者数（人） / Insured persons
-- column dependents BIGINT {人}: 被扶養者数（人） / Dependents, persons
-- column voluntarily_insured BIGINT {人}: 任意継続被保険者数（人） / Voluntarily continued insured persons
-- column covered_workplaces BIGINT {事業所}: 適用事業所数 / Covered workplaces
-- column average_standard_monthly_remuneration BIGINT {円}: 平均標準報酬月額（円） / Average standard monthly remuneration, yen
-- column dependents_per_insured DOUBLE {人}: 被保険者1人当たり被扶養者数 / Dependents per insured person
-- column insured_per_workplace DOUBLE {人}: 1事業所当たり被保険者数 / Insured persons per covered workplace
-- column edition_ids VARCHAR[] NOT NULL: 値の版 / Editions of the values
-- column figure_ids VARCHAR[] NOT NULL: もとになった数値 / Figures it comes from
with years as (
    select
        fiscal_year,
        list_sort(list(distinct edition_id)) as edition_ids,
        max(value) filter (where measure_id = 'enrollees') as enrollees,
        max(value) filter (where measure_id = 'insured') as insured,
        max(value) filter (where measure_id = 'voluntarily_insured') as voluntarily_insured,
        max(value) filter (where measure_id = 'dependents') as dependents,
        max(value) filter (
            where measure_id = 'average_standard_monthly_remuneration'
        ) as average_standard_monthly_remuneration,
        max(value) filter (where measure_id = 'covered_workplaces') as covered_workplaces,
        list_sort(list_distinct(flatten(list(figure_ids)))) as figure_ids
    from marts.membership_trend
    -- A row that no term explains has no column here.
    where measure_id in (
        'enrollees', 'insured', 'voluntarily_insured', 'dependents', 'average_standard_monthly_remuneration',
        'covered_workplaces'
    )
    group by fiscal_year
)
select
    fiscal_year,
    edition_ids,
    enrollees,
    insured,
    voluntarily_insured,
    dependents,
    average_standard_monthly_remuneration,
    covered_workplaces,
    round(dependents / nullif(insured, 0), 4) as dependents_per_insured,
    round(insured / nullif(covered_workplaces, 0), 3) as insured_per_workplace,
    figure_ids
from years
order by fiscal_year
