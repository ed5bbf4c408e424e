# Reading a report: the cover, its tables and indicators, every printed number.

# The document as a whole

another_document = This is another document: no cover of the association's annual business report (事業報告書) was found.{ $shortfall }
    .remedy = Put the summary version (概要版) of the annual business report into raw/.
cover_no_publisher = { " " }No page names the association.
cover_lacks = { " " }Page { $page } has { $has }, but no { $lacks }.
cover_title = title (事業報告書)
cover_year = fiscal year
cover_days = period

bad_cover = The cover does not say which edition this is: { $why }.
    .remedy = Compare title and period on the cover.
cover_years = it names the years { $years }
cover_era = it counts its year in the era { $era }, which is none of those in kyokai_pipeline/japanese/calendar.py
cover_days_of_another_year = the title says fiscal { $year }, the period { $first } to { $last }
year_unreadable = { $reason }

two_reports = The file holds two reports: { $first } from page { $first_page }, { $second } from page { $second_page }.
    .remedy = Put each report into raw/ as a PDF of its own; a viewer can save a range of pages (print to PDF).

cover_is_last = The cover of the report is page { $page }, the last one of the file: no page of the report follows it.
    .remedy = If the pages are in reverse order, put them right (print to PDF, last page first); otherwise get the whole report. kyokai inspect { $pdf } shows its pages.

too_many_tables = More than { $most } of the first { $number } pages (of { $pages }) look as if they held a table of the report; the summary version has about ten such pages.
    .remedy = Put the summary version (概要版) alone into raw/.

table_not_missing = The table { $table } is declared missing in the sidecar, but it is there ({ $rows } rows).
    .remedy = Take it out of missing_tables.

table_is_printed = The sidecar says that this edition has no table { $table }, but the page prints its title or labels, and { $count } numbers there belong to nothing that was read.
    .remedy = Take it out of missing_tables; kyokai inspect { $pdf } shows the page. Where the reader cannot read the table, enter it by hand: kyokai transcribe { $pdf } { $table }

table_not_whole = The page prints the title or labels of the table { $table }, and { $count } numbers that belong to nothing that was read; but its heads, rows and labels do not stand there as one table. A label may be lost where the table goes on overleaf, or have another name.
    .remedy = kyokai inspect { $pdf } shows the page; kyokai propose { $pdf } lists every unknown word, with the lines that would name it.

table_in_picture = The page prints the title of the table { $table }, and under it stands a picture: what a picture says is not read.
    .remedy = Ask the publisher for the file with the table as text. kyokai inspect { $pdf } shows the page.

unknown_missing_table = missing_tables names { $table }, which is no table of the report; the known ones are { $known }.
    .remedy = Correct its name in the sidecar.

# Tables

missing_table = The table { $table_en } ({ $table_ja }) is on no page.
    .remedy = Look for its rows ({ $rows }). If they are printed under other names, add those to vocabulary/measures.yml. If this edition has no such table: { $declaration } kyokai propose { $pdf } lists every unknown word, with the lines that would name it.

ambiguous_table = The table { $table_en } stands in more than one place (pages { $pages }).
    .remedy = { -compare-page } kyokai inspect { $pdf } draws what was read on its pages.

missing_row = Table { $table_en } has no row 「{ $form }」.
    .remedy = If the row is printed under another name, add that name to its forms in vocabulary/{ $file }. kyokai propose { $pdf } lists every unknown word, with the lines that would name it.

missing_column = Table { $table_en } lacks the columns { $columns }.
    .remedy = If they are printed under other names, add those to vocabulary/tables.yml. kyokai propose { $pdf } lists every unknown word, with the lines that would name it.
column_more = { $count } more

unknown_row_label = Unknown row label in table { $table_en }.{ $near ->
    [none] { "" }
   *[other] { " " }The nearest known label is 「{ $near }」.
  }
    .remedy = If it means the same, add `{ $label }` to its forms in vocabulary/{ $file }; if it is new, add a measure. kyokai propose { $pdf } lists every unknown word, with the lines that would name it.

row_not_loaded = It is not loaded as a new measure: { $why }.
row_of_a_sum = every row of this table is a part of a sum, and which part this one is, nothing says
row_place_unsure = it is not certain where its label ends and which numbers belong to it
row_of_another = its label speaks of another row
row_unit_unsure = nothing says its unit for certain
row_unit_unheld = the table holds no numbers of its unit

