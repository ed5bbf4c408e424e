-- ja: 月別の新規加入と資格喪失、差引と年度内の累計：被保険者と被扶養者（加入者の計は monthly_flow_total）。値は、その月を載せた最も新しい版のもの（各年度の最も新しい版のみ。すべての版は core.monthly_flow）。
-- en: Joined and left by month, the net of both and its running total within the fiscal year: insured persons and
-- en: dependents; monthly_flow_total has all enrollees. Values are those of the newest edition that prints the month, of the
-- en: latest edition of each fiscal year; core.monthly_flow holds all.
-- key: month, member_type
-- part: flow_by_month
-- column month DATE NOT NULL: 月（初日） / Month, by its first day
-- column label_ja VARCHAR NOT NULL: 種別（日本語） / Kind of member in Japanese
-- column label_en VARCHAR NOT NULL: 種別（英語） / Kind of member in English
-- column joined_persons BIGINT {人 sum} <- joined: 新規加入（人） / Joined, persons
-- column left_persons BIGINT {人 sum} <- left: 資格喪失（人） / Left, persons
-- column net BIGINT {人 sum} <- joined, left: 差引（人） / Joined less left, persons
-- column cumulative_net BIGINT {人} <- running: 年度内の差引累計（人。途中の月に欠けがあれば空） / Running total of net within the fiscal year, persons; null once a month is incomplete
-- column fiscal_year INTEGER NOT NULL: 年度 / Fiscal year
-- column member_type VARCHAR NOT NULL: 被保険者・被扶養者 / Kind of member
-- column edition_id VARCHAR NOT NULL: 値の版 / Edition of the values
-- column figure_ids VARCHAR[] NOT NULL: もとになった数値 / Figures it comes from
select
    month,
    c.label_ja,
    c.label_en,
    joined_persons,
    left_persons,
    net,
    cumulative_net,
    fiscal_year,
    member_type,
    edition_id,
    figures
from flow_by_month
join meta.code as c on c.list = 'member_type' and c.code = member_type
where member_type <> 'enrollees'
order by month, member_type
