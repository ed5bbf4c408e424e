# 端末の表示

language_unknown = KYOKAI_LANG の値 { $value } は使えません。ja か en を指定してください。

no_such_folder = フォルダがありません：{ $path }
not_a_folder = フォルダではありません：{ $path }
refused_file = 取り込みを拒否しました：{ $file }
next_command = 次に：{ $command }
not_published_yet = まだ公開されていません（{ $path }）。先に { $command } run を実行してください。

usage_acknowledge = --acknowledge と --reason は一緒に指定してください
usage_json_or_csv = --json と --csv は同時に指定できません

query_failed = SQLを実行できません：
rows_found = { NUMBER($rows, useGrouping: 1) }行
columns_left_out = 端末の幅に入らない列：{ $names }。列を選んで問い合わせるか、--csv または --json で全部を出力できます。
hits_found = { $hits }件
kind_passage = 文章
kind_initiative = 施策
kind_action_plan_item = 行動計画
kind_kpi = KPI
kind_figure = 数値

exported = { $files }件のファイルを書き出しました
added = 追加しました：{ $path }
described = 既にあります。付属ファイルを書きました：{ $path }
label_edition = 版
label_editions = 版
label_pages = ページ数
label_tables = 表
label_sidecar = 付属ファイル
label_before = 元のファイル
label_rows = 行数
label_checks = 検査
label_release = リリース
label_where = ファイル
label_file = ファイル
label_state = 状態
label_group = 分野
label_total = 計
label_table = 表
label_kind = 種類
label_page = ページ
label_name = 名称
label_text = 本文
label_raw = 原本
label_warehouse = 公開ファイル
label_due = 更新時期
label_years = 年度
label_lacking = 欠けた表
editions_from_to = { $count }版（{ $first }～{ $last }）
lacking_in = { $edition }：{ $tables } に行がありません
release_of = { $release }（{ $at } 公開）
more_with_all = … ほか{ $count }件：--all
reasons_with_all = 詳しい理由：kyokai status --all
label_located = 見つかった表
tables_and_rows = { $tables }（{ $rows }行）
look_before_publishing = 公開の前に確認が必要な点が{ $count }件あります
nothing_new = 新しい版はありません（{ $why }）
not_modified = 前回の確認から変更なし
same_as_in_raw = raw/にあるものと同一

not_one_contradiction = { $key } に該当する未確認の矛盾が一つに決まりません：{ $known ->
    [none] 該当なし
   *[other] { $known }
  }
acknowledged = 確認済みにしました：{ $key } → { $path }
acknowledged_contradiction = 確認済みの矛盾：{ $key }
only_told = 公表を妨げない矛盾（ほかの版の印字と異なる）：{ $key }
not_checkable = 照合できないもの
evaluations_of = { $edition }  { $file }：照合 { $count }件
outcome_exact = 一致
outcome_within_rounding = 端数の範囲内
outcome_contradicts = 矛盾
outcome_not_checkable = 照合不能
expected_and_printed = 計算値 { $expected }   印字 { $stated }
reason_is = 理由：{ $reason }
place_on_page = { $printed }  { $page }ページ、枠 { $box }
nothing_to_check = { $edition ->
    [none] { $folder } にPDFがありません。
   *[other] { $folder } に版 { $edition } のPDFがありません。
  }

no_such_published_edition = 該当する版がありません：{ $unknown }。公開済みの版：{ $known }
diff_same = { $earlier } と { $later } に違いはありません。
diff_kpi = KPIの追加・廃止
diff_definition = 定義の変更
diff_text = 文言の変更
diff_value = 値の変更
diff_added = 追加
diff_gone = 廃止
diff_other_year = { $place }：対象の年度が異なる行（なくなった行 { $gone }、加わった行 { $added }）
points = ポイント
label_change = 増減
diff_changed = 変更

inspected = { $file }：{ $pages }ページ、数値{ $figures }個（うち収録 { $facts }個、未説明 { $unexplained }個）

proposed_lines = 語彙への追加案（確認してから追記してください）：
nothing_own = 提案なし：既知の別の文にもすべての語が含まれています。区別できる語を記入してください
near_word = 近い語：{ $name }「{ $known }」→ { $difference }
how_they_differ = 〔+…〕は新しい語だけ、〔-…〕は既知の語だけにある文字です。
every_label_known = 未知の見出しはありません。
names_written = ✓ { $file }：{ $number }件の名前を書き込みました。次は { $command } run
name_this_initiative = 施策「{ $name }」
name_this_row = 行「{ $says }」（{ $unit }）の識別子（- で見送り）
name_this_kpi = KPI「{ $says }」（{ $unit }）の識別子（- で見送り）

