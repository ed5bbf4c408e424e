# 報告書の読み取り：表紙、表とKPI、紙面のすべての数値

# 文書全体

another_document = 全国健康保険協会（協会けんぽ）の事業報告書の表紙が見つかりません。別の文書です。{ $shortfall }
    .remedy = 事業報告書の概要版PDFをraw/に置いてください。
cover_no_publisher = 全国健康保険協会（協会けんぽ）の名がどのページにもありません。
cover_lacks = { $page }ページに{ $has }はありますが、{ $lacks }がありません。
cover_title = 題名（事業報告書）
cover_year = 年度
cover_days = 事業期間

bad_cover = 表紙から年度と事業期間を確定できません（{ $why }）。
    .remedy = 表紙の題名と事業期間を確認してください。
cover_years = 複数の年度（{ $years }）が記載されています
cover_era = 年度の元号「{ $era }」が kyokai_pipeline/japanese/calendar.py にありません
cover_days_of_another_year = 題名は{ $year }年度、事業期間は{ $first }から{ $last }です
year_unreadable = { $reason }

two_reports = 一つのファイルに報告書が2つあります：{ $first }（{ $first_page }ページから）、{ $second }（{ $second_page }ページから）。
    .remedy = 報告書ごとに別のPDFにして raw/ に置いてください。ページを範囲で指定して保存する（PDFに印刷する）と分けられます。

cover_is_last = 報告書の表紙がファイルの最後（{ $page }ページ）にあり、その後に報告書のページがありません。
    .remedy = ページが逆順に並んでいる場合は、正しい順に並べ直してください（最後のページからPDFに印刷すると直せます）。そうでない場合は、報告書全体のPDFを入手してください。各ページは kyokai inspect { $pdf } で確認できます。

too_many_tables = 最初の{ $number }ページ（全{ $pages }ページ）のうち{ $most }ページ以上に、報告書の表らしいものがあります。概要版であれば10ページほどです。
    .remedy = 事業報告書の概要版だけをraw/に置いてください。

table_not_missing = 付属ファイルではこの版に表「{ $table }」はないとされていますが、あります（{ $rows }行）。
    .remedy = missing_tables から取り除いてください。

table_is_printed = 付属ファイルは表「{ $table }」がこの版にないとしていますが、紙面にその表題または見出しがあり、どの読み取りにも属さない数値が{ $count }個あります。
    .remedy = missing_tables から取り除いてください。紙面は kyokai inspect { $pdf } で確認できます。自動で読み取れない場合は、表を手で入力できます：kyokai transcribe { $pdf } { $table }

table_not_whole = 紙面に表「{ $table }」の表題または見出しと、どの読み取りにも属さない数値{ $count }個がありますが、見出し・行・列が一つの表としてそろっていません。次のページに続くところで見出しが欠けているか、別の名前で印字されている可能性があります。
    .remedy = 紙面は kyokai inspect { $pdf } で、未知の語とその登録案は kyokai propose { $pdf } で確認できます。

table_in_picture = 紙面に表「{ $table }」の表題があり、その下は画像です。画像の中の数値は読み取りません。
    .remedy = 表が文字で入ったファイルを公表元に求めてください。紙面は kyokai inspect { $pdf } で確認できます。

unknown_missing_table = missing_tables の「{ $table }」は報告書の表の名前ではありません（使える名前：{ $known }）。
    .remedy = 付属ファイルの名前を修正してください。

# 表

missing_table = 表「{ $table_ja }」がどのページにも見つかりません。
    .remedy = 行見出し（{ $rows }）を探し、別の名前で印字されていれば vocabulary/measures.yml に追加してください。この版にない表であれば、付属ファイルに次のとおり記載してください：{ $declaration }未知の語の一覧と、加える行の案は kyokai propose { $pdf } で確認できます。

ambiguous_table = 表「{ $table_ja }」と読める箇所が複数あります（{ $pages }ページ）。
    .remedy = { -compare-page }読み取った内容は kyokai inspect { $pdf } で紙面に重ねて確認できます。

