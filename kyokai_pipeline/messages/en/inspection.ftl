# What kyokai inspect draws.

drawn_refused = refused here
drawn_fact = fact of a table
drawn_prose = fact of the running text
drawn_explained = explained, no fact
drawn_unexplained = unexplained
drawn_table = table with its heads and labels
drawn_head = head
drawn_label = row label
drawn_labels = column of labels
drawn_span = label over several rows or columns
drawn_column = column
drawn_row = row
drawn_unclaimed = word without a place

inspect_title = { $file }: what was read
inspect_good = Nothing keeps this file from being published.
inspect_refused = This file is refused, for { $count } { $count ->
    [one] reason
   *[other] reasons
  }.
inspect_counts = { $pages } pages, { $figures } figures, { $facts } of them facts, { $unexplained } unexplained
inspect_follows = { $count } { $count ->
    [one] figure is
   *[other] figures are
  } unexplained. This follows from what was refused: what could not be read explains nothing.
inspect_look = { $count } { $count ->
    [one] figure is
   *[other] figures are
  } unexplained. This keeps nothing from being published; look whether a table was overlooked.
inspect_page = Page { $page }
inspect_pages = Pages
inspect_show = Show
inspect_only = Only pages with problems
inspect_larger = Larger
inspect_figures = Figures of this page
inspect_close = Close
inspect_problems = Why the file is refused
inspect_hint = A click on a box says what it is.

picture_page = The page shows
picture_text = Its text layer says
picture_first = pdfium reads
picture_second = pdfplumber reads
