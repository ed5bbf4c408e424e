-- ja: 判定ごとのKPIの数（3つの柱の計）と、紙面に印字された件数。（参考）は数えない。各年度の最も新しい版のみ（すべての版は core.kpi_count）。
-- en: Indicators by verdict, all pillars together, beside the counts that the report prints; reference rows not counted. Only
-- en: the latest edition of each fiscal year; core.kpi_count holds all editions.
-- key: fiscal_year, status
-- column fiscal_year INTEGER NOT NULL: 年度 / Fiscal year
-- column status_ja VARCHAR NOT NULL: 判定（日本語） / Verdict in Japanese
-- column status_en VARCHAR NOT NULL: 判定（英語） / Verdict in English
-- column kpis BIGINT NOT NULL {件 sum} <- counted: 数えた件数 / Indicators counted
-- column stated_count INTEGER {件 sum} <- stated: 印字された件数 / Count as printed
-- column agrees BOOLEAN <- counted, stated: 一致するか / Whether the two agree
-- column status VARCHAR NOT NULL: 判定 / Verdict
-- column edition_id VARCHAR NOT NULL: 版 / Edition
-- column figure_ids VARCHAR[] NOT NULL: もとになった数値 / Figures it comes from
with counted as (
    select edition_id, fiscal_year, status, status_ja, status_en, cast(sum(kpis) as bigint) as kpis,
        flatten(list(figure_ids)) as results
    from marts.kpi_summary
    group by all
)
select
    c.edition_id,
    c.fiscal_year,
    c.status,
    c.status_ja,
    c.status_en,
    c.kpis,
    n.stated_count,
    c.kpis = n.stated_count as agrees,
    map {'counted': c.results, 'stated': [n.figure_id]} as figures
from counted as c
left join core.kpi_count as n using (edition_id, status)
order by c.fiscal_year, c.status
