# How one report looks in a terminal or a notebook.

report_head = Report { $edition }: { $title } ({ $file }, { $pages } pages)
report_figures = { $figures } figures, { $facts } of them facts; { $problems } to look at (.problems)
report_use = .tables["membership"] and so on; all published editions together: kyokai_pipeline.open_warehouse()
