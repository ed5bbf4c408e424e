-- ja: 月別の新規加入と資格喪失、差引と年度内の累計：被保険者と被扶養者（加入者の計は monthly_flow_total）。値は、その月を載せた最も新しい版のもの（各年度の最も新しい版のみ。すべての版は core.monthly_flow）。
-- en: Joined and left by month, the net of both and its running total within the fiscal year: insured persons and
-- en: dependents; monthly_flow_total has all enrollees. Values are those of the newest edition that prints the month, of the
-- en: latest edition of each fiscal year; core.monthly_flow holds all.
-- key: month, member_type
-- column month DATE NOT NULL: 月（初日） / Month, by its first day
-- column fiscal_year INTEGER NOT NULL: 年度 / Fiscal year
-- column member_type VARCHAR NOT NULL: 被保険者・被扶養者 / Kind of member
-- column label_ja VARCHAR NOT NULL: 種別（日本語） / Kind of member in Japanese
-- column label_en VARCHAR NOT NULL: 種別（英語） / Kind of member in English
-- column edition_id VARCHAR NOT NULL: 値の版 / Edition of the values
-- column joined_persons BIGINT {人}: 新規加入（人） / Joined, persons
-- column left_persons BIGINT {人}: 資格喪失（人） / Left, persons
-- column net BIGINT {人}: 差引（人） / Joined less left, persons
-- column cumulative_net BIGINT {人}: 年度内の差引累計（人。途中の月に欠けがあれば空） / Running total of net within the fiscal year, persons; null once a month is incomplete
-- column figure_ids VARCHAR[] NOT NULL: もとになった数値 / Figures it comes from
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
    where e.is_latest_of_year and f.member_type <> 'enrollees'
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
        list_sort(list(figure_id)) as own_figures
    from ranked
    where rank = 1
    group by all
)
select
    month,
    fiscal_year,
    member_type,
    c.label_ja,
    c.label_en,
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
    list_sort(flatten(list(own_figures) over running)) as figure_ids
from months
join meta.code as c on c.list = 'member_type' and c.code = member_type
window running as (
    partition by fiscal_year, member_type order by month rows between unbounded preceding and current row
)
order by month, member_type
