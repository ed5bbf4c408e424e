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
other_papers = the report is pages { $first } to { $last } of { $pages }; the others are other papers and are not read
checked = checked: { $rows } rows, { $identities } identities

newest_edition = The newest edition is FY{ $newest }.
edition_due = { $newest ->
    [none] An edition is due: FY{ $expected }, expected since { $since }. None is published here.
   *[other] { $count ->
        [1] An edition is due: { $missing_en }, expected since { $since }. The newest one here is FY{ $newest }.
       *[other] Editions are due: { $missing_en }; the last of them is expected since { $since }. The newest one here is FY{ $newest }.
      }
  }

alert_refused = refused: { $files }
alert_unchanged = The published warehouse is unchanged.

plan_to_read = { $edition }: not read yet.
plan_refused = { $file } is refused: { $why }
plan_withdrawn = { $edition }: its PDF is no longer in raw/; it leaves the warehouse with the next publish.
plan_nothing_left = No PDF of any published edition is left in raw/; what is published stays.
plan_unpublished = Read, not published yet.
published_open = { $file }: process { $process } has it open for writing. Its changes are not part of what is published; they are kept as { $kept } when the next release is published.
published_edited = { $file } was changed after it was published. It is built anew, and the changed file is kept as { $kept }.

staged_already = read before, nothing of it has changed
strict_origin = Nobody said where { $file } came from, and this run is strict.
    .remedy = Record its origin with kyokai add, or start the run without strict.
strict_names = { $file } has words that no term explains, and this run is strict: { $words }.
    .remedy = Name them with kyokai propose { $file } --write, or start the run without strict.
follower_gone = So the dashboard or the export that showed another release was taken away. Once this is put right, kyokai dashboard and kyokai export write them again.

strict_doubts = { $file } has values that ask for a look, and this run is strict: { $values }.
    .remedy = Compare each with the page. Accept one that is printed that way with kyokai check --acknowledge, or start the run without strict.
strict_figures = { $file } has figures that nothing explains, and this run is strict: { $figures }.
    .remedy = Look at them with kyokai inspect, or start the run without strict.
strict_unseen = { $file } holds text that nobody sees, and this run is strict: { $pages }.
    .remedy = Ask whoever made the file for one without it, or start the run without strict: it is not read.

doubtful_values = { $file }: values to look at: { $count } (kyokai check){ $lines }
doubtful_value = { $key } 「{ $printed }」 p.{ $page } ({ $box }): { $rule_en }
unexplained_figures = { $file }: figures that nothing explains: { $count } (kyokai inspect){ $lines }
unexplained_number = 「{ $printed }」 p.{ $page } ({ $box })
unseen_text = { $file }: pages with text that nobody sees (white, covered, clipped), which is not read: { $count }{ $lines }
unseen_on_page = p.{ $page }: { $count } characters
unnamed_words = { $file }: words that no term explains: { $count } (kyokai propose { $file }){ $lines }
unnamed_line =
    { "" }
          { $word }{ $more }
unnamed_word = { $kind } { $term } p.{ $page } ({ $box }) 「{ $text }」{ $near ->
    [none] { "" }
   *[other] { " " }(nearest: { $near })
  }
unnamed_indicator = indicator
unnamed_initiative = initiative
unnamed_row = row