missing_row = 表「{ $table_ja }」に行「{ $form }」がありません。
    .remedy = 別の名前で印字されている場合は vocabulary/{ $file } の forms に追加してください。未知の語の一覧と、加える行の案は kyokai propose { $pdf } で確認できます。

missing_column = 表「{ $table_ja }」に列（{ $columns }）がありません。
    .remedy = 別の名前で印字されている場合は vocabulary/tables.yml に追加してください。未知の語の一覧と、加える行の案は kyokai propose { $pdf } で確認できます。
column_more = ほか{ $count }列

unknown_row_label = 表「{ $table_ja }」に未知の行見出しがあります。{ $near ->
    [none] { "" }
   *[other] 最も近い既知の見出しは「{ $near }」です。
  }
    .remedy = 同義であれば vocabulary/{ $file } の forms に「{ $label }」を追加し、新しい項目であれば measure を追加してください。未知の語の一覧と、加える行の案は kyokai propose { $pdf } で確認できます。

row_not_loaded = 新しい項目としては取り込んでいません（{ $why }）。
row_of_a_sum = この表の行はどれも合計の内訳であり、どの内訳か確定できません
row_place_unsure = 見出しの範囲と対応する数値を確定できません
row_of_another = 見出しが別の行についてのものです
row_unit_unsure = 単位を確定できません
row_unit_unheld = この表では扱えない単位です

unknown_column_label = 表「{ $table_ja }」に未知の列見出しがあります。{ $near ->
    [none] { "" }
   *[other] 最も近い既知の見出しは「{ $near }」です。
  }
    .remedy = 同義であれば vocabulary/{ $file } の forms に「{ $label }」を追加し、新しい項目であれば measure を追加してください。未知の語の一覧と、加える行の案は kyokai propose { $pdf } で確認できます。

bad_date = 列見出しの年が存在しないか、西暦と和暦が一致しません（{ $reason }）。
    .remedy = 見出しを確認し、公表元に問い合わせてください。読み取った内容は kyokai inspect { $pdf } で紙面に重ねて確認できます。

bad_cell = 表「{ $table_ja }」のセル（{ $cell }）：{ $why }。
    .remedy = { -compare-page }読み取った内容は kyokai inspect { $pdf } で紙面に重ねて確認できます。
cell_empty = 何も印字されていません
cell_not_one_number = 数値がちょうど一つではありません
cell_no_number = 「{ $text }」は数値ではありません
cell_no_rate = 「{ $text }」は増減率ではありません
cell_not_percent = 「{ $text }」の単位が％ではありません
cell_bracket_unknown = 括弧内の項目が既知のもの（{ $wanted }）ではありません
cells_uneven = { $wanted }行に対し、この列の数値は{ $found }個です

no_unit = 表「{ $table_ja }」の「{ $row }」の単位がどこにも書かれていません。
    .remedy = （単位：千人）のような表記を探してください。別の書き方であれば語彙に追加する必要があります。読み取った内容は kyokai inspect { $pdf } で紙面に重ねて確認できます。

wrong_unit = 表「{ $table_ja }」の「{ $row }」の単位が{ $wanted }ではなく{ $unit }です。
    .remedy = 同じ意味であれば vocabulary/measures.yml の printed_units に追加してください。読み取った内容は kyokai inspect { $pdf } で紙面に重ねて確認できます。

not_whole = { $value }{ $unit }という数はありえません。数えるものは整数で印字されます。
    .remedy = { -compare-page } 桁区切りの「,」が「.」になっている可能性があります。報告書の誤りであれば、公表元に訂正の有無を確認してください。読み取った内容は kyokai inspect { $pdf } で紙面に重ねて確認できます。

two_scales = 同じ項目の数値の単位が揃っていません。この数値の単位は「{ $other }」と異なります。
    .remedy = { -compare-page }読み取った内容は kyokai inspect { $pdf } で紙面に重ねて確認できます。

misread = 紙面の配置を確定できません：{ $why }。
    .remedy = { -compare-page }読み取った内容は kyokai inspect { $pdf } で紙面に重ねて確認できます。
