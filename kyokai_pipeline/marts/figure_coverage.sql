-- ja: ページごとの数値の説明の状況。未説明の数値があれば、表の読み落としか、規則の不足を示す。
-- en: How many of each page's numbers are explained. An unexplained one is a table that was missed, or a missing rule.
-- key: edition_id, page
-- note: figures = facts + explained + unexplained。facts（収録値）は core の表（本文の数値を含む）に収録した数値。
-- note: figures = facts + explained + unexplained; facts are those that a core table uses, prose_figure included.
-- no figures: 数値そのものを数える表であり、evidence.figure のすべての行を数える。 / It counts the figures themselves: every row of evidence.figure is in it once.
-- column edition_id VARCHAR NOT NULL: 版 / Edition
-- column page INTEGER NOT NULL: ページ / Page
-- column figures INTEGER NOT NULL {件 sum}: 数値の数 / Numbers on the page
-- column facts INTEGER NOT NULL {件 sum}: 収録値の数 / Numbers that are facts
-- column explained INTEGER NOT NULL {件 sum}: 収録しない理由のある数値の数 / Numbers with a reason not to be facts
-- column unexplained INTEGER NOT NULL {件 sum}: 未説明の数値 / Numbers that nothing explains
select
    p.edition_id,
    p.page,
    cast(count(f.figure_id) as integer) as figures,
    cast(count(f.figure_id) filter (where f.role = 'fact') as integer) as facts,
    cast(count(f.figure_id) filter (where f.role <> 'fact') as integer) as explained,
    cast(count(f.figure_id) filter (where f.role is null) as integer) as unexplained
from evidence.page as p
left join evidence.figure as f using (edition_id, page)
group by p.edition_id, p.page
order by p.edition_id, p.page
