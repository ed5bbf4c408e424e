# What the terminal says.

language_unknown = KYOKAI_LANG is { $value }; use ja or en.

no_such_folder = no such folder: { $path }
not_a_folder = not a folder: { $path }
refused_file = refused: { $file }
next_command = Next: { $command }
not_published_yet = Nothing is published yet ({ $path }). First run: { $command } run

usage_acknowledge = --acknowledge and --reason belong together
usage_json_or_csv = choose --json or --csv

query_failed = The query cannot be run:
rows_found = { NUMBER($rows, useGrouping: 1) } { $rows ->
    [one] row
   *[other] rows
  }
columns_left_out = Too wide for this terminal: { $names }. Name fewer columns to see them, or use --csv or --json.
hits_found = { $hits } found
kind_passage = passage
kind_initiative = initiative
kind_action_plan_item = plan
kind_kpi = indicator
kind_figure = figure

exported = { $files } files written
added = added: { $path }
described = already there, sidecar written: { $path }
label_edition = edition
label_editions = editions
label_pages = pages
label_tables = tables
label_sidecar = sidecar
label_before = previous file
label_rows = rows
label_checks = checks
label_release = release
label_where = file
label_file = file
label_state = state
label_group = group
label_total = total
label_table = table
label_kind = kind
label_page = page
label_name = name
label_text = text
label_raw = raw
label_warehouse = warehouse
label_due = freshness
label_years = years
label_lacking = lacking
editions_from_to = { $count }: { $first } to { $last }
lacking_in = { $edition }: no rows in { $tables }
release_of = { $release }, published { $at }
more_with_all = … { $count } more: --all
reasons_with_all = The whole reasons: kyokai status --all
label_located = located
tables_and_rows = { $tables }  ({ $rows } rows)
look_before_publishing = { $count ->
    [one] One thing to look at before it can be published
   *[other] { $count } things to look at before it can be published
  }
nothing_new = Nothing new ({ $why })
not_modified = not modified since it was last asked for
same_as_in_raw = the same as in raw/

not_one_contradiction = Not exactly one open contradiction fits { $key }:{ $known ->
    [none] {" "}there is none
   *[other] { $known }
  }
acknowledged = acknowledged: { $key } → { $path }
acknowledged_contradiction = Acknowledged contradiction: { $key }
only_told = Contradiction that blocks nothing, as another edition prints it otherwise: { $key }
not_checkable = Not checkable
evaluations_of = { $edition }  { $file }: { $count } evaluations
outcome_exact = exact
outcome_within_rounding = within rounding
outcome_contradicts = contradicts
outcome_not_checkable = not checkable
expected_and_printed = expected { $expected }   printed { $stated }
reason_is = reason: { $reason }
place_on_page = { $printed }  page { $page }, box { $box }
nothing_to_check = { $edition ->
    [none] There is no PDF in { $folder }.
   *[other] There is no PDF of the edition { $edition } in { $folder }.
  }

no_such_published_edition = No such edition: { $unknown }. Published are: { $known }
diff_same = { $earlier } and { $later } say the same.
diff_kpi = Indicators added or gone
diff_definition = Definitions changed
diff_text = Texts changed
diff_value = Values changed
diff_added = added
diff_gone = gone
diff_other_year = { $place }: rows of another year: { $gone } gone, { $added } added
points = points
label_change = change
diff_changed = changed

inspected = { $file }: { $pages } pages, { $figures } figures, { $facts } facts, { $unexplained } unexplained

proposed_lines = Lines to add to the vocabulary, to be reviewed first:
nothing_own = no entry is proposed: another known statement has all its words; tell the two apart by hand
near_word = near: { $name }「{ $known }」 → { $difference }
how_they_differ = 〔+…〕 stands only in the new word, 〔-…〕 only in the known one.
every_label_known = Every label is known.
names_written = ✓ { $file }: { $number } names written. Next: { $command } run
name_this_initiative = Initiative 「{ $name }」
name_this_row = Id of the row 「{ $says }」 ({ $unit }), - to skip it
name_this_kpi = Id of the indicator 「{ $says }」 ({ $unit }), - to skip it

alert_nobody = --alert: no address is configured (alerts.urls, KYOKAI_ALERTS)
alert_failed_run = failed: kyokai run
alert_untold = Could not tell { $address }
run_failed = The run failed: { $reason }
run_failed_somehow = The run failed; make ui shows where.
published_before_untouched = The file published before is untouched.
edition_not_in_raw = No PDF in raw/ is the edition { $edition }. { $known ->
    [none] There is none.
   *[other] There are: { $known }
  }
reading_some = { $folder }: reading { $count } of { $all }
edition_leaves = { $edition }: no longer in raw/, leaves the warehouse
nothing_changed = Nothing changed; { $opened ->
    [0] no PDF was opened.
   *[other] covers read: { $opened }.
  }
rolled_back = rolled back; kyokai rollback undoes it
no_pdf_in = There is no PDF in { $folder }. Put the report's PDF there and run again.
published = Published
passed_checks = { $passed } of { $checks } passed
no_change = no change
told_edition = editions { $count }
told_restatement = restated { $count }
told_kpi = indicators { $count }
told_unnamed = unknown words { $count }
told_doubt = values to look at { $count }
told_unexplained = unexplained figures { $count }
look_at = To look at: { $value }
label_doubtful = to look at
doubtful_in = { $edition }: { $values } values (kyokai check)
label_unexplained = unexplained
unexplained_in = { $edition }: { $figures } figures (kyokai inspect)
label_unseen = unseen text
unseen_in = { $edition }: { $characters } characters that nobody sees, not read
label_unnamed = unnamed
unnamed_in = { $edition }: { $words } words that the vocabulary does not know (kyokai propose { $edition })
told_value = values { $count }
try_next = Things to try next:

