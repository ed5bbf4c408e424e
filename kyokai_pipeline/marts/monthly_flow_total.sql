-- ja: 月別の新規加入と資格喪失、差引と年度内の累計：加入者の計（印字）。値は、その月を載せた最も新しい版のもの（各年度の最も新しい版のみ。すべての版は core.monthly_flow）。
-- en: Joined and left by month, the net of both and its running total within the fiscal year: all enrollees, as printed.
-- en: Values are those of the newest edition that prints the month, of the latest edition of each fiscal year;
-- en: core.monthly_flow holds all.
-- key: month
-- part: flow_by_month
-- column month DATE NOT NULL: 月（初日） / Month, by its first day
-- column joined_persons BIGINT {人 sum} <- joined: 新規加入（人） / Joined, persons
-- column left_persons BIGINT {人 sum} <- left: 資格喪失（人） / Left, persons
-- column net BIGINT {人 sum} <- joined, left: 差引（人） / Joined less left, persons
-- column cumulative_net BIGINT {人} <- running: 年度内の差引累計（人。途中の月に欠けがあれば空） / Running total of net within the fiscal year, persons; null once a month is incomplete
-- column fiscal_year INTEGER NOT NULL: 年度 / Fiscal year
-- column edition_id VARCHAR NOT NULL: 値の版 / Edition of the values
-- column figure_ids VARCHAR[] NOT NULL: もとになった数値 / Figures it comes from
select month, joined_persons, left_persons, net, cumulative_net, fiscal_year, edition_id, figures
from flow_by_month
where member_type = 'enrollees'
order by month
