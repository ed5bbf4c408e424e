# Tables that a person entered beside the PDF, and kyokai transcribe.

enter_by_hand = Where the reader cannot read it, enter the table by hand: kyokai transcribe { $file } { $table }

hand_line = { $file }, line { $line } (table { $table }): { $why }.
    .remedy = Correct the line in the CSV. kyokai transcribe writes a fresh one where there is none.
hand_value = { $file }, line { $line }, column { $column }: { $why }.
    .remedy = Compare the line with its page. Enter each number as it is printed, and the page on which it stands.
hand_row_missing = The table { $table } that was entered by hand lacks the row { $key }.
    .remedy = Add the row to the CSV, with its number and page.
hand_unknown_table = transcribed: names { $table }, which is no table of this edition; the known ones are { $known }.
    .remedy = Correct the name in the sidecar.
hand_and_missing = The sidecar says of the table { $table } both that it was entered by hand and that the edition has none.
    .remedy = Take one of the two lines out of the sidecar.
hand_table_twice = The sidecar names two files for the table { $table }.
    .remedy = Put all lines of the table into one CSV.
hand_file_missing = The sidecar names { $file } for the table { $table }, but there is no such file beside the PDF.
    .remedy = Put the CSV there, or take the line out of transcribed: in the sidecar.
hand_file_encoding = { $file } is written in an encoding that cannot be read.
    .remedy = Save it as "CSV UTF-8".

hand_no_csv = it is no CSV ({ $reason })
hand_no_columns = the first line lacks the columns { $lacking }
hand_unknown_key = { $column } is none of { $known }
hand_not_filled_in = { $key } is not filled in
hand_no_page = the page is no whole number from 1 to { $pages }
hand_twice = { $key } stands on line { $first } already
hand_not_printed = page { $page } prints no such number
hand_printed_once = page { $page } prints this number { $times ->
        [one] once
       *[other] { $times } times
    } only, and it is entered on the lines { $lines } too
hand_no_number = that is not a printed number
hand_no_unit = neither the number nor the page nor the column unit says its unit ({ $wanted })
hand_other_unit = the unit { $unit } is none of { $wanted }
hand_unit_not_printed = page { $page } does not name the unit { $unit }
hand_two_units = page { $page } names two units for it; say in the column unit which one it is
hand_text_not_printed = page { $page } does not print these words, from 「{ $text }」 on
hand_no_year = the fiscal year is no year up to { $last }
hand_no_month = the period is neither a month of the fiscal year { $year } nor that year
hand_no_period = the period is no fiscal year and no month
hand_other_statement = this is no statement of the indicator { $kpi }, which says { $words }
hand_known_statement = this is the statement of { $known }; enter it there
hand_no_new_indicator = a new indicator needs its whole statement, and a result with its unit
hand_new_indicator = an indicator that the vocabulary does not know; more of them as new:2, new:3
hand_no_enumerator = { $number } is no number of a statement; leave it empty where there is none
hand_no_initiative = the initiative is none that the vocabulary knows; a new one is entered with its pillar, as new:{ $pillar }:ITS LABEL
hand_no_pillar = a new initiative needs its pillar before its label, one of { $known }
hand_known_initiative = the vocabulary knows this initiative; enter it without new:
hand_no_new_initiative = a new initiative needs its whole label
hand_no_verdict = the verdict is none of { $known }

hand_no_such_table = { $table } is no table of this edition; the tables are { $known }.
    .remedy = Name one of them.
hand_page_beyond = The PDF has { $pages } pages and no page { $page }.
    .remedy = Name one of its pages.
hand_file_there = { $file } is there already.
    .remedy = Fill it in, or move it away to begin anew.
hand_written = { $path }: { $lines } lines to fill in
hand_no_picture = No page holds the words of this table; with --page N the pictures of its pages are written too.
hand_sidecar_told = { $path } names it.
hand_sidecar_line = Add this line to { $path }:
hand_then = Enter each number as it is printed, and its page; then: { $command }