release_published = Release { $release } is published: { $editions }
release_waits = Release { $release } is not published by itself again until raw/ or the code changes. Running this command again undoes it.

state_to_read = to read
state_read = read
not_yet_published = not published yet
state_refused = refused
but_refused = all that can be read is published; files refused: { $count }
up_to_date = up to date
out_of_date = out of date; run: kyokai run
size_and_rows = { $size } MB, { $rows } rows

trace_nothing = Nothing found: { $asked }
trace_sight = looks so on the page: { $seen } of { $count }; both PDF engines read it so: { $agreed } of { $count }
trace_by_hand = entered by hand by { $by }, { $on }; the page prints it
trace_ask = Ask by measure, indicator, fiscal year or figure id, or look for words with { $command } search.
trace_no_paper = Nothing of what was found stands on paper, so there is no picture.

port_taken = Port { $port } is in use; choose another one: make ui PORT={ $next }
editions_registered = Editions registered: { $editions ->
    [none] none
   *[other] { $editions }
  }
ui_address = http://{ $host }:{ $port }  (Ctrl+C ends it)

help_app = The annual report of 協会けんぽ (Japan Health Insurance Association) as a DuckDB warehouse that can be queried, cited and trusted.
help_exit_codes = Exit codes: 0 good, 1 the data is refused, 2 wrong usage,
    3 the environment does not allow it (disk, permissions, encoding), 130 interrupted.
help_raw = Where the PDFs are [env: KYOKAI_RAW; default: raw/]
help_warehouse = Where kyokai.duckdb goes [env: KYOKAI_WAREHOUSE; default: warehouse/]
help_published_on = The publisher's date, e.g. 2024-07-26
help_json = Print JSON
help_only_edition = Only this edition
help_alert = Tell the configured addresses if the run fails or refuses a file
help_run = Read every PDF in raw/, check it and publish kyokai.duckdb. If nothing is new, no PDF is opened.
help_status = Show what is in raw/, what is published, and what was refused and why.
help_check = Check the report against itself: every identity, by intervals. Accept a contradiction that is printed that way.
help_acknowledge = A contradiction that is printed that way
help_reason = Why it is taken as printed
help_sql = Query the published warehouse, read-only.
help_query = SQL; - reads standard input
help_csv = Print CSV
help_diff = Show what changed between two published editions: values, indicators, definitions, texts.
help_earlier = The earlier edition, e.g. FY2023-draft
help_later = The later edition
help_rollback = Publish the previous release again. A second time undoes it.
help_add = Check a whole PDF and put it into raw/ with a sidecar that says where it came from.
help_file_or_url = A PDF, or its address
help_url = Where it is published
help_note = Anything worth knowing about this copy
help_replace = Take the place of the file of the same edition
help_fetch = Look for a new edition on the publisher's page and put it into raw/. Asks nobody unless an address is given or set.
help_page_or_pdf = A page or a PDF [default: fetch.page]
help_propose = Show what is known and unknown in a new edition, and the entries that would name the rest.
help_new_pdf = The PDF of a new edition, or an edition in raw/
help_write_names = Ask for each name and write it into kyokai_vocabulary.yml
help_yes = With --write: take the proposed names without asking
help_trace = From a value to its places on the paper: edition, page, box, the text as printed, a picture.
help_asked = Measure, indicator, fiscal year or figure id, e.g. "加入者数 2023"
help_image = Write a picture of the place: .png, .webp, .jpg or .svg
help_all_of_status = Also every table, every file and every reason, though they fill more than one screen
help_all = Show all, not only one screen
help_transcribe = Write a CSV in which a table that cannot be read is entered by hand, with pictures of its pages.
help_transcribed_pdf = The PDF in raw/
help_transcribed_table = The table, e.g. membership, monthly_flow, kpi
help_transcribed_page = A page on which it stands; may be given again
help_by = Who enters it; the sidecar is told at once
help_inspect = Draw every page with what was read: tables, and figures coloured by role. Also works on a refused file.
help_inspected_pdf = The PDF, refused or not
help_out = One HTML file [default: inspected/FILE.html in the warehouse folder]
help_png = One PNG a page instead of HTML
help_layout = Draw heads, label columns, columns, rows, and words without a place, instead of figures
help_search = Find passages, initiatives, plans, indicators and figures that contain some words.
help_words = Words that must all be there
help_limit = At most this many
help_dashboard = Write warehouse/dashboard/index.html: one file in which every number shows the paper it was read from.
help_export = Write the published file as CSV, Parquet and Excel, with a data package, JSON-LD and llms.txt. Renewed after each publish in warehouse/exports/.
help_export_dir = Where release-N/ and latest/ go
help_serve = Serve the published file to programs: read-only tools over the Model Context Protocol, each answer with citation and picture.
help_mcp = Speak the Model Context Protocol over standard input and output
help_ui = Register what is in raw/ as partitions and start the Dagster UI; Ctrl+C ends it.
help_port = Port
help_host = Address to listen on
help_version = Print the version

not_published = not published
interrupted = interrupted
interrupted_later = interrupted, after release { $release } was published
interrupted_behind = Not of this release yet, and made by the next run: { $names }
label_runs = runs
runs_unreadable = The runs are not listed: reading Dagster's records takes permission to write into the warehouse folder.
run_stuck = stuck, its process is gone; kyokai run closes it
run_failed_last = failed
run_closed = run { $run } was cut off; closed

encoding_lacks = The output cannot be shown in the encoding { $encoding }, which has no 「{ $char }」 ({ $number }); set PYTHONIOENCODING=utf-8.
environment_fails = { $place ->
    [none] The environment does not allow it: { $reason }.
   *[other] { $place }: { $reason }.
  }
