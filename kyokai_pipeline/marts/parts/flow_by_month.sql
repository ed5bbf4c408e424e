-- Joined and left by month and kind of member, all enrollees included: of each month the newest edition that prints it,
-- among the latest editions of each fiscal year. The kinds are parts of all enrollees: choose before adding. A number
-- that is not known yet (集計中) is none; core.monthly_flow says what is printed instead.
flow_by_month as (
    with ranked as (
        select
            f.*,
            -- The month's own fiscal year: an edition may print the months of the year before beside its own.
            cast(year(f.month - interval 3 month) as integer) as fiscal_year,
            dense_rank() over (
                partition by f.month, f.member_type = 'enrollees' order by e.fiscal_year desc
            ) as rank
        from core.monthly_flow as f
        join core.edition as e using (edition_id)
        where e.is_latest_of_year and f.persons is not null
    ),
    months as (
        select
            month,
            fiscal_year,
            member_type,
            edition_id,
            month(month - interval 3 month) as month_of_year,
            max(persons) filter (where flow = 'joined') as joined_persons,
            max(persons) filter (where flow = 'left') as left_persons,
            list(figure_id) filter (where flow = 'joined') as joined_figures,
            list(figure_id) filter (where flow = 'left') as left_figures,
            list(figure_id) as own_figures
        from ranked
        where rank = 1
        group by all
    )
    select
        month,
        fiscal_year,
        member_type,
        edition_id,
        joined_persons,
        left_persons,
        joined_persons - left_persons as net,
        case
            when
                count(joined_persons - left_persons) over running = count(*) over running
                and count(*) over running = month_of_year
                then cast(sum(joined_persons - left_persons) over running as decimal(18, 4))
        end as cumulative_net,
        map {
            'joined': joined_figures,
            'left': left_figures,
            'running': flatten(list(own_figures) over running)
        } as figures
    from months
    window running as (
        partition by fiscal_year, member_type order by month rows between unbounded preceding and current row
    )
)
