# 人がPDFの横に入力した表、および kyokai transcribe。

enter_by_hand = 自動で読み取れない場合は、表を手で入力できます：kyokai transcribe { $file } { $table }

hand_line = { $file } の{ $line }行目（表「{ $table }」）：{ $why }。
    .remedy = CSVのその行を修正してください。CSVがない場合は kyokai transcribe で作成できます。
hand_value = { $file } の{ $line }行目、列「{ $column }」：{ $why }。
    .remedy = その行を紙面と見比べてください。数値は印字のとおりに、ページはその数値のあるページを入力します。
hand_row_missing = 手で入力した表「{ $table }」に行「{ $key }」がありません。
    .remedy = CSVにその行を、数値とページとともに追加してください。
hand_unknown_table = transcribed: の「{ $table }」はこの版の表の名前ではありません（使える名前：{ $known }）。
    .remedy = 付属ファイルの名前を修正してください。
hand_and_missing = 付属ファイルは表「{ $table }」について、手で入力したことと、この版にはないことの両方を記載しています。
    .remedy = 付属ファイルからどちらか一方を取り除いてください。
hand_table_twice = 付属ファイルは表「{ $table }」に二つのファイルを挙げています。
    .remedy = 表のすべての行を一つのCSVにまとめてください。
hand_file_missing = 付属ファイルは表「{ $table }」に { $file } を挙げていますが、PDFの横にそのファイルがありません。
    .remedy = CSVをそこに置くか、付属ファイルの transcribed: からその行を取り除いてください。
hand_file_encoding = { $file } の文字コードを判別できません。
    .remedy = 「CSV UTF-8」の形式で保存してください。

hand_no_csv = CSVとして読めません（{ $reason }）
hand_no_columns = 先頭の行に列 { $lacking } がありません
hand_unknown_key = { $column } は { $known } のいずれでもありません
hand_not_filled_in = { $key } が入力されていません
hand_no_page = ページは1から{ $pages }までの整数で入力します
hand_twice = { $key } は既に{ $first }行目にあります
hand_not_printed = { $page }ページにこの数値は印字されていません
hand_printed_once = { $page }ページにこの数値は{ $times }回しか印字されていませんが、{ $lines }行目にも入力されています
hand_no_number = 印字された数値の形ではありません
hand_no_unit = 単位（{ $wanted }）が、数値にも紙面にも列 unit にもありません
hand_other_unit = 単位「{ $unit }」は { $wanted } のいずれでもありません
hand_unit_not_printed = { $page }ページに単位「{ $unit }」の記載がありません
hand_two_units = { $page }ページにはこの項目の単位が二つ記載されています。列 unit でどちらかを示してください
hand_text_not_printed = { $page }ページにこの文言は印字されていません（「{ $text }」以降）
hand_no_year = 年度は{ $last }までの西暦で入力します
hand_no_month = 期間は{ $year }年度の月または{ $year }年度で入力します
hand_no_period = 期間が年度でも月でもありません
hand_other_statement = 指標 { $kpi } の文言（{ $words }）ではありません
hand_known_statement = { $known } のKPIの文です。その行に入力してください
hand_no_new_indicator = 新しいKPIには、文の全体と、単位の付いた実績が必要です
hand_new_indicator = 語彙にないKPI（2つ目からは new:2、new:3）
hand_no_enumerator = 「{ $number }」は文言の番号ではありません。ない場合は空欄にしてください
hand_no_initiative = 具体的施策が語彙にありません
hand_no_verdict = 達成状況が { $known } のいずれでもありません

hand_no_such_table = 「{ $table }」はこの版の表の名前ではありません（使える名前：{ $known }）。
    .remedy = いずれかの名前を指定してください。
hand_page_beyond = このPDFは{ $pages }ページで、{ $page }ページはありません。
    .remedy = あるページを指定してください。
hand_file_there = { $file } は既にあります。
    .remedy = そのファイルに入力してください。作り直す場合は別の場所に移してください。
hand_written = { $path }（入力する行：{ $lines }行）
hand_no_picture = この表の語が見つかるページがありません。--page N を付けると、そのページの画像も書き出します。
hand_sidecar_told = { $path } に記載しました。
hand_sidecar_line = { $path } に次の行を追加してください：
hand_then = 数値は印字のとおりに、ページとともに入力し、次を実行してください：{ $command }
