# プロジェクト独自の語彙

own_words = プロジェクト独自の語彙を使用できません（{ $why }）。
    .remedy = { $file } を修正してください。書き方は vocabulary/kpis.yml と同じです。
own_unreadable = 読み取れません：{ $reason }
own_no_mapping = { $part }がキーと値の形式になっていません
own_unknown_key = { $near ->
    [none] { $part }に未知のキー「{ $key }」があります（使えるキー：{ $known }）
   *[other] { $part }に未知のキー「{ $key }」があります（「{ $near }」の誤りではありませんか）
  }
own_file = ファイル
own_entry = kpis の項目
own_initiatives = initiatives
own_initiative_twice = 施策「{ $name }」は既にあります
own_lacks = { $name } に { $keys } がありません
own_wrong_value = { $name } の { $key } の値が正しくありません
own_no_id = { $name } は識別子として使えません（使える文字：a-z、0-9、_）
own_id_twice = { $name } は既にあります
