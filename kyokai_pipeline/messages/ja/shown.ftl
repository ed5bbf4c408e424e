# 一つの報告書の端末・ノートブックでの表示。

report_head = 報告書 { $edition }：{ $title }（{ $file }、{ $pages }ページ）
report_figures = 数値 { $figures }個（うち収録 { $facts }個）、確認すべき点 { $problems }件（.problems）
report_use = 表は .tables["membership"] など。公開済みのすべての版は kyokai_pipeline.open_warehouse()
