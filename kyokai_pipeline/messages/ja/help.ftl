# ヘルプの見出し、各コマンドの使用例、コマンドの書き方の誤り

help_usage = 書き方：{ $command }
help_arguments = 引数：
help_options = オプション：
help_commands = コマンド：
help_examples = 使用例：
help_some_options = [オプション]
help_a_command = コマンド
help_help = このヘルプを表示
help_default = [既定 { $default }]
help_completion = コマンド・オプション・版・項目・KPIをシェルで補完するためのスクリプトを出力します。
help_shell = bash、zsh、fish のいずれか

usage_no_command = コマンド { $name } はありません。{ $near ->
    [none] {""}
   *[other] もしかして：{ $near }
  }
usage_no_option = オプション { $name } は使えません。{ $near ->
    [none] {""}
   *[other] もしかして：{ $near }
  }
usage_missing = { $name } を指定してください。
usage_needs_value = { $name } には値が必要です。
usage_takes_no_value = { $name } に値は指定できません。
usage_extra = 余分な引数があります：{ $words }
usage_bad_value = { $name } には{ $wanted }を指定してください。
usage_wants_date = 日付（例 2024-07-26）
usage_wants_one_of = { $words }のいずれか
usage_wants_between = { $low }から{ $high }までの整数
usage_wants_from = { $low }以上の整数
usage_wants_other = 別の種類の値
usage_help = ヘルプ：{ $command } -h

# 1行に1コマンド、その下に説明。コマンドは両言語で同じ（テストで確認）

examples_run =
    kyokai run
     raw/ の新しいPDFを読み取り、warehouse/kyokai.duckdb を公開
    kyokai run --edition FY2023-draft
     この版だけを読み取り
    kyokai run --json
     結果をプログラム向けに出力（経過は標準エラー出力へ）
examples_status =
    kyokai status
     公開内容、更新時期、収録範囲、拒否したファイルを一画面で表示
    kyokai status --all
     すべての表の行数と、拒否の理由の全文も表示
examples_check =
    kyokai check
     raw/ のすべての版を照合
    kyokai check --edition FY2023-draft --json
     一つの版の照合結果をすべて出力
    kyokai check --acknowledge procurement_share:total --reason "68/692 is printed as 9.9 % three times"
     印字どおりの矛盾を確認済みとし、理由を付属ファイルに記録
examples_sql =
    kyokai sql "from marts.kpi_summary"
     端末の幅に合わせた表で表示
    kyokai sql --csv "from marts.membership_trend" > trend.csv
     全桁をCSVで出力
    kyokai sql - < query.sql
     ファイルのSQLを実行
examples_diff =
    kyokai diff FY2023-draft FY2024
     KPI・定義・値・文言の違いを表示
examples_rollback =
    kyokai rollback
     一つ前のリリースに戻す（もう一度で元どおり）
examples_add =
    kyokai add report.pdf --url https://example.org/report.pdf --published-on 2024-07-26
     PDFを検査し、出所を記録してraw/に追加
    kyokai add final.pdf --replace
     同じ版のファイルと差し替え
examples_fetch =
    kyokai fetch
     kyokai.toml の fetch.page に指定したページを確認
    kyokai fetch https://example.org/reports
     このページを確認
examples_propose =
    kyokai propose report.pdf
     このPDFにある既知の表と未知の語を表示
    kyokai propose FY2024 --write
     新しいKPIと施策の名前を一つずつ決めて書き込み
examples_trace =
    kyokai trace 加入者数 2023
     項目と年度で探す
    kyokai trace 39,559
     印字された数値で探す
    kyokai trace membership_by_year enrollees 2023
     表の一つの列について、その列の数値だけを表示
    kyokai trace FY2023-draft:p02:0036 --image place.png
     数値IDで探し、紙面の画像を書き出す
examples_inspect =
    kyokai inspect report.pdf
     読み取り結果を一つのHTMLに書き出す（拒否されたPDFも可）
    kyokai inspect report.pdf --png pages
     ページごとの画像を書き出す
examples_search =
    kyokai search 限度額
     この語を含む文章・施策・計画・KPI・数値を探す
    kyokai search 保険証 回収 --limit 5
     両方の語を含むものを5件まで
examples_dashboard =
    kyokai dashboard
     warehouse/dashboard/index.html を書き直す
examples_export =
    kyokai export out
     out/release-N と out/latest に書き出す
examples_serve =
    kyokai serve --mcp
     標準入出力で通信するプログラムから、このコマンドを起動
examples_transcribe =
    kyokai transcribe raw/report.pdf membership --page 2
     手で入力するためのCSVと、2ページの画像を書き出す
    kyokai transcribe raw/report.pdf kpi --by "Hanako Kyokai"
     入力する人の名前を付属ファイルに記載
examples_ui =
    kyokai ui
     http://127.0.0.1:3000
    kyokai ui --port 3100
     別のポートで起動
examples_completion =
    source <(kyokai completion bash)
     このシェルだけで有効（~/.bashrc に書けば常に有効）
    source <(kyokai completion zsh)
     zsh の場合（~/.zshrc の compinit より後に）
    kyokai completion fish > ~/.config/fish/completions/kyokai.fish
     fish の場合
