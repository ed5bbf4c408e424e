# ファイルを開けない理由、全体を読めない理由

empty_file = ファイルが空です。
    .remedy = PDFを完全な形で置き直してください。

not_a_pdf = PDFファイルではありません。
    .remedy = PDF本体を取得し直してください。エラーページを保存した場合によく起こります。

encrypted = PDFがパスワードで暗号化されています。
    .remedy = パスワードを外した写しをraw/に置いてください。

truncated = PDFが途中で切れています（{ $reason }）。
    .remedy = もう一度取得し、公表元のサイズと比べてください。

damaged = PDFが壊れています（{ $reason }）。
    .remedy = もう一度取得し、公表元のサイズと比べてください。

no_text_layer = PDFに文字情報（テキスト層）がありません。ページは画像です。
    .remedy = スキャンではなく公表元のPDFを使ってください。

garbled_text = { $shown }文字のうち{ $missing }文字の文字情報が壊れています。
    .remedy = フォントが埋め込まれたPDFを使ってください。
