-- ja: 一般競争入札に占める一者応札：本部と支部（総計は procurement_total）。各年度の最も新しい版のみ（すべての版は core.procurement）。
-- en: Open competitive biddings and those with a single bidder: headquarters and branches; procurement_total has both
-- en: together. Only the latest edition of each fiscal year; core.procurement holds all editions.
-- key: fiscal_year, office
-- part: procurement_of_year
-- column fiscal_year INTEGER NOT NULL: 年度 / Fiscal year
-- column office_ja VARCHAR NOT NULL: 部署（日本語） / Office in Japanese
-- column office_en VARCHAR NOT NULL: 部署（英語） / Office in English
-- column contracts BIGINT {件 sum} <- contracts: 一般競争入札契約件数 / Contracts by open competitive bidding
-- column single_bid_contracts BIGINT {件 sum} <- single_bid_contracts: 一者応札件数 / Contracts with a single bidder
-- column single_bid_pct DECIMAL(18,4) {%} <- single_bid_pct: 一者応札割合（印字） / Share with a single bidder, as printed
-- column single_bid_pct_computed DOUBLE {%} <- contracts, single_bid_contracts: 一者応札割合（件数から計算） / The same share, computed from the contracts
-- column office VARCHAR NOT NULL: 本部・支部 / Office
-- column period_label VARCHAR: 表題の期間 / Period named over the table
-- column edition_id VARCHAR NOT NULL: 版 / Edition
-- column figure_ids VARCHAR[] NOT NULL: もとになった数値 / Figures it comes from
select p.*, o.label_ja as office_ja, o.label_en as office_en
from procurement_of_year as p
join meta.code as o on o.list = 'office' and o.code = p.office
where office <> 'total'
order by fiscal_year, office
