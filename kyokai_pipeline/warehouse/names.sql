-- The meta tables that are made from what the editions say. Temporary tables hold the words of the vocabulary
-- (kpi_label, kpi_former, measure_label, fact_label, initiative_title) and the notes of the report that define a measure
-- (measure_note).
INSERT INTO meta.kpi BY NAME
WITH printed AS (
    SELECT
        k.*,
        e.fiscal_year,
        min(e.fiscal_year) OVER (PARTITION BY k.kpi_id) AS since,
        max(e.fiscal_year) OVER (PARTITION BY k.kpi_id) AS last_year,
        (SELECT max(fiscal_year) FROM core.edition) AS newest_year
    FROM core.kpi AS k
    JOIN core.edition AS e USING (edition_id)
    QUALIFY row_number() OVER (PARTITION BY k.kpi_id ORDER BY e.fiscal_year DESC, e.is_draft, e.revision DESC) = 1
)
SELECT
    p.kpi_id,
    coalesce(l.label_ja, left(p.statement, 24)) AS label_ja,
    coalesce(l.label_en, left(p.kpi_id, 48)) AS label_en,
    p.statement,
    p.pillar,
    p.initiative,
    i.number AS initiative_number,
    i.report_page,
    p.direction,
    p.unit,
    coalesce(l.stock_or_flow, if(p.unit = '%', 'share', NULL)) AS stock_or_flow,
    p.is_reference,
    p.since,
    CASE WHEN p.last_year < p.newest_year THEN p.last_year END AS until,
    l.redefines,
    (SELECT list(former ORDER BY former) FROM temp.kpi_former AS f WHERE f.kpi_id = p.kpi_id) AS formerly,
    p.edition_id
FROM printed AS p
LEFT JOIN temp.kpi_label AS l USING (kpi_id)
LEFT JOIN temp.initiative_title AS t ON t.initiative = p.initiative
LEFT JOIN core.initiative AS i
    ON i.edition_id = p.edition_id
    AND i.pillar = p.pillar
    AND translate(i.title, '（）', '()') = translate(coalesce(t.title, p.initiative), '（）', '()')
ORDER BY p.kpi_id;

INSERT INTO meta.measure BY NAME
WITH newest AS (
    SELECT n.*
    FROM temp.measure_note AS n
    JOIN core.edition AS e USING (edition_id)
    QUALIFY dense_rank() OVER (
        PARTITION BY n.measure_id ORDER BY e.fiscal_year DESC, e.is_draft, e.revision DESC
    ) = 1
),
-- The same note under two tables defines once.
once AS (
    SELECT DISTINCT ON (measure_id, text) * FROM newest ORDER BY measure_id, text, page, position
),
defined AS (
    SELECT
        measure_id,
        string_agg(text, chr(10) ORDER BY page, position) AS definition_printed,
        any_value(edition_id) AS definition_edition_id,
        min(page) AS definition_page
    FROM once
    GROUP BY measure_id
)
SELECT l.* EXCLUDE (position), d.* EXCLUDE (measure_id)
FROM temp.measure_label AS l
LEFT JOIN defined AS d USING (measure_id)
ORDER BY l.position;

INSERT INTO meta.fact BY NAME
SELECT
    l.fact_id,
    l.label_ja,
    l.label_en,
    k.kpi_id,
    m.measure_id,
    coalesce(l.stock_or_flow, if(bool_and(f.unit IN ('%', 'ポイント')), 'share', NULL)) AS stock_or_flow,
    count(f.figure_id) AS figures
FROM temp.fact_label AS l
LEFT JOIN (SELECT DISTINCT kpi_id FROM core.kpi) AS k ON k.kpi_id = regexp_replace(l.fact_id, '_target$', '')
LEFT JOIN meta.measure AS m ON m.measure_id = l.fact_id
LEFT JOIN core.prose_figure AS f ON f.fact_id = l.fact_id
GROUP BY l.fact_id, l.label_ja, l.label_en, l.stock_or_flow, k.kpi_id, m.measure_id
ORDER BY l.fact_id;

INSERT INTO meta.citation BY NAME
WITH said AS (
    SELECT
        *,
        edition_id || CASE WHEN document_number IS NULL THEN '' ELSE '、' || document_number END AS mark_ja,
        CASE WHEN coalesce(archived_url, source_url) IS NULL THEN '' ELSE coalesce(archived_url, source_url) END AS address
    FROM core.edition
)
SELECT
    edition_id,
    '全国健康保険協会「' || title || '」概要版（' || mark_ja || '）'
    || CASE WHEN address = '' THEN '' ELSE '、' || address END
    || CASE WHEN retrieved_at IS NULL THEN '' ELSE '、' || strftime(retrieved_at, '%Y-%m-%d') || '取得' END AS citation_ja,
    'Japan Health Insurance Association (全国健康保険協会), Annual Business Report for fiscal year ' || fiscal_year
    || CASE WHEN is_draft THEN ' (draft)' ELSE '' END
    || CASE WHEN revision > 1 THEN ', erratum ' || revision - 1 ELSE '' END
    || ', summary version, in Japanese (' || edition_id || ')'
    || CASE WHEN address = '' THEN '' ELSE ', ' || address END
    || CASE WHEN retrieved_at IS NULL THEN '' ELSE ', retrieved ' || strftime(retrieved_at, '%Y-%m-%d') END AS citation_en,
    sha256
FROM said
ORDER BY edition_id;
