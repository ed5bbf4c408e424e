-- ja: 一般競争入札に占める一者応札：本部と支部（総計は procurement_total）。各年度の最も新しい版のみ（すべての版は core.procurement）。
-- en: Open competitive biddings and those with a single bidder: headquarters and branches; procurement_total has both
-- en: together. Only the latest edition of each fiscal year; core.procurement holds all editions.
-- key: fiscal_year, office
-- column edition_id VARCHAR NOT NULL: 版 / Edition
-- column fiscal_year INTEGER NOT NULL: 年度 / Fiscal year
-- column office VARCHAR NOT NULL: 本部・支部 / Office
-- column office_ja VARCHAR NOT NULL: 部署（日本語） / Office in Japanese
-- column office_en VARCHAR NOT NULL: 部署（英語） / Office in English
-- column period_label VARCHAR: 表題の期間 / Period named over the table
-- column contracts BIGINT NOT NULL {件}: 一般競争入札契約件数 / Contracts by open competitive bidding
-- column single_bid_contracts BIGINT NOT NULL {件}: 一者応札件数 / Contracts with a single bidder
-- column single_bid_pct DECIMAL(18,4) NOT NULL {%}: 一者応札割合（印字） / Share with a single bidder, as printed
-- column single_bid_pct_computed DOUBLE {%}: 一者応札割合（件数から計算） / The same share, computed from the contracts
-- column figure_ids VARCHAR[] NOT NULL: もとになった数値 / Figures it comes from
select
    p.edition_id,
    e.fiscal_year,
    p.office,
    o.label_ja as office_ja,
    o.label_en as office_en,
    p.period_label,
    p.contracts,
    p.single_bid_contracts,
    p.single_bid_pct,
    round(100 * p.single_bid_contracts / nullif(p.contracts, 0), 2) as single_bid_pct_computed,
    [p.contracts_figure_id, p.single_bid_contracts_figure_id, p.single_bid_pct_figure_id] as figure_ids
from core.procurement as p
join core.edition as e using (edition_id)
join meta.code as o on o.list = 'office' and o.code = p.office
where e.is_latest_of_year and p.office <> 'total'
order by e.fiscal_year, p.office
