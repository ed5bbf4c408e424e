# 読み取った内容と、表のスキーマとの照合

schema = 表 { $table }{ $row ->
    [none] { "" }
   *[other] （{ $row }の行）
  }：{ $why }。
    .remedy = 紙面と値を見比べてください。読み取りの誤りか、スキーマの見直しが必要です。読み取った内容は kyokai inspect { $pdf } で紙面に重ねて確認できます。

table_empty = 行がありません
key_twice = キーが重複しています
row_of_another_edition = 別の版（{ $edition }）の行があります
without = { $there } はあるのに { $lacking } がありません
both_of = { $first } と { $second } が両方あります
neither_of = { $first } と { $second } がどちらもありません
no_such_figure = { $column } の指す数値がありません（{ $value }）
no_such_column = スキーマにない列 { $column } があります
column_missing = 列 { $column } がありません
column_empty = 列 { $column } が空です
value_of_another_kind = 列 { $column } の値 { $value } は{ $kind }ではありません
kind_text = 文字列
kind_whole = 整数
kind_finite = 有限の数値
kind_flag = 真偽値

value_breaks_rule = 列 { $column } の値 { $value } { $broken }
rule_one_of = は次のいずれでもありません（{ $limit }）
rule_at_least = が{ $limit }を下回ります
rule_above = が{ $limit }を超えていません
rule_at_most = が{ $limit }を上回ります
rule_below = が{ $limit }未満ではありません
rule_form = の形が { $limit } に合いません
rule_decimal = は全{ $width }桁・小数{ $scale }桁までの正確な十進数ではありません
rule_count = は{ $width }桁以内の整数ではありません
rule_date = は日付ではありません
rule_other = が規則 { $rule } に反します
