# 複数のファイルで使う語句と、エラー表示の見出し

-compare-page = 該当ページの枠内を確認してください。紙面に誤りがなければ、読み取り側がこのレイアウトに対応する必要があります。

refusal_where = 場所
refusal_printed = 印字
refusal_picture = 画像
refusal_remedy = 対処
refusal_follows = 同じ原因による問題がほかに{ $count }件あります{ $pages ->
        [none] {""}
       *[other] （{ $pages }ページ）
    }{ $keys ->
        [none] {""}
       *[other] ：{ $keys }
    }
refusal_page = { $page }ページ
refusal_box = 枠 { $box }
