-- ja: ある版が印字したとおりの10年表
-- en: The ten-year table as one edition printed it
-- example: from membership_as_of('FY2023-draft')
CREATE MACRO w.main.membership_as_of(of_edition) AS TABLE
SELECT m.* FROM core.membership AS m
WHERE m.edition_id = of_edition
ORDER BY m.measure_id, m.fiscal_year;

-- ja: KPI一つの年度ごとの目標・結果・判定と、最も新しい文
-- en: One indicator, year by year: target, result and verdict, with its newest statement
-- example: from kpi('single_bid_share')
CREATE MACRO w.main.kpi(of_kpi) AS TABLE
SELECT
    k.label_ja, k.label_en, h.fiscal_year, h.target_value, h.result_value, h.unit, h.status, h.definition_changed,
    k.pillar, k.initiative, k.report_page, k.statement, h.edition_id, h.figure_ids
FROM marts.kpi_history AS h
JOIN meta.kpi AS k USING (kpi_id)
WHERE h.kpi_id = of_kpi
ORDER BY h.fiscal_year;

-- ja: 一つの項目について収録したすべての値：内訳の合計も含め、新しい順
-- en: Everything known of one measure, indicator or fact, totals included, the newest first
-- example: from known('joined')
CREATE MACRO w.main.known(of_measure) AS TABLE
SELECT f.* FROM (
    SELECT * EXCLUDE (number), false AS is_total FROM marts.fact
    UNION ALL BY NAME
    SELECT * EXCLUDE (number), true AS is_total FROM marts.fact_total
) AS f
WHERE f.measure_id = of_measure
ORDER BY f.period_end DESC NULLS LAST, f.is_total DESC, f.detail, f.kind, f.source_table, f.figure_id;

-- ja: 数値一つの紙面上の位置と印字
-- en: One figure: where it stands on the page, and what is printed there
-- example: from figure('FY2023-draft:p02:0036')
CREATE MACRO w.main.figure(of_figure) AS TABLE
SELECT f.figure_id, f.edition_id, f.page, f.printed, f.value, f.unit, f.quantum, f.x0, f.top, f.x1, f.bottom, f.role, f.core_table
FROM evidence.figure AS f
WHERE f.figure_id = of_figure;

-- ja: 数値一つの出典（版、ページ、印字、ファイルのハッシュ）、日本語と英語
-- en: How to cite one figure: edition, page, printed text and hash of the file, in Japanese and English
-- example: from cite('FY2023-draft:p02:0036')
CREATE MACRO w.main.cite(of_figure) AS TABLE
SELECT
    f.figure_id,
    f.edition_id,
    f.page,
    f.printed,
    c.citation_ja || '、' || f.page || 'ページ「' || f.printed || '」、SHA-256: ' || c.sha256 AS citation_ja,
    c.citation_en || ', page ' || f.page || ': “' || f.printed || '”, SHA-256: ' || c.sha256 AS citation_en,
    c.sha256
FROM evidence.figure AS f
JOIN meta.citation AS c USING (edition_id)
WHERE f.figure_id = of_figure;
