-- Procurement of the latest edition of each fiscal year, the total included: it is the sum of the offices. An office of
-- which no number is known yet has no row; core.procurement says what is printed instead.
procurement_of_year as (
    select
        p.edition_id,
        e.fiscal_year,
        p.office,
        p.period_label,
        p.contracts,
        p.single_bid_contracts,
        p.single_bid_pct,
        round(100 * p.single_bid_contracts / nullif(p.contracts, 0), 2) as single_bid_pct_computed,
        map {
            'contracts': [p.contracts_figure_id],
            'single_bid_contracts': [p.single_bid_contracts_figure_id],
            'single_bid_pct': [p.single_bid_pct_figure_id]
        } as figures
    from core.procurement as p
    join core.edition as e using (edition_id)
    where e.is_latest_of_year and coalesce(p.contracts, p.single_bid_contracts, p.single_bid_pct) is not null
)
