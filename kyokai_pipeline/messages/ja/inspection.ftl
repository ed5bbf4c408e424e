# kyokai inspect が描くもの

drawn_refused = 拒否の箇所
drawn_fact = 表の数値
drawn_prose = 本文の数値
drawn_explained = その他の数値（理由あり）
drawn_unexplained = 未説明
drawn_table = 表（見出しを含む範囲）
drawn_head = 列見出し
drawn_label = 行見出し
drawn_labels = 行見出しの列
drawn_span = 複数の行・列にまたがる見出し
drawn_column = 列
drawn_row = 行
drawn_unclaimed = どこにも属さない語

inspect_title = { $file } の読み取り結果
inspect_good = このファイルの公開を妨げるものはありません。
inspect_refused = このファイルは拒否されました（理由{ $count }件）。
inspect_counts = { $pages }ページ、数値{ $figures }個（うち収録 { $facts }個、未説明{ $unexplained }個）
inspect_follows = 未説明の数値が{ $count }個あります。これは拒否に伴うもので、読み取れなかった箇所の数値は説明できません。
inspect_look = 未説明の数値が{ $count }個あります。公開の妨げにはなりませんが、見落とした表がないか確認してください。
inspect_page = { $page }ページ
inspect_pages = ページ
inspect_show = 表示
inspect_only = 問題のあるページのみ
inspect_larger = 拡大
inspect_figures = このページの数値
inspect_close = 閉じる
inspect_problems = 拒否の理由
inspect_hint = 枠を選ぶと説明を表示します。

picture_page = 紙面
picture_text = 文字情報
picture_first = pdfiumの読み取り
picture_second = pdfplumberの読み取り
