# 取り込み、作成、公開

warehouse_unwritable = ウェアハウスのフォルダに書き込めません（{ $reason }）。
    .remedy = { $folder }/ の空き容量と権限を確認し、もう一度実行してください。公開中のファイルはそのままです。

no_previous = 戻せる公開ファイルがありません（{ $file } がないか、読み取れません）。
    .remedy = 一つ前のファイルは、2回目の公開から保存されます。

build = 新しいウェアハウスは公開しません：{ $why }。
    .remedy = 公開中のファイルはそのままです。もう一度実行してください。それでも続く場合は、読み取り処理またはマートがスキーマと合っていません。
build_nothing_staged = 取り込み済みの版がありません
build_rows = { $table } は{ $found }行で、取り込んだ{ $staged }行と一致しません
build_no_page = ページの分からない evidence.figure が{ $count }行あります
build_no_fact = { $column } に、根拠となる数値のないものが{ $count }件あります
build_mart_columns = { $mart } の列が、冒頭の説明と異なります
build_mart_empty = { $mart } が空です
build_mart_header = { $mart } が、ファイル冒頭の宣言（列・型・キー）に反します（{ $reason }）
build_mart_no_figure = { $mart } に、根拠となる数値のない行があります
build_mart_unknown_figure = { $mart } の figure_ids に不明なものが{ $count }件あります

staged_unloadable = 新しいウェアハウスは公開しません：取り込み済みの表 { $table } を読み込めません（{ $reason }）。
    .remedy = ウェアハウスの staging/{ $edition } を削除し、もう一度実行してください。公開中のファイルはそのままです。

no_such_table = { $table } という表はありません。次の表があります：{ $known }
warehouse_head = ウェアハウス { $file }：版 { $editions }、表とビュー { $tables }個（.tables()、.table("marts.fact")、.sql("…")）。PDF一つだけなら kyokai_pipeline.read_report(…)

query_fails = クエリを実行できません：{ $reason }
    .remedy = どのような数値があるかは list_measures、表と列の説明は meta.table と meta.column にあります。

query_not_select = 一つのSELECT文ではありません。
    .remedy = 読み取るだけの文を一つだけ送ってください（セミコロンの後に別の文を続けない）。

query_too_long = クエリを{ $seconds }秒で中止しました。
    .remedy = 項目・年度・版で絞ってください。

published_by_another_version = 公開済みのファイルには、このプログラムの版が必要とする項目がありません（{ $reason }）。
    .remedy = 別の版のプログラムで公開されたファイルです。kyokai run を実行すると、raw/ から公開し直されます。

published_unreadable = 公開済みのファイルを読めません（{ $reason }）。
    .remedy = kyokai run を実行すると raw/ から公開し直されます。kyokai rollback で一つ前のファイルに戻すこともできます。
