# 複数のコンピューターで共有するもの

shared_unreachable = 共有先 { $place } を使えません（{ $reason }）。
    .remedy = 宛先（KYOKAI_SHARED または shared.url）、ネットワーク、認証情報を確認してください。このコンピューターでは何も変更していません。
shared_no_library = s3fs が入っていません：pip install 'kyokai-pipeline[s3]'
shared_unknown_kind = { $kind } という種類の共有先は使えません。
    .remedy = KYOKAI_SHARED または shared.url は { $known } のいずれかで始めてください（例：s3://bucket/folder、file:///folder）。
shared_changed_twice = { $file } が、このコンピューターと { $place } の両方で変更されています。
    .remedy = どちらかを残してください。このコンピューターのファイルを削除すると共有先のものを使い、そのファイルを共有先に置くとそちらを使います。
shared_no_previous = 共有先 { $place } には、公開中のものより前のリリースがありません。
    .remedy = 前のリリースは、共有先での2回目の公開から保存されます。何も変更していません。
shared_busy = 他のコンピューターが先に公開したため、ここで作ったものは公開していません。
    .remedy = もう一度実行してください。いま公開されているものの上に作り直します。
