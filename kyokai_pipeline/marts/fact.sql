-- ja: 報告書の数値を一つの形にした表：項目、期間、値、単位、精度、根拠。一つの数値は一行（複数の箇所に印字されていれば figure_ids に並ぶ）。内訳の合計は fact_total。各年度の最も新しい版のみ。
-- en: Every named number of the reports in one shape: what, when, how much, how precisely, and where it is printed. One row a
-- en: number, however many places print it (figure_ids); totals of other rows are in fact_total. Only the latest edition
-- en: of each fiscal year.
-- note: 一つの項目のすべて：where measure_id = '…' order by period_start（合計も含めるなら from known('…')）。合計を取るときは項目（measure_id）と区分（kind）ごとに。足してよいかは stock_or_flow が示す：足せるのは flow のみ。後の版が書き換えた値は新しい版のもので、前の値は restatement にある。増減（kind = change）の符号は減少が負。
-- note: All that is known of one thing: where measure_id = '…' order by period_start, or from known('…') with its totals.
-- note: Add within one measure_id and kind, and only what stock_or_flow calls a flow: stocks, averages and shares do not
-- note: add up. Of a value that a later edition restates, the newest stands here; restatement has what was before.
-- note: A change that is a fall is negative. The average standard monthly remuneration is that of March to February, as
-- note: the report's note ※2 says.
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
where not is_total
order by measure_id, detail, period_start, kind, source_table, figure_id
