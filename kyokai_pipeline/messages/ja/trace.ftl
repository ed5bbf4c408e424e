# 値から紙面へ

another_file = raw/のPDFは、読み取ったときのファイルと異なります。
    .remedy = kyokai run を実行して読み直すか、読み取ったときのファイルに戻してください。

picture_format = この形式（{ $ending }）の画像は書き出せません。
    .remedy = 拡張子を次のいずれかにしてください：{ $known }

drawn_fact = 表の値
drawn_prose = 本文の数値
drawn_explained = 表や本文の値でないもの（理由あり）
drawn_unexplained = 未説明
drawn_table = 表の範囲
drawn_head = 列見出し
drawn_label = 行見出し
drawn_span = 区分
drawn_column = 列
drawn_row = 行
drawn_unclaimed = 置き場のない語
drawn_refused = 拒否の理由
