# 報告書の語彙：パッケージのものと、このプロジェクトのもの

vocabulary_key = { $nearest ->
        [none] 未知のキー { $place } があります。使えるキー：{ $known }
       *[other] 未知のキー { $place } があります。{ $nearest } の誤りではありませんか。
    }
    .remedy = キーを直すか、その行を削除してください。

vocabulary_years = { $place } の値 { $value } は{ $kind ->
        [order] since 以後の年度
       *[year] 年度（例：2024）
    }ではありません。
    .remedy = since と until には、その語を印字する最初と最後の年度を書いてください。

own_words = プロジェクトの語彙を使えません：{ $why }。
    .remedy = { $file } を直してください。書き方は vocabulary/kpis.yml・measures.yml と同じです。
own_words_unreadable = 読み取れません（{ $reason }）
own_words_form = { $place }の書式が違います
own_words_lacks = { $entry } に { $lacking } がありません
own_words_value = { $entry } の { $key } の値が違います
own_words_unit = { $entry } の unit: { $unit } は単位ではありません（使える単位：{ $known }）
own_words_id = { $entry } は識別子になりません（a～z、0～9、_ だけが使えます）
own_words_twice = { $entry } は既にあります
own_words_claim = { $entry } と { $other } が同じ文に当てはまります（{ $says }）
own_words_table = { $entry } の table: { $table } は表の名前ではありません（使える名前：{ $known }）
own_words_label = { $entry } の「{ $label }」は、表 { $table } の { $other } の見出しです
own_words_formerly = { $entry } の formerly: { $former } は仮の識別子（new_…）ではありません
own_words_file = ファイル

missing_indicator = 語彙によればこの年度の版に必ずある { $terms } が見つかりません。
    .remedy = 別の言葉で印字されていれば vocabulary/kpis.yml の says に加え、印字されなくなったのなら until: を付けてください。未知の語の一覧と、加える行の案は kyokai propose { $pdf } で確認できます。
no_longer_printed = 印字されなくなったのなら、kyokai_pipeline/vocabulary/tables.yml の表 { $table } にあるその項目を次のようにしてください：{ $lines }
