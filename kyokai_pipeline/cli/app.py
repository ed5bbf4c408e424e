"""The commands, their options and their exit codes; each body is one call."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from kyokai_pipeline.cli import console

app = typer.Typer(
    name="kyokai",
    help="協会けんぽ事業報告書のPDFを、検索・引用できるDuckDBにします。\n\n"
    "The annual report of 協会けんぽ as a DuckDB warehouse that can be queried, cited and trusted.",
    epilog="終了コード exit codes: 0 公開済み published, 1 データを拒否 data refused, 2 使い方の誤り usage.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Raw = Annotated[
    Path | None,
    typer.Option("--raw", metavar="DIR", help="PDFの置き場所 where PDFs lie [env: KYOKAI_RAW; default: raw/]"),
]
Warehouse = Annotated[
    Path | None,
    typer.Option(
        "--warehouse",
        metavar="DIR",
        help="出力先 where kyokai.duckdb goes [env: KYOKAI_WAREHOUSE; default: warehouse/]",
    ),
]
Day = Annotated[
    datetime | None,
    typer.Option("--published-on", formats=["%Y-%m-%d"], metavar="DATE", help="公表日 e.g. 2024-07-26"),
]
AsJson = Annotated[bool, typer.Option("--json", help="JSONで出力 as JSON")]


@app.command()
def run(
    raw: Raw = None,
    warehouse: Warehouse = None,
    edition: Annotated[
        str | None,
        typer.Option("--edition", metavar="ID", help="この版だけ only this edition"),
    ] = None,
    alert: Annotated[
        bool, typer.Option("--alert", help="失敗・拒否を設定した宛先に通知 tell the configured addresses of a failure")
    ] = False,
) -> None:
    """Read every PDF in raw/, check it and publish kyokai.duckdb. With nothing new, no PDF is opened.

    raw/のPDFを読み、検査して kyokai.duckdb を公開します。変更がなければPDFは開きません。
    """
    from kyokai_pipeline.cli import refresh

    raise typer.Exit(refresh.run(*console.folders(raw, warehouse), edition, alert=alert))


@app.command()
def status(raw: Raw = None, warehouse: Warehouse = None, as_json: AsJson = False) -> None:
    """What lies in raw/, what is published, and what was refused and why.

    raw/にあるもの、公開済みの内容、拒否したファイルと理由を表示します。
    """
    from kyokai_pipeline.cli import status as command

    raise typer.Exit(command.show(*console.folders(raw, warehouse), as_json=as_json))


@app.command()
def check(
    raw: Raw = None,
    warehouse: Warehouse = None,
    edition: Annotated[str | None, typer.Option("--edition", metavar="ID", help="この版だけ only this edition")] = None,
    as_json: AsJson = False,
    acknowledge: Annotated[
        str | None,
        typer.Option("--acknowledge", metavar="ID", help="印字どおりと確かめた矛盾 a contradiction that is printed so"),
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="その理由 why it is taken as printed")] = None,
) -> None:
    """Check the report against itself: every identity, by intervals; accept a contradiction that is printed so.

    報告書の数値同士を検算します。印字どおりの矛盾は、理由を添えて確認済みにできます。
    """
    from kyokai_pipeline.cli import check as command

    if (acknowledge is None) != (reason is None) or (reason is not None and not reason.strip()):
        raise typer.BadParameter(
            "--acknowledge と --reason は一緒に指定します / --acknowledge needs --reason, and back"
        )
    chosen = console.folders(raw, warehouse)
    if acknowledge is not None and reason is not None:
        raise typer.Exit(command.accept(*chosen, edition, acknowledge, reason))
    raise typer.Exit(command.show(*chosen, edition, as_json=as_json))


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help="SELECT文; - で標準入力 reads standard input")],
    warehouse: Warehouse = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSVで出力 as CSV")] = False,
) -> None:
    """Query the published warehouse, read-only, e.g. kyokai sql "from marts.kpi_summary".

    公開済みのデータベースに問い合わせます（読み取り専用）。
    """
    from kyokai_pipeline.cli import query as command

    if as_json and as_csv:
        raise typer.BadParameter("--json と --csv は同時に使えません / choose --json or --csv")
    form = command.Form.JSON if as_json else command.Form.CSV if as_csv else command.Form.TABLE
    raise typer.Exit(command.show(console.warehouse_folder(warehouse), query, form))


@app.command()
def diff(
    earlier: Annotated[str, typer.Argument(metavar="A", help="前の版 earlier edition, e.g. FY2023-draft")],
    later: Annotated[str, typer.Argument(metavar="B", help="後の版 later edition")],
    warehouse: Warehouse = None,
    as_json: AsJson = False,
) -> None:
    """What changed between two published editions: values, KPIs, labels, definitions.

    公開済みの二つの版の違い（値・KPI・見出し・定義）を表示します。
    """
    from kyokai_pipeline.cli import diff as command

    raise typer.Exit(command.show(console.warehouse_folder(warehouse), earlier, later, as_json=as_json))


@app.command()
def rollback(warehouse: Warehouse = None, as_json: AsJson = False) -> None:
    """Publish the release before again; a second time undoes it.

    一つ前に公開したファイルに戻します（もう一度実行すると元に戻ります）。
    """
    from kyokai_pipeline.cli import rollback as command

    raise typer.Exit(command.swap(console.warehouse_folder(warehouse), as_json=as_json))


@app.command()
def add(
    file: Annotated[str, typer.Argument(metavar="FILE|URL", help="PDFまたはそのアドレス a PDF, or its address")],
    raw: Raw = None,
    warehouse: Warehouse = None,
    url: Annotated[str | None, typer.Option("--url", help="公表されているアドレス where it is published")] = None,
    published_on: Day = None,
    note: Annotated[str | None, typer.Option("--note", help="備考 anything to know about this copy")] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="同じ版のファイルと差し替え take the place of the same edition's file")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check a PDF as a whole and put it into raw/ with a sidecar that says where it came from.

    PDFを検査し、出所を記した付属ファイルとともにraw/に追加します。
    """
    from kyokai_pipeline.cli import add as command
    from kyokai_pipeline.raw_folder.sidecar_writing import Origin

    day = published_on.date() if published_on else None
    origin = Origin(url=url, published_on=day, note=note)
    raise typer.Exit(command.add(*console.folders(raw, warehouse), file, origin, replacing=replace, as_json=as_json))