unknown_column_label = Unknown column label in table { $table_en }.{ $near ->
    [none] { "" }
   *[other] { " " }The nearest known label is 「{ $near }」.
  }
    .remedy = If it means the same, add `{ $label }` to its forms in vocabulary/{ $file }; if it is new, add a measure. kyokai propose { $pdf } lists every unknown word, with the lines that would name it.

bad_date = A column head names no year that exists: { $reason }.
    .remedy = Correct the head, or ask the publisher. kyokai inspect { $pdf } draws what was read on its pages.

bad_cell = Cell { $cell } of table { $table_en }: { $why }.
    .remedy = { -compare-page } kyokai inspect { $pdf } draws what was read on its pages.
cell_empty = nothing is printed there
cell_not_one_number = not exactly one number stands there
cell_no_number = 「{ $text }」 is not a number
cell_no_rate = 「{ $text }」 is not a rate
cell_not_percent = 「{ $text }」 is not in %
cell_bracket_unknown = the figure in brackets is not the one known for this cell ({ $wanted })
cells_uneven = the column holds { $found } numbers for { $wanted } rows

no_unit = Nothing on the page names the unit of { $row } in table { $table_en }.
    .remedy = Look for a caption such as （単位：千人）; if it is worded otherwise, the vocabulary has to learn it. kyokai inspect { $pdf } draws what was read on its pages.

wrong_unit = { $row } in table { $table_en } is printed in { $unit }, not in { $wanted }.
    .remedy = If both mean the same, add the unit to printed_units in vocabulary/measures.yml. kyokai inspect { $pdf } draws what was read on its pages.

not_whole = { $value } { $unit } cannot be: what is counted is printed whole.
    .remedy = { -compare-page } A point may stand where a comma should. If the report prints it so, ask its publisher. kyokai inspect { $pdf } draws what was read on its pages.

two_scales = One measure is printed in two units: this number is not in that of 「{ $other }」.
    .remedy = { -compare-page } kyokai inspect { $pdf } draws what was read on its pages.

misread = The layout leaves a doubt: { $why }.
    .remedy = { -compare-page } kyokai inspect { $pdf } draws what was read on its pages.
heads_overlap = the heads of two columns overlap
outside_columns = a number stands outside every column
row_twice = the row { $key } stands twice in table { $table_en }
level_with_another_row = a number of table { $table_en } stands level with another row than its place in the column
label_without_row = the label 「{ $label }」 stands beside no row of numbers
spans_uneven = { $rows } rows cannot be shared by { $spans } group labels in table { $table_en }
span_without_rows = the label 「{ $label }」 stands beside none of its rows
text_unshared = the texts of table { $table_en } cannot be shared among its rows
lacks_unit = If it is a unit that is not known yet, add to { $file }: { $line }
lacks_placeholder = If it stands in place of a number, add to { $file }: { $line }
lacks_mark = If it marks the number, add to { $file }: { $line }
lacks_remark = If a remark may stand behind the number, add to { $file }: { $line }

caption_unreadable = the caption of table { $table_en } names no known unit

# Indicator tables

missing_kpi_tables = No indicator (KPI) table is on any page.
    .remedy = Look for its heads 具体的施策, KPI, 結果, 達成状況; add other names to heads in vocabulary/kpis.yml. If this edition has no such table: { $declaration } kyokai propose { $pdf } lists every unknown word, with the lines that would name it.

missing_counts = The counts of verdicts have to be printed once each; { $found ->
    [none] none was found.
   *[other] found: { $found }.
  }
    .remedy = { -compare-page } kyokai inspect { $pdf } draws what was read on its pages.

unknown_kpi_column = Unknown column in an indicator table.{ $near ->
    [none] { "" }
   *[other] { " " }The nearest known head is 「{ $near }」.
  }
    .remedy = If it means the same, add `{ $head }` to heads in vocabulary/kpis.yml; if the column may be left out, add it to ignore.columns in vocabulary/tables.yml. kyokai propose { $pdf } lists every unknown word, with the lines that would name it.

unknown_initiative = A text in the column of initiatives is no known one and no whole label.{ $near ->
    [none] { "" }
   *[other] { " " }The nearest known one is 「{ $near }」.
  }
    .remedy = Add `- { $label }` to initiatives in vocabulary/kpis.yml, under its pillar. kyokai propose { $pdf } lists every unknown word, with the lines that would name it.