alert_nobody = --alert：通知先が設定されていません（alerts.urls、KYOKAI_ALERTS）
alert_failed_run = kyokai run が失敗しました
alert_untold = 通知できませんでした：{ $address }
run_failed = 実行に失敗しました：{ $reason }
run_failed_somehow = 実行に失敗しました。make ui で確認してください。
published_before_untouched = 前回公開したファイルはそのままです。
edition_not_in_raw = raw/に版 { $edition } のPDFはありません。{ $known ->
    [none] 取り込めるPDFはありません。
   *[other] あるのは：{ $known }
  }
reading_some = { $folder }：{ $all }件中{ $count }件を読み取ります
edition_leaves = { $edition }：raw/にPDFがないため、公開対象から外れます
nothing_changed = 変更はありません。{ $opened ->
    [0] PDFは開いていません。
   *[other] 表紙を{ $opened }件確認しました。
  }
rolled_back = 前のリリースに戻した状態です（kyokai rollback で元に戻せます）
no_pdf_in = { $folder } にPDFがありません。報告書のPDFを置いてから再度実行してください。
published = 公開しました
passed_checks = { $checks }件中{ $passed }件合格
no_change = 変更なし
told_edition = 版 { $count }
told_restatement = 改定 { $count }
told_kpi = KPI { $count }
told_unnamed = 未知の語 { $count }
told_doubt = 要確認の値 { $count }
told_unexplained = 説明のない数値 { $count }
look_at = 要確認：{ $value }
label_doubtful = 要確認
doubtful_in = { $edition }：確かめるべき値が{ $values }件あります（kyokai check）
label_unexplained = 説明なし
unexplained_in = { $edition }：説明のない数値が{ $figures }件あります（kyokai inspect）
label_unseen = 見えない文字
unseen_in = { $edition }：目に見えない文字が{ $characters }字あります（読み取りません）
label_unnamed = 未知の語
unnamed_in = { $edition }：語彙にない語が{ $words }件あります（kyokai propose { $edition }）
told_value = 値 { $count }
try_next = 次の操作の例：

release_published = リリース { $release } を公開しました：{ $editions }
release_waits = リリース { $release } は、raw/またはプログラムが変わるまで自動では公開しません。もう一度実行すると元に戻ります。

state_to_read = 未取込
state_read = 取込済み
not_yet_published = 未公開
state_refused = 拒否
but_refused = 取り込めるものはすべて公開済み。拒否したファイルは{ $count }件
up_to_date = 最新
out_of_date = 更新あり（kyokai run を実行してください）
size_and_rows = { $size } MB、{ $rows }行

trace_nothing = 見つかりません：{ $asked }
trace_sight = 紙面の見た目と一致：{ $count }個中{ $seen }個　二つのPDFエンジンの読みが一致：{ $count }個中{ $agreed }個
trace_by_hand = 手入力：{ $by }（{ $on }）。紙面に印字あり
trace_ask = 項目名・KPI・年度・数値IDで指定するか、{ $command } search で語を検索してください。
trace_no_paper = 見つかったもののうち紙面にあるものがないため、画像はありません。

port_taken = ポート{ $port }は使用中です。別の番号を指定してください：make ui PORT={ $next }
editions_registered = 登録した版：{ $editions ->
    [none] なし
   *[other] { $editions }
  }
ui_address = http://{ $host }:{ $port }  （Ctrl+C で終了）

help_app = 協会けんぽ（全国健康保険協会）の事業報告書を、検索・引用・検証のできるDuckDBのファイルにします。
help_exit_codes = 終了コード：0 正常、1 データを拒否、2 使い方の誤り、
    3 実行環境の問題（ディスク・権限・文字コード）、130 中断
