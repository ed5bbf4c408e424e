# raw/ にあるもの：PDF、付属ファイル、訂正

unreadable_file = ファイルを開けません（{ $reason }）。
    .remedy = パスと権限を確認してください。

link_out_of_raw = raw/の外を指すリンクです。
    .remedy = ファイルそのものをraw/に置いてください。

sha256 = 付属ファイル（{ $sidecar }）に記載されたPDFと内容が異なります（sha256は { $found } で、記載は { $expected } です）。
    .remedy = 元のPDFに戻すか、{ $sidecar } を新しいPDFに合わせて修正してください。

same_edition_twice = 同じ版がraw/に重複しています：{ $files }（{ $why }）
    .remedy = 一つだけ残し、他はraw/の外に移してください。
same_bytes = 二つのファイルは完全に同一です
contents_differ = 内容が異なるため、いずれも取り込みません

sidecar = 付属ファイル（{ $file }）を使用できません。{ $why }。
    .remedy = { $file } を修正するか、削除してください。使えるキー：{ $keys }
sidecar_no_yaml = YAMLとして読めません（{ $reason }）
yaml_alias = 参照（& と *）が使われています。値をそのまま記載してください
yaml_depth = 入れ子が{ $most }段を超えています
sidecar_no_mapping = キーと値の形式になっていません
sidecar_no_list = 「{ $key }」は一覧で記載してください
sidecar_entry = 「{ $key }」の書き方が正しくありません（{ $why }）
sidecar_unknown_key = { $near ->
    [none] 未知のキー「{ $key }」があります（使えるキー：{ $known }）
   *[other] 未知のキー「{ $key }」があります（「{ $near }」の誤りではありませんか）
  }
sidecar_kind = { $kind ->
    [date] 「{ $key }」は 2026-11-23 のような日付で記載してください
   *[text] 「{ $key }」は文字列で記載してください
  }
sidecar_hash = sha256は16進数64桁で記載してください
entry_keys = 各項目のキーは { $keys } です
entry_text = { $names } は文字列で記載してください（数値に見えるものは引用符で囲みます）
entry_row = key には { "{" }office: total{ "}" } のように対象の行を記載してください
entry_number = value は基本単位の数値で記載してください
entry_day = at は 2026-11-26 のような日付で記載してください
entry_beside = 「{ $file }」は、PDFと同じフォルダーにあるファイルの名前（フォルダー名なし）で記載してください
entry_page = page は1から数えたページ番号で指定してください
entry_box = box は x0、top、x1、bottom の4つの数で指定してください

stale_annotation = 付属ファイル { $file } で確認済みとした注釈は、{ $why }。
    .remedy = { $file } の acknowledged_annotations: のその項目を直すか、取り除いてください。読み取った内容は kyokai inspect { $pdf } で紙面に重ねて確認できます。
annotation_nowhere = そのページのその数値の上にはありません
annotation_several = そのページの複数の数値に当てはまります（box: を指定：{ $boxes }）

sidecar_says_otherwise = 付属ファイルには既に { $key }: { $said } と記載されており、{ $value } と異なります。
    .remedy = どちらが正しいか確認し、{ $file } を修正してください。何も書き込んでいません。

sidecar_changed = 処理中に、付属ファイル { $file } が他で変更されました。
    .remedy = 何も書き込んでいません。{ $file } の現在の内容を確認し、もう一度実行してください。

sidecar_by_hand = { $file } の書き方には自動で追記できません。
    .remedy = 何も書き込んでいません。次の内容を手作業で追記してください。{ $lines }

list_by_hand = { $file } の { $key }: の書き方には自動で追記できません。
    .remedy = 何も書き込んでいません。次の内容を1項目1行で手作業で追記してください。{ $lines }

stale_correction = { $target } の訂正を適用できません。{ $why }。
    .remedy = 紙面を確認し、付属ファイルの corrections: の項目を修正または削除してください。
correction_no_cell = 該当する表・列・キーがありません
correction_no_row = キーに該当する行が{ $rows }行あり、一つに決まりません
correction_no_figure = 該当する欄に数値が印字されていません
correction_other_print = 印字は「{ $found }」で、「{ $expected }」ではありません

notice_origin_unknown = { $file }：出所が記録されていません。{ $sidecar } に url または url_missing_reason を記載するか、kyokai add を使ってください。
notice_waits = { $file }：取得後に拒否されたPDFです。問題を解消した後、kyokai add { $file } を実行してください。
notice_orphan = { $file }：対応するPDFがありません（付属ファイルは NAME.pdf と同じ場所の NAME.yml です）。

name_encoding = ファイル名の文字コードが異なります（Windowsで作られたzipなど）。
    .remedy = ファイル名を付け直してください（例：半角英数字）。

not_a_file = ファイルではありません（フォルダ・パイプ・ソケット・デバイスなど）。
    .remedy = PDFファイルそのものを置くか、raw/の外に移してください。
