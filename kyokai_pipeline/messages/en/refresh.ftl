# One refresh: what is to be read, what is said on the way, whom to tell.

no_such_edition = No PDF in raw/ is the edition { $edition }; { $known ->
    [none] there is none.
   *[other] there are: { $known }.
  }
    .remedy = Put its PDF into raw/, or choose another edition.

nothing_left = None of the PDFs of the published editions ({ $editions }) is in { $folder }/ any more.
    .remedy = Put the PDFs back; the published file stays as it is. To start again from nothing, delete the warehouse folder.

changed_while_read = The file changed while it was being read.
    .remedy = Wait until it has been copied completely, then run again.

reading = reading { $file }
read_so_far = { $pages } pages, { $tables } tables, { $figures } figures
checked = checked: { $rows } rows, { $identities } identities

newest_edition = The newest edition is FY{ $newest }.
edition_due = { $newest ->
    [none] An edition is due: FY{ $expected }, expected since { $since }. None is published here.
   *[other] An edition is due: FY{ $expected }, expected since { $since }. The newest one here is FY{ $newest }.
  }

alert_refused = refused: { $files }
alert_unchanged = The published warehouse is unchanged.
