# What Dagster's UI shows besides descriptions.

origin_unknown = unknown
origin_unknown_of = { $file }: its origin is not recorded
and_more = and { $more } more
choose_edition = Choose an edition (partition): { $editions }. "kyokai run" reads every one.
all_published = Every PDF in raw/ is in the warehouse.
rest_published = Every PDF in raw/ that can be read is in the warehouse.
check_not_reached = Not checked: the edition was refused before, by the check "{ $check }".
no_pdf_at_all = There is no PDF in raw/.
no_address = No address is configured (alerts.urls, KYOKAI_ALERTS).
started_at_terminal = Started at a terminal, which has shown why it failed.
run_of_failed = failed: { $subject } (run { $run })
nothing_new_found = There is no new edition.
no_page_set = No page is set (fetch.page in kyokai.toml).
building = building marts, checking the new file
making = making { $name }
on_page = Page { $page }; facts of the table stand on { $pages } page(s)
