-- ja: 月別の新規加入と資格喪失、差引と年度内の累計。値は、その月を載せた最も新しい版のもの（各年度の最も新しい版のみ。すべての版は core.monthly_flow）。
-- en: Joined and left by month, the net of both and its running total within the fiscal year. Values are those of
-- en: the newest edition that prints the month, of the latest edition of each fiscal year; core.monthly_flow holds all.
-- key: month, member_type
-- column month: 月（初日） / Month, by its first day
-- column fiscal_year: 年度 / Fiscal year
-- column member_type: 加入者・被保険者・被扶養者 / Kind of member
-- column edition_id: 値の版 / Edition of the values
-- column joined: 新規加入（人） / Joined, persons
-- column left_: 資格喪失（人） / Left, persons
-- column net: 差引（人） / Joined less left, persons
-- column cumulative_net: 年度内の差引累計（人。途中の月に欠けがあれば空） / Running total of net within the fiscal year, persons; null once a month is incomplete
-- column figure_ids: もとになった数値 / Figures it comes from
with ranked as (
    select
        f.*,
        -- The month's own fiscal year: an edition may print the months of the year before beside its own.
        cast(year(f.month - interval 3 month) as integer) as fiscal_year,
        dense_rank() over (
            partition by f.month order by e.fiscal_year desc
        ) as rank
    from core.monthly_flow as f
    join core.edition as e using (edition_id)
    where e.is_latest_of_year
),
months as (
    select
        month,
        fiscal_year,
        member_type,
        edition_id,
        month(month - interval 3 month) as month_of_year,
        max(persons) filter (where flow = 'joined') as joined,
        max(persons) filter (where flow = 'left') as left_,
        list_sort(list(figure_id)) as own_figures
    from ranked
    where rank = 1
    group by all
)
select
    month,
    fiscal_year,
    member_type,
    edition_id,
    joined,
    left_,
    joined - left_ as net,
    case
        when count(joined - left_) over running = count(*) over running and count(*) over running = month_of_year
            then cast(sum(joined - left_) over running as decimal(18, 4))
    end as cumulative_net,
    list_sort(flatten(list(own_figures) over running)) as figure_ids
from months
window running as (
    partition by fiscal_year, member_type order by month rows between unbounded preceding and current row
)
order by month, member_type