heads_overlap = 列見出しが重なっています
outside_columns = どの列にも属さない数値があります
row_twice = 表「{ $table_ja }」に行「{ $key }」が二度あります
level_with_another_row = 表「{ $table_ja }」に、列の中の順序と行の位置が一致しない数値があります
label_without_row = 行見出し「{ $label }」の横に数値の行がありません
spans_uneven = 表「{ $table_ja }」の{ $rows }行を{ $spans }つの区分に分けられません
span_without_rows = 区分「{ $label }」が対応する行の横にありません
text_unshared = 表「{ $table_ja }」の文章を行に割り当てられません
lacks_unit = まだ登録のない単位であれば、{ $file } に追加してください：{ $line }
lacks_placeholder = 数値の代わりの表記であれば、{ $file } に追加してください：{ $line }
lacks_mark = 数値に添えた印であれば、{ $file } に追加してください：{ $line }
lacks_remark = 数値の後ろに注記が付く項目であれば、{ $file } に追加してください：{ $line }

caption_unreadable = 表「{ $table_ja }」の単位の表記が読めません

# KPIの表

missing_kpi_tables = KPIの表がどのページにも見つかりません。
    .remedy = 見出し（具体的施策・KPI・結果・達成状況）を確認し、別名は vocabulary/kpis.yml の heads に追加してください。この版にない表であれば、付属ファイルに次のとおり記載してください：{ $declaration }未知の語の一覧と、加える行の案は kyokai propose { $pdf } で確認できます。

missing_counts = 達成・概ね達成・未達成の件数がちょうど一つずつ見つかりません（{ $found ->
    [none] 一つもありません
   *[other] 見つかったもの：{ $found }
  }）。
    .remedy = { -compare-page }読み取った内容は kyokai inspect { $pdf } で紙面に重ねて確認できます。

unknown_kpi_column = KPIの表に未知の列見出しがあります。{ $near ->
    [none] { "" }
   *[other] 最も近い既知の見出しは「{ $near }」です。
  }
    .remedy = 同義であれば vocabulary/kpis.yml の heads に「{ $head }」を追加してください。読まなくてよい列であれば vocabulary/tables.yml の ignore.columns に追加してください。未知の語の一覧と、加える行の案は kyokai propose { $pdf } で確認できます。

unknown_initiative = 具体的施策の欄に、既知の施策でも一つの施策名でもない文字があります。{ $near ->
    [none] { "" }
   *[other] 最も近い既知の施策は「{ $near }」です。
  }
    .remedy = vocabulary/kpis.yml の initiatives の該当する柱に「{ $label }」を追加してください。未知の語の一覧と、加える行の案は kyokai propose { $pdf } で確認できます。

unknown_kpi = 既知のKPIに当てはまらず、文の途中であるか、結果に単位がありません。{ $near ->
    [none] { "" }
   *[other] 最も近いものは { $near } です。
  }
    .remedy = vocabulary/kpis.yml の kpis に、この文だけに含まれる語（says）を持つ項目を追加してください。未知の語の一覧と、加える行の案は kyokai propose { $pdf } で確認できます。

ambiguous_kpi = KPIの文が複数の指標（{ $fitting }）に当てはまり、一つに決まりません。
    .remedy = vocabulary/kpis.yml の says を見直し、これらを区別できるようにしてください。未知の語の一覧と、加える行の案は kyokai propose { $pdf } で確認できます。

kpi_twice = 同じKPI（{ $kpi }）に当てはまる行が二つあります。
    .remedy = vocabulary/kpis.yml の says を見直し、二つを区別できるようにしてください。未知の語の一覧と、加える行の案は kyokai propose { $pdf } で確認できます。

unknown_verdict = 達成状況の欄に、語彙にない判定「{ $verdict }」があります。
    .remedy = 既知の判定と同じ意味なら vocabulary/kpis.yml の statuses のその判定に、まだ分からないという意味なら undecided に `{ $verdict }` を加えてください。読み取った内容は kyokai inspect { $pdf } で紙面に重ねて確認できます。

