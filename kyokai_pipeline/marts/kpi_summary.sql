-- ja: 柱と判定ごとのKPIの数。（参考）は数えない。3つの柱の計と紙面の件数との比較は kpi_total。各年度の最も新しい版のみ。
-- en: Indicators by pillar and verdict, reference rows not counted; kpi_total has the three pillars together, compared with
-- en: the printed counts. Only the latest edition of each fiscal year.
-- key: fiscal_year, pillar, status
-- column fiscal_year INTEGER NOT NULL: 年度 / Fiscal year
-- column pillar_ja VARCHAR NOT NULL: 柱（日本語） / Pillar in Japanese
-- column pillar_en VARCHAR NOT NULL: 柱（英語） / Pillar in English
-- column status_ja VARCHAR NOT NULL: 判定（日本語） / Verdict in Japanese
-- column status_en VARCHAR NOT NULL: 判定（英語） / Verdict in English
-- column kpis BIGINT NOT NULL {件 sum}: 数えた件数 / Indicators counted
-- column pillar VARCHAR NOT NULL: 柱 / Pillar
-- column status VARCHAR NOT NULL: 判定 / Verdict
-- column edition_id VARCHAR NOT NULL: 版 / Edition
-- column figure_ids VARCHAR[] NOT NULL: もとになった数値 / Figures it comes from
with kinds as (
    select edition_id, fiscal_year, pillar, status
    from core.edition
    cross join (values ('foundation'), ('strategy'), ('organisation')) as p (pillar)
    cross join (values ('achieved'), ('nearly_achieved'), ('not_achieved')) as s (status)
    where is_latest_of_year
    union
    -- Only an edition that leaves verdicts open has a line for them, in every pillar.
    select e.edition_id, e.fiscal_year, p.pillar, k.status
    from core.edition as e
    join core.kpi as k using (edition_id)
    cross join (values ('foundation'), ('strategy'), ('organisation')) as p (pillar)
    where e.is_latest_of_year and not k.is_reference
),
counted as (
    select
        kinds.edition_id,
        kinds.fiscal_year,
        kinds.pillar,
        kinds.status,
        count(k.kpi_id) as kpis,
        list(coalesce(k.result_figure_id, k.target_figure_id))
            filter (where coalesce(k.result_figure_id, k.target_figure_id) is not null) as results
    from kinds
    left join core.kpi as k
        on kinds.edition_id = k.edition_id
        and kinds.status = k.status
        and kinds.pillar = k.pillar
        and not k.is_reference
    group by all
)
select
    c.edition_id,
    c.fiscal_year,
    c.pillar,
    c.status,
    p.label_ja as pillar_ja,
    p.label_en as pillar_en,
    s.label_ja as status_ja,
    s.label_en as status_en,
    c.kpis,
    list_sort(coalesce(c.results, [])) as figure_ids
from counted as c
join meta.code as p on p.list = 'pillar' and p.code = c.pillar
join meta.code as s on s.list = 'status' and s.code = c.status
order by c.edition_id, c.pillar, c.status
