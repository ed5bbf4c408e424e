# DagsterのUIに表示するもの（説明文を除く）

origin_unknown = 不明
origin_unknown_of = { $file }：出所が記録されていません
and_more = ほか{ $more }件
choose_edition = 版（パーティション）を選んでください：{ $editions }。すべての版を読み取るには kyokai run を実行してください。
all_published = raw/のPDFはすべて公開済みです。
rest_published = raw/のPDFのうち、取り込めるものはすべて公開済みです。
check_not_reached = 検査していません。この版は、その前の検査「{ $check }」で拒否されました。
no_pdf_at_all = raw/にPDFがありません。
no_address = 通知先が設定されていません（alerts.urls、KYOKAI_ALERTS）。
started_at_terminal = 端末から開始した実行で、失敗の理由は端末に表示済みです。
run_of_failed = 失敗：{ $subject }（run { $run }）
nothing_new_found = 新しい版はありません。
no_page_set = ページが設定されていません（kyokai.toml の fetch.page）。
building = マートを作成し、公開ファイルを検査しています
making = { $name } を作成しています
on_page = { $page }ページ（この表の数値は計{ $pages }ページにある）
