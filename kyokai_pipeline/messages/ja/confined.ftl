# 一つのファイルにかけてよい手間と、それを超えたとき・読み取り処理が異常終了したときの説明

limit_size = ファイルが{ $size }MBあり、上限（{ $limit }MB）を超えています。
    .remedy = 報告書としては大きすぎます。正しいファイルであれば、kyokai.toml の limits.file_mb を大きくしてください。

limit_time = 読み取りの計算時間が上限（{ $limit }秒）を超えました。
    .remedy = 別のPDFを入手してください。正常で長いだけのファイルであれば、kyokai.toml の limits.seconds を大きくしてください。

limit_memory = 読み取りに必要なメモリが上限（{ $limit }MB）を超えました。
    .remedy = 別のPDFを入手してください。正常で大きいだけのファイルであれば、kyokai.toml の limits.memory_mb を大きくしてください。

limit_pages = ファイルが{ $pages }ページあり、上限（{ $limit }ページ）を超えています。
    .remedy = 合本であれば報告書の部分だけをraw/に置くか、kyokai.toml の limits.pages を大きくしてください。

limit_objects = 1ページに{ $limit }個を超える図形や文字があります。
    .remedy = 通常の報告書にはありえません。別のPDFを入手するか、kyokai.toml の limits.objects を大きくしてください。

reader_ended = 読み取り処理が途中で異常終了しました（{ $how }）。ファイルが壊れている場合に起こります。
    .remedy = もう一度取得するか、公表元に別のPDFを求めてください。他のファイルは読み取られます。

reader_broke_down = 想定していない内容があり、読み取れません（{ $reason }）。
    .remedy = 別のPDFを入手し、プログラムの不具合としてファイルとともに報告してください。他のファイルは読み取られます。
