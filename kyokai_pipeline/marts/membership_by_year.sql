-- ja: 一年度一行。列は項目。値は membership_trend のもの（各年度の最も新しい版のみ）。
-- en: One row a fiscal year, one column a measure; the values of membership_trend, so of the latest edition of each
-- en: fiscal year only.
-- key: fiscal_year
-- column fiscal_year INTEGER NOT NULL: 年度 / Fiscal year
-- column enrollees BIGINT {人} <- enrollees: 加入者数（人） / Enrollees, persons
-- column insured BIGINT {人} <- insured: 被保険者数（人） / Insured persons
-- column dependents BIGINT {人} <- dependents: 被扶養者数（人） / Dependents, persons
-- column voluntarily_insured BIGINT {人} <- voluntarily_insured: 任意継続被保険者数（人） / Voluntarily continued insured persons
-- column covered_workplaces BIGINT {事業所} <- covered_workplaces: 適用事業所数 / Covered workplaces
-- column average_standard_monthly_remuneration BIGINT {円} <- average_standard_monthly_remuneration: 平均標準報酬月額（円） / Average standard monthly remuneration, yen
-- column dependents_per_insured DOUBLE {人} <- dependents, insured: 被保険者1人当たり被扶養者数 / Dependents per insured person
-- column insured_per_workplace DOUBLE {人} <- insured, covered_workplaces: 1事業所当たり被保険者数 / Insured persons per covered workplace
-- column edition_ids VARCHAR[] NOT NULL: 値の版 / Editions of the values
-- column figure_ids VARCHAR[] NOT NULL: もとになった数値 / Figures it comes from
with years as (
    select
        fiscal_year,
        list_sort(list(distinct edition_id)) as edition_ids,
        max(t.value) filter (where measure_id = 'enrollees') as enrollees,
        max(t.value) filter (where measure_id = 'insured') as insured,
        max(t.value) filter (where measure_id = 'voluntarily_insured') as voluntarily_insured,
        max(t.value) filter (where measure_id = 'dependents') as dependents,
        max(t.value) filter (
            where measure_id = 'average_standard_monthly_remuneration'
        ) as average_standard_monthly_remuneration,
        max(t.value) filter (where measure_id = 'covered_workplaces') as covered_workplaces,
        map(list(measure_id), list([m.value_figure_id])) as figures
    from marts.membership_trend as t
    join core.membership as m using (edition_id, measure_id, fiscal_year)
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
    figures
from years
order by fiscal_year
