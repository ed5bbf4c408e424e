-- ja: ある版が印字したとおりの十年表
-- en: The ten-year table as one edition printed it
CREATE MACRO w.core.membership_as_of(of_edition) AS TABLE
SELECT m.* FROM core.membership AS m
WHERE m.edition_id = of_edition
ORDER BY m.measure_id, m.fiscal_year;

-- ja: 数値一つの紙面上の位置と印字
-- en: One figure: where it stands on the page, and what is printed there
CREATE MACRO w.main.figure(of_figure) AS TABLE
SELECT f.figure_id, f.edition_id, f.page, f.printed, f.value, f.unit, f.quantum, f.x0, f.top, f.x1, f.bottom, f.role, f.core_table
FROM evidence.figure AS f
WHERE f.figure_id = of_figure;

-- ja: 数値一つの出典（版、ページ、印字、ファイルのハッシュ）、日本語と英語
-- en: How to cite one figure: edition, page, printed text and hash of the file, in Japanese and English
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
