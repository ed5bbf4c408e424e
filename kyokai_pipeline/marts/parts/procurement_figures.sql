-- Procurement of every edition, one row a figure.
procurement_figures as (
    select p.edition_id, e.fiscal_year, p.period_label, p.office, v.measure_id, v.value, v.quantum, v.unit, v.figure_id
    from core.procurement as p
    join core.edition as e using (edition_id)
    cross join lateral (
        values
        ('contracts', p.contracts, 1, '件', p.contracts_figure_id),
        ('single_bid_contracts', p.single_bid_contracts, 1, '件', p.single_bid_contracts_figure_id),
        ('single_bid_pct', p.single_bid_pct, p.single_bid_pct_quantum, '%', p.single_bid_pct_figure_id)
    ) as v (measure_id, value, quantum, unit, figure_id)
    where v.value is not null
)
