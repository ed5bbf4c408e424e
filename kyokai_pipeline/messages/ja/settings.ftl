# kyokai.toml

settings = 設定ファイル（{ $file }）を使用できません。{ $why }。
    .remedy = { $file } を修正してください。キーの一覧は docs/annual-update.md にあります。
settings_unread = 読み取れません（{ $reason }）
settings_no_section = [{ $name }] は節（テーブル）ではありません
settings_unknown_key = { $near ->
    [none] 未知のキー { $key } があります（使えるキー：{ $known }）
   *[other] 未知のキー { $key } があります（{ $near } の誤りではありませんか）
  }
settings_day = freshness.due は 10-31 のように月-日で記載してください
settings_kind = { $name } の値の種類が正しくありません

settings_executor = dagster.executor は { $known } のいずれかにしてください