help_raw = PDFの置き場所 [環境変数 KYOKAI_RAW、既定 raw/]
help_warehouse = kyokai.duckdb の出力先 [環境変数 KYOKAI_WAREHOUSE、既定 warehouse/]
help_published_on = 公表日（例 2024-07-26）
help_json = JSONで出力
help_only_edition = この版だけ
help_alert = 失敗・拒否を設定した宛先に通知
help_run = raw/のPDFを読み取り、検査して kyokai.duckdb を公開します。変更がなければPDFは開きません。
help_status = raw/にあるもの、公開済みの内容、拒否したファイルとその理由を表示します。
help_check = 報告書の数値どうしを照合します。印字どおりの矛盾は、理由を添えて確認済みにできます。
help_acknowledge = 印字どおりであることを確認した矛盾
help_reason = 印字どおりとする理由
help_sql = 公開済みのデータベースに問い合わせます（読み取り専用）。
help_query = SQL文（- で標準入力から読み取り）
help_csv = CSVで出力
help_diff = 公開済みの二つの版の違い（値・KPI・定義・文言）を表示します。
help_earlier = 前の版（例 FY2023-draft）
help_later = 後の版
help_rollback = 一つ前に公開したファイルに戻します。もう一度実行すると元に戻ります。
help_add = PDF全体を検査し、出所を記した付属ファイルとともにraw/に追加します。
help_file_or_url = PDFまたはそのアドレス
help_url = 公表されているアドレス
help_note = この写しについての備考
help_replace = 同じ版のファイルと差し替え
help_fetch = 公表元のページに新しい版があればraw/に追加します。アドレスの指定か設定がなければ、どこにも接続しません。
help_page_or_pdf = ページまたはPDFのアドレス [既定 fetch.page]
help_propose = 新しい版で見つかった表と未知の語、名前の案を表示します。
help_new_pdf = 新しい版のPDF、または raw/ にある版
help_write_names = 名前を一つずつ尋ねて kyokai_vocabulary.yml に書き込む
help_yes = --write で、尋ねずに案のとおりとする
help_trace = 値がどの版の何ページのどこに印字されているかを、印字された文字と画像で示します。
help_asked = 項目・KPI・年度・数値ID（例 "加入者数 2023"）
help_image = 紙面の該当部分の画像を書き出す（.png .webp .jpg .svg）
help_all_of_status = すべての表の行数・ファイル・拒否の理由も表示（一画面に収まらない場合も）
help_all = 一画面に収まらない分も表示
help_transcribe = 読み取れない表を手で入力するためのCSVと、そのページの画像を書き出します。
help_transcribed_pdf = raw/ にあるPDF
help_transcribed_table = 表の名前（membership、monthly_flow、kpi など）
help_transcribed_page = 表のあるページ（繰り返し指定可）
help_by = 入力する人の名前（付けると付属ファイルにすぐ記載します）
help_inspect = 各ページに読み取り結果（表、役割別の数値）を重ねて描きます。拒否されたファイルにも使えます。
help_inspected_pdf = 対象のPDF（拒否されたものも可）
help_out = 出力先のHTMLファイル [既定 warehouseフォルダーの inspected/FILE.html]
help_png = HTMLの代わりにページごとのPNG
help_layout = 数値の代わりに、列見出し・行見出しの列・列・行と、どこにも属さない語を描く
help_search = 指定した語を含む文章・施策・KPI・数値を探します。
help_words = 探す語（すべてを含むもの）
help_limit = 最大件数
help_dashboard = warehouse/dashboard/index.html を書き出します。どの数値からも、読み取った紙面を開けます。公開のたびに自動でも更新します。
help_export = 公開済みのデータをCSV・Parquet・Excelで書き出します（データパッケージ、JSON-LD、llms.txt 付き）。公開のたびに warehouse/exports/ も自動で更新します。
help_export_dir = release-N/ と latest/ の書き出し先
help_serve = 公開済みのデータをプログラムに提供します（Model Context Protocol、読み取り専用、出典と画像付き）。
help_mcp = 標準入出力を通じて Model Context Protocol で通信
help_ui = raw/の版を登録し、DagsterのUIを起動します（Ctrl+Cで終了）。
help_port = ポート番号
help_host = 待ち受けアドレス
help_version = 版番号を表示

not_published = 公開していません
interrupted = 中断しました
interrupted_later = 中断しました（リリース{ $release }は公開済みです）
interrupted_behind = まだこのリリースのものではなく、次の実行で作るもの：{ $names }
label_runs = 実行
runs_unreadable = 実行の一覧は表示できません。Dagsterの記録を読むには、ウェアハウスのフォルダへの書き込み権限が必要です。
run_stuck = 途中で終わったままです（kyokai run で終了扱いにします）
run_failed_last = 失敗
run_closed = 実行 { $run }：途中で終わっていたため、終了扱いにしました

encoding_lacks = 出力の文字コード（{ $encoding }）に「{ $char }」（{ $number }）がありません。PYTHONIOENCODING=utf-8 を設定してください。
environment_fails = { $place ->
    [none] 実行環境の問題です（{ $reason }）。
   *[other] { $place }：{ $reason }
  }
