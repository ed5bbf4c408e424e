# kyokai add・kyokai fetch：PDFの取得と追加

-by-hand = ブラウザでアドレスを確認してください。保存したPDFは kyokai add FILE.pdf --url アドレス で追加できます。
-try-again = 時間をおいて再度実行するか、ブラウザでPDFを保存して kyokai add FILE.pdf --url アドレス を実行してください。

address = このアドレスは使用できません（{ $why }）。
    .remedy = { -by-hand }
address_malformed = 形式が正しくありません：{ $reason }
address_downgrade = httpsからhttpへ転送されます
address_scheme = http・https のアドレスではありません
address_password = パスワードが含まれています

other_host = 許可されていないホストに転送されます（許可されているホスト：{ $allowed }）。
    .remedy = 公表元のホストであれば、その名前を fetch.allowed_hosts に追加してください。

private_address = { $host } の宛先は { $address } で、組織内などの私設ネットワークのアドレスです。
    .remedy = 何も取得していません。意図したものであれば、その名前を fetch.private_hosts に追加してください。

robots = サイトの robots.txt により自動取得が認められていません（{ $robots }）。
    .remedy = { -by-hand }

redirect_loop = 転送が繰り返され、文書に到達できません：{ $chain }
    .remedy = { -by-hand }

http_status = { $gone ->
    [yes] サーバーの応答は { $status } です。このアドレスに文書はありません。
   *[no] サーバーの応答は { $status } です。
  }
    .remedy = 公表元のサイトで新しいアドレスを確認し、fetch.page に設定するか、kyokai fetch に指定してください。

unavailable = { $wait ->
    [none] サーバーから取得できませんでした（{ $why }、{ $tries }回試行）。
   *[other] サーバーから取得できませんでした（{ $why }、{ $tries }回試行。サーバーは{ $wait }秒待つよう求めています）。
  }
    .remedy = { -try-again }
timed_out = 時間切れ

too_large = 取得しようとしたファイルが{ $megabytes }MBを超えています。
    .remedy = 報告書であれば fetch.max_mb を大きくしてください。

too_slow = { $seconds }秒以内に取得が終わりませんでした。
    .remedy = 時間をおいて再度実行するか、fetch.deadline_s を大きくしてください。

no_pdf = { $kind ->
    [none] PDFではないもの（種類不明）が返されました。
   *[other] PDFではないもの（{ $kind }）が返されました。
  }
    .remedy = PDFそのもののアドレスを指定してください。リンク元のページは kyokai fetch アドレス で調べられます。

page_changed = { $found ->
    [none] ページに該当するPDF（{ $wanted }）へのリンクがありません。PDFへのリンク自体がありません。ページが変更された可能性があります。
   *[other] ページに該当するPDF（{ $wanted }）へのリンクがありません。ページが変更された可能性があります。リンクされているPDF：{ $found }
  }
    .remedy = ページを確認し、fetch.page・fetch.link_words を修正するか、PDFのアドレスを kyokai fetch に指定してください。

several_candidates = 該当するPDF（{ $wanted }）が{ $count }件あり、一つに決まりません：{ $found }
    .remedy = 正しいPDFのアドレスを kyokai fetch に指定するか、fetch.link_words・fetch.not_words で区別してください。

no_page = 新しい版を探すアドレスが設定されていません。
    .remedy = アドレスを指定するか（kyokai fetch https://…）、kyokai.toml に一度設定してください：[fetch] page = "https://www.kyoukaikenpo.or.jp/…"（事業報告書の一覧ページ。docs/annual-update.md を参照）。

kept_refused = 取得したファイルは { $kept } に保存しています。問題を解消した後、kyokai add { $kept } を実行してください。

there_already = 同一のファイルが既にraw/にあります（{ $there }）。
    .remedy = 追加は不要です。出所を記録する場合は kyokai add raw/{ $there } --url アドレス を実行してください。

edition_there = 版 { $edition } の別のファイルが既にraw/にあります（{ $there }）。
    .remedy = 差し替える場合は kyokai add … --replace を実行してください（元のファイルは raw/{ $replaced }/ に残ります）。

raw_unwritable = PDFの置き場所に書き込めません（{ $reason }）。
    .remedy = { $folder }/ の空き容量と権限を確認してください。何も追加していません。
