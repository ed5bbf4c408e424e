-- Everything that the dashboard asks of the published file; each query goes by the name over it.

-- name: editions
select edition_id, fiscal_year, era_label, title, is_draft, is_current, document_number, source_file, source_url, sha256, page_count
from core.edition
order by fiscal_year desc, is_draft, revision desc

-- name: trend
select measure_id, fiscal_year, edition_id, label_ja, label_en, value, unit, quantum, yoy_change, yoy_pct_printed,
    index_first_year, figure_ids
from marts.membership_trend
order by list_position(
    ['enrollees', 'insured', 'dependents', 'average_standard_monthly_remuneration', 'covered_workplaces', 'voluntarily_insured'],
    measure_id
), fiscal_year

-- name: printed_rate
select edition_id, measure_id, fiscal_year, value_figure_id, yoy_figure_id, yoy_quantum
from core.membership

-- name: by_year
select y.fiscal_year, y.dependents_per_insured, y.insured_per_workplace, list(m.value_figure_id order by m.measure_id) as figure_ids
from marts.membership_by_year as y
join core.membership as m on m.fiscal_year = y.fiscal_year and list_contains(y.figure_ids, m.value_figure_id)
    and m.measure_id in ('insured', 'dependents')
group by all
order by y.fiscal_year

-- name: restatements
select r.core_table, r.measure_id, r.detail, r.fiscal_year, r.earlier_edition, r.later_edition, r.before, r.after, r.unit, r.kind,
    r.figure_ids, coalesce(m.label_ja, k.label_ja, c.label_ja, r.measure_id) as label_ja,
    coalesce(m.label_en, k.label_en, c.label_en, r.measure_id) as label_en
from marts.restatement as r
left join meta.measure as m using (measure_id)
left join meta.kpi as k on k.kpi_id = r.measure_id
left join meta.code as c on c.list = 'flow' and c.code = r.measure_id
order by list_position(['membership', 'kpi'], r.core_table), r.core_table, r.fiscal_year desc, r.measure_id, r.detail, r.later_edition

-- name: flow
select month, member_type, joined_persons, left_persons, net, cumulative_net, figure_ids
from (
    from marts.monthly_flow
    union all by name
    select *, 'enrollees' as member_type from marts.monthly_flow_total
)
where fiscal_year = (select max(fiscal_year) from marts.monthly_flow)
order by month, member_type

-- name: flow_figures
select edition_id, month, member_type, flow, figure_id
from core.monthly_flow
where edition_id = $edition_id

-- name: annual_flow
select fiscal_year, member_type, flow, persons, figure_id
from core.annual_flow
where edition_id = $edition_id

-- name: kpis
select k.edition_id, e.fiscal_year, k.kpi_id, k.label_ja, k.label_en, k.position, k.pillar, k.initiative, k.number, k.statement, k.is_reference, k.direction, k.target_basis,
    k.target_value, k.result_value, k.unit, k.target_text, k.result_text, k.status, k.status_text, k.gap, k.achievement_ratio,
    k.target_figure_id, k.result_figure_id, c.target_quantum, c.result_quantum,
    coalesce(h.previous_result, b.result_value) as previous_result,
    coalesce(
        list_filter(h.figure_ids, lambda id: id not in (coalesce(k.result_figure_id, ''), coalesce(k.target_figure_id, ''))),
        if(b.is_from_later_edition, b.figure_ids, [bk.result_figure_id])
    ) as previous_figure_ids
from (
    select *, false as is_reference from marts.kpi_status
    union all by name
    select *, true as is_reference from marts.kpi_reference
) as k
join core.kpi as c using (edition_id, kpi_id)
join core.edition as e using (edition_id)
left join marts.kpi_history as h on h.kpi_id = k.kpi_id and h.fiscal_year = e.fiscal_year
-- One whose result is not known yet has no row of its own year there: what the year before says of the same count.
left join (
    marts.kpi_history as b
    join core.kpi as bk using (edition_id, kpi_id)
) on h.kpi_id is null and b.kpi_id = k.kpi_id and b.fiscal_year = e.fiscal_year - 1
    and (bk.definition, bk.direction, bk.unit) = (c.definition, c.direction, c.unit)
where k.edition_id = $edition_id
order by k.position

-- name: kpi_history
select h.kpi_id, h.fiscal_year, h.result_value, h.unit, h.definition_changed, k.result_quantum,
    case when h.is_from_later_edition then h.figure_ids else [k.result_figure_id] end as figure_ids
from marts.kpi_history as h
join core.kpi as k using (edition_id, kpi_id)
order by h.kpi_id, h.fiscal_year

