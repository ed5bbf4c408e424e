# 書き出したファイルの説明文と、書き出せない場合の理由。

export_unwritable = 書き出し先に書き込めません（{ $reason }）。
    .remedy = { $folder }/ の空き容量と権限を確認するか、別のフォルダを指定し、もう一度実行してください。前回書き出したファイルはそのままです。

export_title = 協会けんぽ事業報告書データ
export_about = 全国健康保険協会（協会けんぽ）の事業報告書（概要版）にあるすべての数値を収録しています。加入者数などの推移、月次の増減、KPIの目標・実績・達成状況、事業の実績、本文中の数値について、印字されたページ・位置・文字も記録しています。
export_sources = 出典
export_release = リリース
export_terms = 利用条件
export_reading = 値の単位は、人・円・事業所・％です。is_total の行は他の行の合計です。空欄は印字がないことを示します。数値を引用するときは、版とページを示してください。figure_id は evidence.figure の行を指します。出典は下記のとおりです。
export_tables = 表
export_evidence = 根拠
export_optional = その他
export_package_is = すべての列の型と説明
export_croissant_is = 同じ内容のCroissant（JSON-LD）
export_workbook_is = マートを収めたExcelファイル