unknown_kpi = A statement fits no known indicator, and is no whole statement or its result has no unit.{ $near ->
    [none] { "" }
   *[other] { " " }The nearest known one is { $near }.
  }
    .remedy = Add an entry to kpis in vocabulary/kpis.yml whose `says` words stand in this statement only. kyokai propose { $pdf } lists every unknown word, with the lines that would name it.

ambiguous_kpi = The statement of an indicator fits more than one: { $fitting }.
    .remedy = Make the `says` words of these in vocabulary/kpis.yml tell them apart. kyokai propose { $pdf } lists every unknown word, with the lines that would name it.

kpi_twice = Two rows of the indicator tables are { $kpi }.
    .remedy = Make the `says` words of the two in vocabulary/kpis.yml tell them apart. kyokai propose { $pdf } lists every unknown word, with the lines that would name it.

unknown_verdict = 「{ $verdict }」 stands in the place of a verdict (達成状況), and is none that the vocabulary knows.
    .remedy = If it means one of them, add `{ $verdict }` to it under statuses in vocabulary/kpis.yml; if it says that nobody knows yet, add it under undecided there. kyokai inspect { $pdf } draws what was read on its pages.

moved_initiative = The initiative 「{ $initiative }」 stands under { $here }, but belongs to { $known }.
    .remedy = If it has moved, say so under initiatives in vocabulary/kpis.yml: its name with until: and the last year under the old pillar, with since: and the first year under the new one. Otherwise a heading of the table was missed. kyokai inspect { $pdf } draws what was read on its pages.

bad_kpi_cell = Indicator { $kpi }: { $why }.
    .remedy = { -compare-page } kyokai inspect { $pdf } draws what was read on its pages.
kpi_cell_empty = the { $cell } is empty
kpi_cell_not_one_number = the { $cell } is not exactly one number
kpi_cell_other_bound = the { $cell } says { $bound }, and the statement asks for something else
kpi_cell_other_unit = the { $cell } is printed in { $unit ->
    [none] no unit
   *[other] { $unit }
  }, not in { $wanted }

kpi_target = target
kpi_result = result
kpi_statement = statement

count_unreadable = the count of a verdict is no number ({ $reason })
out_of_order = the years or months of table { $table_en } do not stand in their order
kpi_homeless = the indicator { $kpi } stands under no pillar or no initiative
kpi_column_unsure = the column under 「{ $head }」 cannot be told from its neighbours
kpi_headless = an indicator table continues on this page without its heads, so its columns are not certain
kpi_row_torn = a row of an indicator table seems to be torn by the border of two pages, and its parts cannot be put together with certainty
row_torn = text of the last row of a table seems to stand overleaf, and cannot be given to it with certainty
initiatives_unsure = the initiatives (具体的施策) cannot be told apart by their places beside the indicators
numbers_unlike = one cell holds several indicators whose parts are not numbered ①②③ alike in every column
no_verdict_text = the verdict column holds text that is no verdict
kpi_part_empty = the { $part } of an indicator is empty
lines_without_verdict = the { $part } column has lines that belong to no verdict (達成状況)
text_between_rows = text stands between the rows of an indicator table
symbols_without_legend = verdicts are printed as symbols, and no legend on the page says what they mean
target_without_verdict = an indicator has a target but no verdict (達成状況) beside it

# Every printed number

unexplained_figure = A number on the page is neither a fact nor explained by a rule.
    .remedy = If a table was missed, teach the reader its words; if it is no fact, add a rule to vocabulary/roles.yml. kyokai inspect { $pdf } draws what was read on its pages.

fact_without_figure = A value read from a table is not one number in the text layer at the same place.
    .remedy = Two numbers may stand too close together; look at the page beside the box. kyokai inspect { $pdf } draws what was read on its pages.

number_over_lines = A number read from a table is broken over two lines, which could also be two numbers.
    .remedy = Compare the page with the box. A copy of the PDF in which the number stands on one line, or is broken behind a comma, can be read. kyokai inspect { $pdf } draws what was read on its pages.

figure_claimed_twice = The same printed number was read as two facts ({ $first }, { $second }).
    .remedy = One of the two tables was located wrongly; look at the page beside the box. kyokai inspect { $pdf } draws what was read on its pages.

engines_disagree = { $seen ->
    [none] One PDF engine reads characters that the other does not see: { $text }.
   *[other] Two PDF engines read different numbers at the same place: { $text } and { $seen }.
  }
    .remedy = The fonts of this file cannot be trusted; ask for another copy of the PDF. kyokai inspect { $pdf } draws what was read on its pages.
