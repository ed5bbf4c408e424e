# Staging, building, publishing.

warehouse_unwritable = The warehouse folder cannot be written to: { $reason }.
    .remedy = Free some space in { $folder }/ or allow writing there, then run again. The published file stays as it is.

no_previous = There is no release to go back to: { $file } is missing or cannot be read.
    .remedy = The previous file is kept from the second release on.

build = The new warehouse is not published: { $why }.
    .remedy = The published file is unchanged. Run again. If this does not go away, the reader or a mart no longer fits the schemas.
build_nothing_staged = no edition is staged
build_rows = { $table } holds { $found } rows, not the { $staged } that were staged
build_no_page = { $count } rows of evidence.figure are on no known page
build_no_fact = { $count } values of { $column } point at no fact
build_mart_columns = { $mart } has other columns than its header says
build_mart_empty = { $mart } is empty
build_mart_header = { $mart } does not keep what its header declares ({ $reason })
build_mart_no_figure = a row of { $mart } leads to no figure
build_mart_unknown_figure = { $count } figure_ids of { $mart } are unknown

staged_unloadable = The new warehouse is not published: the staged table { $table } cannot be loaded ({ $reason }).
    .remedy = Delete staging/{ $edition } in the warehouse folder and run again. The published file is unchanged.

no_such_table = There is no table { $table }. There are: { $known }
warehouse_head = Warehouse { $file }: editions { $editions }; { $tables } tables and views: .tables(), .table("marts.fact"), .sql("…"). One PDF alone: kyokai_pipeline.read_report(…)

query_fails = The query fails: { $reason }
    .remedy = list_measures names what there is; meta.table and meta.column describe every table.

query_not_select = This is not one SELECT.
    .remedy = Send one statement that only reads, without a semicolon and another one behind it.

query_too_long = The query was stopped after { $seconds } seconds.
    .remedy = Ask for less: filter by measure, year or edition.

published_by_another_version = The published file lacks what this version of the program asks it for ({ $reason }).
    .remedy = It was published by another version. "kyokai run" publishes it anew from raw/.

published_unreadable = The published file cannot be read ({ $reason }).
    .remedy = "kyokai run" publishes it anew from raw/; "kyokai rollback" brings the previous file back.
