# 報告書の数値どうしの照合

contradiction = 報告書の数値が互いに矛盾しています：{ $description_ja }（{ $key }）。印字「{ $printed }」が取りうる値は { $stated } ですが、{ $others } から求めた値は { $expected } です（照合式：{ $claim }）。
    .remedy = 紙面を見比べてください。読み取りの誤りであれば報告してください。印字どおりであれば { $command } '理由' で確認済みとするか、付属ファイルの corrections: に正しい値を記載してください。読み取った内容は kyokai inspect { $pdf } で紙面に重ねて確認できます。
contradiction_sentence = 文中の数値

stale_acknowledgement = 確認済みとした矛盾（{ $key }）が当てはまりません。{ $why }。
    .remedy = 紙面を確認し、付属ファイルの acknowledged: の項目を修正または削除してください。
stale_unknown = 該当する照合とその対象がありません
stale_consistent = 矛盾していません（{ $outcome }）
stale_other_print = 印字は「{ $found }」で、「{ $expected }」ではありません
