-- ja: 報告書の検算：紙面の数値同士で成り立つべき恒等式を、印字の精度から区間で評価した結果のすべて。
-- en: The report checked against itself: every evaluation of every identity, by intervals from the printed precision.
-- key: edition_id, identity_id, subject
-- column edition_id: 版 / Edition
-- column identity_id: 恒等式 / Identity
-- column subject: 対象 / What it was evaluated for
-- column topic: 分野 / What it is about
-- column description_ja: 説明 / Description in Japanese
-- column description_en: 説明（英語） / Description in English
-- column claim: 式 / Formula
-- column expected_low: 他の数値から求めた値の下限 / Lower bound of what the other figures say (null: open)
-- column expected_high: 同じく上限 / Upper bound of it (null: open)
-- column printed: 印字 / What is printed
-- column outcome: 結果（exact, within_rounding, contradicts, not_checkable） / How it ended
-- column reason: 評価できない理由 / Why it is not checkable
-- column acknowledged: 矛盾が確認済みか / Whether a contradiction is acknowledged as the report's own
-- column acknowledged_reason: 確認済みとした理由 / Why it is taken as printed
-- column figure_ids: もとになった数値 / Figures it comes from
select v.*
from meta.evaluation as v
join core.edition as e using (edition_id)
order by e.fiscal_year, v.edition_id, v.identity_id, v.subject