moved_initiative = 具体的施策「{ $initiative }」は「{ $known }」に属するはずですが、「{ $here }」の下にあります。
    .remedy = 移ったのであれば vocabulary/kpis.yml の initiatives で、元の柱の名称に until:（最後の年度）を、新しい柱の名称に since:（最初の年度）を付けてください。そうでなければ柱の見出しの読み落としです。読み取った内容は kyokai inspect { $pdf } で紙面に重ねて確認できます。

bad_kpi_cell = KPI（{ $kpi }）：{ $why }。
    .remedy = { -compare-page }読み取った内容は kyokai inspect { $pdf } で紙面に重ねて確認できます。
kpi_cell_empty = { $cell }が空です
kpi_cell_not_one_number = { $cell }がちょうど一つの数値ではありません
kpi_cell_other_bound = { $cell }に「{ $bound }」とありますが、KPIの文の求める向きと異なります
kpi_cell_other_unit = { $cell }の単位が{ $wanted }ではなく{ $unit ->
    [none] ありません
   *[other] { $unit }です
  }

kpi_target = 目標
kpi_result = 結果
kpi_statement = KPI

count_unreadable = 判定の件数が数値ではありません（{ $reason }）
out_of_order = 表「{ $table_ja }」の年度または月が順に並んでいません
kpi_homeless = KPI（{ $kpi }）の属する柱または具体的施策を確定できません
kpi_column_unsure = 「{ $head }」の列の範囲を隣の列と区別できません
kpi_headless = KPIの表が見出しのないまま次のページに続いており、列を確定できません
kpi_row_torn = KPIの表の行がページの境目で分かれているようですが、前後を確実につなげられません
row_torn = 表の最後の行の文が次のページに続いているようですが、確実につなげられません
initiatives_unsure = 具体的施策とKPIの対応を位置から確定できません
numbers_unlike = 一つのセルに複数のKPIがあり、①②③の番号で各欄を対応させられません
no_verdict_text = 達成状況の欄に判定ではない文字があります
kpi_part_empty = KPIの{ $part }欄が空です
lines_without_verdict = { $part }欄に、達成状況の判定と対応しない行があります
text_between_rows = KPIの表の行の間に文字があります
symbols_without_legend = 判定が記号で印字されていますが、その意味を示す凡例がページにありません
target_without_verdict = 目標があるのに達成状況の判定がないKPIがあります

# 紙面のすべての数値

unexplained_figure = 紙面に、収録値とも収録しない数値とも判別できない数値があります。
    .remedy = 表の読み落としであれば語彙を補い、収録しない数値であれば vocabulary/roles.yml に規則を追加してください。読み取った内容は kyokai inspect { $pdf } で紙面に重ねて確認できます。

fact_without_figure = 表から読んだ値と同じ場所に、同じ数値がテキスト層にありません。
    .remedy = 数値どうしが近すぎる可能性があります。ページと枠を見比べてください。読み取った内容は kyokai inspect { $pdf } で紙面に重ねて確認できます。

number_over_lines = 表から読んだ数値が二行に分かれており、行ごとに別の数値である可能性があります。
    .remedy = ページと枠を見比べてください。数値が一行に収まっているか、桁区切りのコンマの後で改行しているPDFなら読み取れます。読み取った内容は kyokai inspect { $pdf } で紙面に重ねて確認できます。

figure_claimed_twice = 同じ数値が二つの値（{ $first }、{ $second }）として読み取られました。
    .remedy = どちらかの表の位置を誤っています。ページと枠を見比べてください。読み取った内容は kyokai inspect { $pdf } で紙面に重ねて確認できます。

engines_disagree = { $seen ->
    [none] 一方のPDFエンジンには見えない文字（{ $text }）があり、文に欠けが生じます。
   *[other] 二つのPDFエンジンが同じ場所で異なる数値（{ $text } と { $seen }）を読みました。
  }
    .remedy = このPDFのフォントは信頼できません。別の写しを入手してください。読み取った内容は kyokai inspect { $pdf } で紙面に重ねて確認できます。
