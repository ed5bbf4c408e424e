# What was read, checked against the schema of its table.

schema = Table { $table }{ $row ->
    [none] { "" }
   *[other] , row ({ $row })
  }: { $why }.
    .remedy = Compare the page with the value; either the page was misread, or the schema has to learn this. kyokai inspect { $pdf } draws what was read on its pages.

table_empty = it has no rows
key_twice = its key stands twice
row_of_another_edition = a row of another edition ({ $edition })
without = { $there } without { $lacking }
both_of = both of { $first } and { $second }
neither_of = neither of { $first } and { $second }
no_such_figure = { $column } points at no figure: { $value }
no_such_column = there is no column { $column } in its schema
column_missing = column { $column } is missing
column_empty = column { $column } has no value
value_of_another_kind = column { $column }: { $value } is not { $kind }
kind_text = a text
kind_whole = a whole number
kind_finite = a finite number
kind_flag = yes or no

value_breaks_rule = column { $column }: { $value } { $broken }
rule_one_of = is none of { $limit }
rule_at_least = is below { $limit }
rule_above = is not above { $limit }
rule_at_most = is above { $limit }
rule_below = is not below { $limit }
rule_form = is not of the form { $limit }
rule_decimal = is not an exact decimal number of at most { $width } digits, { $scale } of them behind the point
rule_count = is not a whole number of at most { $width } digits
rule_date = is not a date
rule_other = breaks the rule { $rule }
