-- ja: 報告書の検算：紙面の数値どうしの間で成り立つべき関係を、印字の精度に基づく区間で照合した結果のすべて。
-- en: The report checked against itself: every evaluation of every identity, by intervals from the printed precision.
-- key: edition_id, identity_id, subject
-- column outcome VARCHAR NOT NULL: 結果 / How it ended
-- column description_ja VARCHAR NOT NULL: 説明 / Description in Japanese
-- column description_en VARCHAR NOT NULL: 説明（英語） / Description in English
-- column subject VARCHAR NOT NULL: 対象 / What it was evaluated for
-- column printed VARCHAR <- printed_figure_ids: 印字 / What is printed
-- column expected_low DECIMAL(30,6) <- expected_figure_ids: 他の数値から求めた値の下限 / Lower bound of what the other figures say (null: open)
-- column expected_high DECIMAL(30,6) <- expected_figure_ids: 他の数値から求めた値の上限 / Upper bound of what the other figures say (null: open)
-- column claim VARCHAR NOT NULL: 式 / Formula
-- column acknowledged BOOLEAN NOT NULL: 矛盾が確認済みか / Whether a contradiction is acknowledged as the report's own
-- column acknowledged_reason VARCHAR: 確認済みとした理由 / Why it is taken as printed
-- column reason VARCHAR: 評価できない理由 / Why it is not checkable
-- column topic VARCHAR NOT NULL: 分野 / What it is about
-- column identity_id VARCHAR NOT NULL: 照合の種類 / Identity
-- column edition_id VARCHAR NOT NULL: 版 / Edition
-- column printed_figure_ids VARCHAR[] NOT NULL: 印字された側の数値 / Figures of the side that is printed
-- column expected_figure_ids VARCHAR[] NOT NULL: 他の側の数値 / Figures of the other side
-- column figure_ids VARCHAR[] NOT NULL: もとになった数値 / Figures it comes from
select v.*
from meta.evaluation as v
join core.edition as e using (edition_id)
order by e.fiscal_year, v.edition_id, v.identity_id, v.subject
