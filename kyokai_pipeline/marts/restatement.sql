-- ja: 後の版が、前の版と同じ年度・項目の値をどう書いているか。版の順に隣り合う二つを比べ、同じ値のままのものは載せない。
-- en: What a later edition says of a value that an earlier edition printed; each edition against the one right before
-- en: it, values that stayed the same left out.
-- note: kind compares the printed intervals (value ± half a quantum): re_rounded where they overlap (more or fewer
-- note: digits of the same value), restated where they do not, or only touch: another last digit is another value. withdrawn and added are only said of years that both editions
-- note: could print: up to the earlier edition's own year, and from the first year in the later edition's table on.
-- note: A year that fell off the ten-year window is not withdrawn, and the new year of the later edition is not added:
-- note: it had not happened yet.
-- may be empty: 一つの版しかない、または書き換えられた値がない / there is one edition only, or no value changed
-- column measure_id: 項目 / Measure
-- column fiscal_year: 年度 / Fiscal year
-- column earlier_edition: 前の版 / Earlier edition
-- column later_edition: 後の版 / Later edition
-- column before: 前の版の値（基本単位） / Value in the earlier edition, base units
-- column after: 後の版の値（基本単位） / Value in the later edition, base units
-- column unit: 基本単位 / Base unit
-- column kind: 区分（re_rounded 表示桁の変更, restated 改定, withdrawn 削除, added 追加） / re_rounded, restated, withdrawn or added
-- column figure_ids: もとになった数値 / Figures it comes from
with ordered as (
    select
        edition_id,
        fiscal_year as of_year,
        lag(edition_id) over (order by fiscal_year, not is_draft, revision) as earlier_edition,
        lag(fiscal_year) over (order by fiscal_year, not is_draft, revision) as earlier_year
    from core.edition
),
first_years as (
    select edition_id, min(fiscal_year) as first_year from core.membership group by edition_id
),
pairs as (
    select o.edition_id as later_edition, o.earlier_edition, o.earlier_year, greatest(a.first_year, b.first_year) as first_year
    from ordered as o
    join first_years as a on a.edition_id = o.edition_id
    join first_years as b on b.edition_id = o.earlier_edition
),
spoken as (
    select p.*, m.measure_id, m.fiscal_year, m.unit, m.value, m.quantum, m.value_figure_id, m.edition_id
    from pairs as p
    join core.membership as m on m.edition_id in (p.later_edition, p.earlier_edition)
    where m.fiscal_year between p.first_year and p.earlier_year
),
compared as (
    select
        measure_id,
        fiscal_year,
        earlier_edition,
        later_edition,
        max(value) filter (edition_id = earlier_edition) as before,
        max(value) filter (edition_id = later_edition) as after,
        max(quantum) filter (edition_id = earlier_edition) as before_quantum,
        max(quantum) filter (edition_id = later_edition) as after_quantum,
        any_value(unit) as unit,
        list(value_figure_id order by value_figure_id) as figure_ids
    from spoken
    group by measure_id, fiscal_year, earlier_edition, later_edition
)
select
    measure_id,
    fiscal_year,
    earlier_edition,
    later_edition,
    before,
    after,
    unit,
    case
        when after is null then 'withdrawn'
        when before is null then 'added'
        when abs(after - before) < (before_quantum + after_quantum) / 2 then 're_rounded'
        else 'restated'
    end as kind,
    figure_ids
from compared
where before is distinct from after
order by measure_id, fiscal_year, earlier_edition, later_edition
