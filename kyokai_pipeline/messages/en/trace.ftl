# From a value to the paper.

another_file = The PDF in raw/ is not the file that was read.
    .remedy = Run kyokai run to read it again, or put the file that was read back.

picture_format = A picture cannot be written as { $ending }.
    .remedy = Give a name that ends in one of { $known }.

drawn_fact = fact of a table
drawn_prose = figure of the running text
drawn_explained = explained, no fact
drawn_unexplained = unexplained
drawn_table = extent of a table
drawn_head = head
drawn_label = row label
drawn_span = span
drawn_column = column
drawn_row = row
drawn_unclaimed = word without a place
drawn_refused = refused because
