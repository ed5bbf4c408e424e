# What the server for programs says (kyokai serve --mcp).

serve_instructions = Figures of the annual report of the Japan Health Insurance Association (協会けんぽ), each with its citation and a picture of the place where it is printed. Begin with list_measures, then get_fact. Values are in base units (人, 円, 事業所, %). Rows with is_total are the total of others. Always say edition and page when you give a number.
serve_list_measures = List what the warehouse knows: id, names in Japanese and English, unit, whether it is a stock or a flow, what must not be added, of which years there are values, and the latest value with its citation. Words narrow the list; the first values are shown as printed.
serve_get_fact = Everything known of one measure: each value with its period, unit, precision, edition, citation and page, and a picture of the first ones as printed.
serve_search_passages = Sentences, indicators and figures of the report that hold every word asked for, each with edition and page; the first figures are shown as printed, and the page of the first passage.
serve_query = Run one SELECT (DuckDB SQL) against the warehouse: schemas core, evidence, marts, meta and 日本語. Include figure_id or figure_ids in the columns, and the answer cites and shows those figures.
serve_no_such_measure = There is no measure { $measure }.
    .remedy = list_measures names every id.{ $near ->
        [none] { "" }
       *[other] { " " }Near it: { $near }
    }
serve_no_picture = No picture: { $reason }
serve_no_figures = No figure is among the columns, so the editions are cited as a whole and nothing is shown. Select figure_id or figure_ids too.
serve_missing = The server for programs needs a package that is not installed: { $package }.
    .remedy = pip install 'kyokai-pipeline[mcp]'
serve_choose = Choose what to serve: kyokai serve --mcp
