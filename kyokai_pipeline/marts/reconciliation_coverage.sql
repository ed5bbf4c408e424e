-- ja: 検算の届く範囲：表ごとに、少なくとも一つの照合で確かめられた数値の割合。
-- en: How far the identities reach: by table, the share of printed facts that at least one of them could check.
-- key: edition_id, core_table
-- column edition_id VARCHAR NOT NULL: 版 / Edition
-- column core_table VARCHAR NOT NULL: 表 / Core table
-- column facts BIGINT NOT NULL {件 sum}: 収録値の数 / Figures that are facts
-- column checked BIGINT NOT NULL {件 sum}: 確かめられた数値 / Facts that at least one evaluation could check
-- column checked_pct DOUBLE NOT NULL {%}: 確かめられた数値の割合（％） / Share of the facts that were checked, %
-- column figure_ids VARCHAR[] NOT NULL: もとになった数値 / The facts
with checked as (
    select distinct edition_id, unnest(figure_ids) as figure_id
    from marts.reconciliation
    where outcome <> 'not_checkable'
)
select
    f.edition_id,
    f.core_table,
    count(*) as facts,
    count(c.figure_id) as checked,
    round(100 * count(c.figure_id) / count(*), 1) as checked_pct,
    list(f.figure_id order by f.figure_id) as figure_ids
from evidence.figure as f
left join checked as c using (edition_id, figure_id)
where f.role = 'fact'
group by all
order by all
