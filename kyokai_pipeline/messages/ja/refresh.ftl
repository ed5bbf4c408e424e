# 更新：読み取るもの、途中の表示、通知

no_such_edition = raw/に版 { $edition } のPDFはありません（{ $known ->
    [none] 取り込めるPDFはありません
   *[other] あるのは：{ $known }
  }）。
    .remedy = そのPDFをraw/に置くか、別の版を指定してください。

nothing_left = 公開中の版（{ $editions }）のPDFが{ $folder }/に一つもありません。
    .remedy = PDFを元に戻してください。公開中のファイルはそのままです。最初から作り直す場合は、ウェアハウスのフォルダを削除してください。

changed_while_read = 読み取り中にファイルが変更されました。
    .remedy = コピーが完了してから、もう一度実行してください。

reading = { $file } を読み取っています
read_so_far = { $pages }ページ、表 { $tables }、数値 { $figures }
other_papers = 報告書は全{ $pages }ページのうち{ $first }～{ $last }ページ。ほかは別の資料のため読み取りません
checked = 検査済み：{ $rows }行、数値の照合 { $identities }件

newest_edition = 最新の版は{ $newest }年度です。
edition_due = { $newest ->
    [none] 新しい版が公表されている時期です：{ $expected }年度（{ $since }以降）。公開済みの版はまだありません。
   *[other] { $count ->
        [1] 新しい版が公表されている時期です：{ $missing_ja }（{ $since }以降）。公開済みの最新は{ $newest }年度です。
       *[other] 新しい版が公表されている時期です：{ $missing_ja }（うち最新の版は{ $since }以降）。公開済みの最新は{ $newest }年度です。
      }
  }

alert_refused = 取り込みを拒否しました：{ $files }
alert_unchanged = 公開中のウェアハウスは変更していません。

plan_to_read = { $edition }：未取込です。
plan_refused = { $file }：拒否しました（{ $why }）
plan_withdrawn = { $edition }：PDFがraw/にありません。次の公開で除かれます。
plan_nothing_left = 公開中の版のPDFがraw/に一つもありません。公開中のファイルはそのままです。
plan_unpublished = 読み取り済み・未公開です。
published_open = { $file }：プロセス{ $process }が書き込み用に開いています。その変更は公開物に含まれず、次の公開時に { $kept } へ退避します。
published_edited = { $file }：公開後に変更されています。作り直し、変更されたファイルは { $kept } へ退避します。

staged_already = 読み取り済みで、変更はありません
strict_origin = { $file } の出所が記されていません（strictの実行です）。
    .remedy = kyokai add で出所を記すか、strictなしで実行してください。
strict_names = { $file } に語彙にない語があります（strictの実行です）：{ $words }。
    .remedy = kyokai propose { $file } --write で名前を付けるか、strictなしで実行してください。
follower_gone = そのため、別のリリースを示すダッシュボード・書き出しは取り除きました。解決後、kyokai dashboard と kyokai export で作り直せます。

strict_doubts = { $file } に確かめるべき値があります（strictの実行です）：{ $values }。
    .remedy = 紙面と照合してください。紙面どおりであれば kyokai check --acknowledge で確認済みとするか、strictなしで実行してください。
strict_figures = { $file } に説明のない数値があります（strictの実行です）：{ $figures }。
    .remedy = kyokai inspect で確かめるか、strictなしで実行してください。
strict_unseen = { $file } に、目に見えない文字があります（strictの実行です）：{ $pages }。
    .remedy = 作成元に、見えない文字のないファイルを求めるか、strictなしで実行してください（見えない文字は読み取りません）。

doubtful_values = { $file }：確かめるべき値が{ $count }件あります（kyokai check）{ $lines }
doubtful_value = { $key }「{ $printed }」p.{ $page } ({ $box })：{ $rule_ja }
unexplained_figures = { $file }：説明のない数値が{ $count }件あります（kyokai inspect）{ $lines }
unexplained_number = 「{ $printed }」p.{ $page } ({ $box })
unseen_text = { $file }：目に見えない文字（白い文字、覆われた文字など）のあるページが{ $count }ページあります。読み取りません{ $lines }
unseen_on_page = p.{ $page }：{ $count }文字
unnamed_words = { $file }：語彙にない語が{ $count }件あります（kyokai propose { $file }）{ $lines }
unnamed_line =
    { "" }
          { $word }{ $more }
unnamed_word = { $kind } { $term } p.{ $page } ({ $box })「{ $text }」{ $near ->
    [none] { "" }
   *[other] （最も近い語：{ $near }）
  }
unnamed_indicator = KPI
unnamed_initiative = 施策
unnamed_row = 行
