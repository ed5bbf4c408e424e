# 値から紙面へ

another_file = raw/のPDFは、読み取ったときのファイルと異なります。
    .remedy = kyokai run を実行して読み直すか、読み取ったときのファイルに戻してください。

picture_format = この形式（{ $ending }）の画像は書き出せません。
    .remedy = 拡張子を次のいずれかにしてください：{ $known }