-- name: kpi_summary
select s.edition_id, s.pillar, s.status, s.kpis, s.figure_ids, c.figure_id as count_figure_id
from (
    from marts.kpi_summary
    union all by name
    select *, 'all' as pillar from marts.kpi_total
) as s
left join core.kpi_count as c on s.pillar = 'all' and c.edition_id = s.edition_id and c.status = s.status
where s.edition_id = $edition_id
order by list_position(['all', 'foundation', 'strategy', 'organisation'], s.pillar),
    list_position(['achieved', 'nearly_achieved', 'not_achieved', 'not_judged'], s.status)

-- name: contradictions
select edition_id, identity_id, subject, description_ja, description_en, claim, expected_low, expected_high, printed, acknowledged_reason,
    topic, figure_ids, expected_figure_ids
from marts.reconciliation
where edition_id = $edition_id and outcome = 'contradicts'
order by identity_id, subject

-- name: programmes
select p.edition_id, p.programme, p.measure_id, p.label_ja, p.label_en, p.fiscal_year, p.period_label, p.previous_period_label, p.value, p.previous_value, p.unit,
    p.change, p.change_pct, p.figure_ids
from marts.programme_change as p
where p.edition_id = $edition_id
order by list_position(['health_programmes', 'generic_drugs', 'dependent_reconfirmation'], p.programme), p.figure_ids[1]

-- name: trainings
select edition_id, category, content, participants, figure_id
from core.training
where edition_id = $edition_id
order by figure_id

-- name: procurement
select edition_id, office, period_label, contracts, single_bid_contracts, single_bid_pct, single_bid_pct_quantum, contracts_figure_id, single_bid_contracts_figure_id,
    single_bid_pct_figure_id
from core.procurement
where edition_id = $edition_id
order by list_position(['headquarters', 'branches', 'total'], office)

-- name: coverage
select sum(figures) as figures, sum(facts) as facts, sum(explained) as explained, sum(unexplained) as unexplained
from marts.figure_coverage
where edition_id = $edition_id

-- name: edition_coverage
select c.edition_id, sum(c.figures) as figures, sum(c.unexplained) as unexplained,
    coalesce(any_value(r.contradictions), 0) as contradictions
from marts.figure_coverage as c
left join (
    select edition_id, count(*) as contradictions from marts.reconciliation where outcome = 'contradicts' group by edition_id
) as r using (edition_id)
group by c.edition_id

-- name: by_hand
select edition_id, core_table, entered_by, entered_on, count(*) as figures
from evidence.figure
where entered_by is not null
group by all
order by all

-- name: outcomes
select outcome, count(*) as evaluations
from marts.reconciliation
where edition_id = $edition_id
group by outcome
order by list_position(['exact', 'within_rounding', 'contradicts', 'not_checkable'], outcome)

-- name: not_checkable
select description_ja, description_en, reason, count(*) as evaluations
from marts.reconciliation
where edition_id = $edition_id and outcome = 'not_checkable'
group by all
order by evaluations desc, description_ja

-- name: checked_facts
select c.core_table, t.description_ja, t.description_en, c.facts, c.checked, c.checked_pct
from marts.reconciliation_coverage as c
join meta."table" as t on t.schema_name = 'core' and t.table_name = c.core_table
where c.edition_id = $edition_id
order by c.facts desc, c.core_table

-- name: releases
select release, edition_id, source_file, sha256, rows
from meta.release
order by release desc, edition_id

-- name: release_note
select n.section, s.label_ja as section_ja, s.label_en as section_en, n.subject, n.change, c.label_ja as change_ja,
    c.label_en as change_en, n.before, n.after
from meta.release_note as n
join meta.code as s on s.list = 'section' and s.code = n.section
join meta.code as c on c.list = 'change' and c.code = n.change
where n.section not in ('check', 'table')
order by n.position

-- name: codes
select code, label_ja, label_en
from meta.code
where list in ('member_type', 'flow', 'office', 'programme')

-- name: initiatives
select pillar, number, title, report_page
from core.initiative
where edition_id = $edition_id
order by list_position(['foundation', 'strategy', 'organisation'], pillar), number

-- name: passages
select page, position, pillar, section, text
from core.passage
where edition_id = $edition_id
order by page, position

-- name: pages
select edition_id, page, width, height
from evidence.page
order by edition_id, page

-- name: facts
select figure_id, edition_id, page, x0, top, x1, bottom, printed, core_table
from evidence.figure
where role = 'fact'
order by figure_id
