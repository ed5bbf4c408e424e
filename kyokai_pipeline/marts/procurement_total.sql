-- ja: 一般競争入札に占める一者応札の総計（本部と支部の計、印字）。各年度の最も新しい版のみ（すべての版は core.procurement）。
-- en: Open competitive biddings and those with a single bidder, headquarters and branches together, as printed. Only the
-- en: latest edition of each fiscal year; core.procurement holds all editions.
-- key: fiscal_year
-- part: procurement_of_year
-- column fiscal_year INTEGER NOT NULL: 年度 / Fiscal year
-- column contracts BIGINT {件 sum} <- contracts: 一般競争入札契約件数 / Contracts by open competitive bidding
-- column single_bid_contracts BIGINT {件 sum} <- single_bid_contracts: 一者応札件数 / Contracts with a single bidder
-- column single_bid_pct DECIMAL(18,4) {%} <- single_bid_pct: 一者応札割合（印字） / Share with a single bidder, as printed
-- column single_bid_pct_computed DOUBLE {%} <- contracts, single_bid_contracts: 一者応札割合（件数から計算） / The same share, computed from the contracts
-- column period_label VARCHAR: 表題の期間 / Period named over the table
-- column edition_id VARCHAR NOT NULL: 版 / Edition
-- column figure_ids VARCHAR[] NOT NULL: もとになった数値 / Figures it comes from
select * exclude (office)
from procurement_of_year
where office = 'total'
order by fiscal_year