@app.command()
def fetch(
    url: Annotated[
        str | None, typer.Argument(metavar="[URL]", help="ページまたはPDF a page or a PDF [default: fetch.page]")
    ] = None,
    raw: Raw = None,
    warehouse: Warehouse = None,
    as_json: AsJson = False,
) -> None:
    """Ask the publisher's page for a new edition and put it into raw/. Asks nobody unless an address is given or set.

    公表元のページに新しい版があればraw/に追加します（アドレスの指定か設定がなければ何もしません）。
    """
    from kyokai_pipeline.cli import add as command

    raise typer.Exit(command.fetch(*console.folders(raw, warehouse), url, as_json=as_json))


@app.command()
def propose(
    file: Annotated[Path, typer.Argument(metavar="FILE.pdf", help="新しい版のPDF PDF of a new edition")],
    as_json: AsJson = False,
) -> None:
    """What is known and unknown in a new edition, and the vocabulary lines to review. Writes nothing.

    新しい版で見つかった表と未知の見出し、語彙への追加案を表示します（書き込みはしません）。
    """
    from kyokai_pipeline.cli import propose as command

    raise typer.Exit(command.show(file, as_json=as_json))


@app.command()
def trace(
    asked: Annotated[
        list[str],
        typer.Argument(metavar="WORDS", help='項目・KPI・年度・数値ID e.g. "加入者数 2023", a kpi_id, a figure_id'),
    ],
    raw: Raw = None,
    warehouse: Warehouse = None,
    image: Annotated[
        Path | None,
        typer.Option("--image", metavar="PNG", help="紙面の該当部分の画像 picture of the place"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """From a value to its places on the paper: edition, page, box, the text as printed, a picture.

    値がどの版の何ページのどこに印字されているかを示します。
    """
    from kyokai_pipeline.cli import trace as command

    folders = console.folders(raw, warehouse)
    raise typer.Exit(command.show(*folders, " ".join(asked), image=image, as_json=as_json))


@app.command()
def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE.pdf", help="見るPDF PDF to look at, refused or not")],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="HTML", help="出力先 one HTML file [default: FILE.inspect.html]")
    ] = None,
    pictures: Annotated[
        Path | None, typer.Option("--png", metavar="DIR", help="ページごとのPNG one PNG a page instead of HTML")
    ] = None,
    layout: Annotated[
        bool,
        typer.Option("--layout", help="見出し・列・行・余った語 heads, columns, rows, words without a place"),
    ] = False,
) -> None:
    """Draw every page with what was read: tables, and figures coloured by role. Works on a refused file.

    各ページに読み取り結果（表・数値と役割）を重ねて描きます。拒否されたファイルでも使えます。
    """
    from kyokai_pipeline.cli import inspect as command

    raise typer.Exit(command.show(file, out, pictures, layout=layout))


@app.command()
def search(
    asked: Annotated[list[str], typer.Argument(metavar="WORDS", help="探す語 words, all of which must stand there")],
    warehouse: Warehouse = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="最大件数 at most")] = 50,
    as_json: AsJson = False,
) -> None:
    """Find passages, initiatives, plans, KPIs and figures that hold some words.

    語を含む文章・施策・KPI・数値を探します。
    """
    from kyokai_pipeline.cli import search as command

    raise typer.Exit(command.show(console.warehouse_folder(warehouse), " ".join(asked), limit, as_json=as_json))


@app.command()
def dashboard(raw: Raw = None, warehouse: Warehouse = None, as_json: AsJson = False) -> None:
    """Write warehouse/dashboard/index.html: one file in which every number shows the paper it was read from.

    どの数字からも紙面を開ける一つのHTMLファイルを書き出します（公開のたびに自動でも更新されます）。
    """
    from kyokai_pipeline.cli import dashboard as command

    raise typer.Exit(command.write(*console.folders(raw, warehouse), as_json=as_json))


@app.command()
def ui(
    raw: Raw = None,
    warehouse: Warehouse = None,
    port: Annotated[int, typer.Option("--port", "-p", min=1, max=65535, help="ポート番号 port")] = 3000,
    host: Annotated[str, typer.Option("--host", help="待ち受けアドレス address to listen on")] = "127.0.0.1",
) -> None:
    """Register what lies in raw/ as partitions and start the Dagster UI; Ctrl+C ends it.

    DagsterのUIを起動します（Ctrl+Cで終了）。
    """
    from kyokai_pipeline.cli import ui as command

    raise typer.Exit(command.serve(*console.folders(raw, warehouse), host=host, port=port))
