# How help is laid out, examples of every command, and what is said of a wrong command line.

help_usage = Usage: { $command }
help_arguments = Arguments:
help_options = Options:
help_commands = Commands:
help_examples = Examples:
help_some_options = [OPTIONS]
help_a_command = COMMAND
help_help = Show this help
help_default = [default: { $default }]
help_completion = Print the script that lets a shell complete commands, options, editions, measures and indicators.
help_shell = bash, zsh or fish

usage_no_command = There is no command { $name }.{ $near ->
    [none] {""}
   *[other] {" "}Do you mean { $near }?
  }
usage_no_option = There is no option { $name } here.{ $near ->
    [none] {""}
   *[other] {" "}Do you mean { $near }?
  }
usage_missing = { $name } is missing.
usage_needs_value = { $name } needs a value.
usage_takes_no_value = { $name } takes no value.
usage_extra = Too many words: { $words }
usage_bad_value = { $name } takes { $wanted }.
usage_wants_date = a date such as 2024-07-26
usage_wants_one_of = one of { $words }
usage_wants_between = a whole number from { $low } to { $high }
usage_wants_from = a whole number from { $low } on
usage_wants_other = another kind of value
usage_help = Help: { $command } -h

# One command a line, below it what it does. The same commands in both languages; tests read every one.

examples_run =
    kyokai run
     Read what is new in raw/ and publish warehouse/kyokai.duckdb
    kyokai run --edition FY2023-draft
     Only this edition
    kyokai run --json
     The outcome for a program; every other word goes to standard error
examples_status =
    kyokai status
     One screen: what is published, how fresh it is, what it covers, what was refused
    kyokai status --all
     Also the rows of every table and the whole reasons of every refusal
examples_check =
    kyokai check
     Every edition in raw/
    kyokai check --edition FY2023-draft --json
     One edition, every evaluation
    kyokai check --acknowledge procurement_share:total --reason "68/692 is printed as 9.9 % three times"
     Accept a contradiction that is printed that way; the reason goes into the sidecar
examples_sql =
    kyokai sql "from marts.kpi_summary"
     A table that folds to the terminal
    kyokai sql --csv "from marts.membership_trend" > trend.csv
     Every digit, for another program
    kyokai sql - < query.sql
     A query from a file
examples_diff =
    kyokai diff FY2023-draft FY2024
     Indicators, definitions, values and texts that differ
examples_rollback =
    kyokai rollback
     Back to the previous release; once more undoes it
examples_add =
    kyokai add report.pdf --url https://example.org/report.pdf --published-on 2024-07-26
     Check a PDF, put it into raw/ and note where it came from
    kyokai add final.pdf --replace
     Take the place of the file of the same edition
examples_fetch =
    kyokai fetch
     Ask the page that fetch.page in kyokai.toml names
    kyokai fetch https://example.org/reports
     Ask this page
examples_propose =
    kyokai propose report.pdf
     What the vocabulary knows and does not know of this PDF
    kyokai propose FY2024 --write
     Name the new indicators and initiatives one by one
examples_trace =
    kyokai trace 加入者数 2023
     By measure and fiscal year
    kyokai trace 39,559
     By the number as it is printed
    kyokai trace membership_by_year enrollees 2023
     One column of a table: only the figures of that column
    kyokai trace FY2023-draft:p02:0036 --image place.png
     By figure id, with a picture of the place
examples_inspect =
    kyokai inspect report.pdf
     One HTML file, also of a refused PDF
    kyokai inspect report.pdf --png pages
     One picture a page
examples_search =
    kyokai search 限度額
     Passages, initiatives, plans, indicators and figures that contain it
    kyokai search 保険証 回収 --limit 5
     Texts that contain both words
examples_dashboard =
    kyokai dashboard
     Write warehouse/dashboard/index.html anew
examples_export =
    kyokai export out
     Write out/release-N and out/latest
examples_serve =
    kyokai serve --mcp
     For a program that starts this command and speaks over its input and output
examples_transcribe =
    kyokai transcribe raw/report.pdf membership --page 2
     A CSV to fill in by hand, and a picture of page 2
    kyokai transcribe raw/report.pdf kpi --by "Hanako Kyokai"
     The sidecar is told who enters it
examples_ui =
    kyokai ui
     http://127.0.0.1:3000
    kyokai ui --port 3100
     On another port
examples_completion =
    source <(kyokai completion bash)
     For this shell; as a line of ~/.bashrc for every shell
    source <(kyokai completion zsh)
     The same for zsh, after compinit in ~/.zshrc
    kyokai completion fish > ~/.config/fish/completions/kyokai.fish
     For fish
