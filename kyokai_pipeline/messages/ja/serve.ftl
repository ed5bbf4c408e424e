# プログラム向けサーバー（kyokai serve --mcp）の言葉。

serve_instructions = 全国健康保険協会（協会けんぽ）の事業報告書の数値。どの数値にも出典と、紙面の印字箇所の画像が付きます。まず list_measures、次に get_fact を使ってください。値は基本単位（人、円、事業所、%）。is_total の行は他の行の合計です。数値を示すときは必ず版とページを添えてください。
serve_list_measures = ウェアハウスにある項目の一覧：識別子、日本語と英語の名称、単位、残高か期間の量か、足してはならないもの、値のある年度、最新の値とその出典。語で絞り込めます。初めの数件は印字箇所の画像付き。
serve_get_fact = 一つの項目について収録したすべての値：期間、単位、印字の精度、版、出典、ページ付きの値と、印字箇所の画像。
serve_search_passages = 報告書の文・KPI・数値のうち、すべての語を含むもの。版とページのほか、初めの数値の印字箇所と、最初の文のあるページの画像付き。
serve_query = ウェアハウスに対してSELECT文（DuckDB）を一つ実行します。スキーマは core、evidence、marts、meta、日本語。figure_id か figure_ids を列に含めると、その数値の出典と画像が付きます。
serve_no_such_measure = 項目 { $measure } はありません。
    .remedy = 識別子は list_measures で調べられます。{ $near ->
        [none] { "" }
       *[other] 近いもの：{ $near }
    }
serve_no_picture = 画像なし：{ $reason }
serve_no_figures = 列に数値の位置がないため、版全体の出典のみで画像はありません。figure_id または figure_ids も選んでください。
serve_missing = プログラム向けサーバーに必要なパッケージ { $package } がありません。
    .remedy = pip install 'kyokai-pipeline[mcp]' を実行してください。
serve_choose = 何を提供するかを選んでください：kyokai serve --mcp
