-- ja: 内訳の合計にあたる数値：月別異動の加入者計と年度計、入札の総計。列は fact と同じ。
-- en: Numbers that are the total of rows of fact: joined and left of all enrollees and of whole years, procurement of all
-- en: offices. The columns are those of fact.
-- note: 年度計は月の合計でもあるため、この表の中でも足さないこと。
-- note: A year's total holds its months, so even within this table nothing is to be added.
-- key: edition_id, number
-- part: procurement_figures, facts
-- column label_ja VARCHAR NOT NULL: 名称 / Name in Japanese
-- column label_en VARCHAR NOT NULL: 名称（英語） / Name in English
-- column detail_ja VARCHAR NOT NULL: 内訳（なければ空文字） / Which of several, in Japanese; empty where there is one
-- column detail_en VARCHAR NOT NULL: 内訳（英語。研修の区分は紙面の言葉） / Which of several; a category of a training stays as printed
-- column period_label VARCHAR: 期間（紙面の言葉、または年度） / Period in the words of the page, or the fiscal year
-- column value DECIMAL(38,10) NOT NULL {unit}: 値（基本単位） / Value in base units
-- column unit VARCHAR: 基本単位 / Base unit
-- column kind VARCHAR NOT NULL: 値・前年度の値・増減・目標・境となる値 / Value, previous value, change, target or threshold
-- column fiscal_year INTEGER: 年度（本文に記載がなければ空） / Fiscal year; null where a sentence names none
-- column period_start DATE: 期間の初日（時点の値は末日と同じ） / First day; of a stock the same as the last
-- column period_end DATE: 期間の末日 / Last day
-- column stock_or_flow VARCHAR: 時点の残高・期間の量・平均・割合（増減は空） / Stock, flow, average or share; null of a change
-- column quantum DECIMAL(38,10) NOT NULL {unit}: 印字の最小単位 / Precision of the printed value
-- column is_approximate BOOLEAN NOT NULL: 約などの付く概数か / Whether printed with 約 or a like word
-- column is_draft BOOLEAN NOT NULL: （案）の版の値か / Whether the edition is a draft
-- column measure_id VARCHAR NOT NULL: 項目・KPI・本文の数値の識別子 / Measure, indicator or fact
-- column detail VARCHAR NOT NULL: 内訳（種別 member_type、部署 office、研修の区分、増減率 yoy_pct。なければ空文字） / Which of several: member_type, office, category of a training, or yoy_pct of a rate of change; empty where there is one
-- column source_table VARCHAR NOT NULL: もとの表 / Core table that it stands in
-- column edition_id VARCHAR NOT NULL: 値の版 / Edition of the value
-- column number INTEGER NOT NULL: 版の中の順 / Order within the edition
-- column engines_agree BOOLEAN NOT NULL: 二つのPDFエンジンが同じ数字を読んだか / Whether two PDF engines read the same digits
-- column figure_id VARCHAR NOT NULL: 紙面上の位置（最も新しい版のもの。表と本文の両方にあれば表） / Where it is printed: in the newest edition, in a table rather than a sentence
-- column figure_ids VARCHAR[] NOT NULL: 同じ値を印字するすべての位置（先頭が figure_id） / Every place that prints this value, figure_id first
select * exclude (is_total)
from facts
where is_total
order by measure_id, detail, period_start, kind, source_table, figure_id
