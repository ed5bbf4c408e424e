"""What is made anew after each publish: exports, a dashboard, anything that is a picture of the published file.

Belongs here: how such an asset is declared, and the list of them. To add one, write a function that takes the published
file, the warehouse folder and the folder of the PDFs, writes its files into the second and returns what the screen
should show of them; give it to ``after_publish`` in a module of ``defs`` and put the result into ``AFTER_PUBLISH``::

    exports = after_publish(
        "exports/csv", write_csv, kinds={"csv"}, description="表ごとのCSVファイル。 One CSV a table."
    )

It is then an asset below ``warehouse/kyokai``, part of the job ``refresh`` and of ``kyokai run``, made after the file
is published; where it fails, the run fails, and what is published stays published.
Does not belong here: the function itself; its room knows nothing of Dagster.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import dagster as dg

from kyokai_pipeline import paths
from kyokai_pipeline.defs import shown
from kyokai_pipeline.defs.interruption import interruptible
from kyokai_pipeline.defs.pictures import size_of
from kyokai_pipeline.defs.progress import report_progress
from kyokai_pipeline.defs.resources import Folders
from kyokai_pipeline.defs.tables import OWNERS, short
from kyokai_pipeline.defs.warehouse import WAREHOUSE
from kyokai_pipeline.errors import ReportError
from kyokai_pipeline.messages import notice
from kyokai_pipeline.refresh import exchange, fingerprint
from kyokai_pipeline.refresh.follow import write_exports, write_page
from kyokai_pipeline.refresh.reading import problems_of

Make = Callable[[Path, Path, Path], Mapping[str, Any]]
"""Published file, warehouse folder, folder of the PDFs -> metadata: plain values, or Dagster's."""


def after_publish(key: str, make: Make, *, description: str, kinds: set[str]) -> dg.AssetsDefinition:
    """An asset that ``make`` renews whenever the warehouse is published.

    Args:
        key: Group and name, e.g. ``exports/csv``.
        make: Writes the files; called in the run that has just published.
        description: Japanese and English.
        kinds: What it is, for the icons of the graph.
    """
    path = key.split("/")

    @dg.asset(
        key=path,
        group_name=path[0],
        deps=[WAREHOUSE],
        kinds=kinds,
        owners=OWNERS,
        tags={"layer": path[0]},
        code_version=short(fingerprint.building()),
        description=description,
        output_required=False,
    )
    def made(context: dg.AssetExecutionContext, folders: Folders) -> dg.MaterializeResult[Any]:
        report_progress(context, f"  {notice('making', name=key)}")
        try:
            exchange.bring(folders.raw_dir, folders.warehouse_dir)  # another machine may have published
            with interruptible():
                metadata = make(paths.database(folders.warehouse_dir), folders.warehouse_dir, folders.raw_dir)
        except ReportError as error:
            problems = problems_of(error)
            raise dg.Failure(str(error), metadata=shown.problems(problems), allow_retries=False) from error
        return dg.MaterializeResult(metadata=metadata)

    return made


def _dashboard(_: Path, warehouse: Path, raw: Path) -> Mapping[str, Any]:
    written = write_page(raw, warehouse)
    return {"path": dg.MetadataValue.path(written.path), "size": size_of(written.size), "bytes": written.size}


dashboard = after_publish(
    "dashboard/index",
    _dashboard,
    kinds={"html"},
    description=(
        "一つのHTMLファイルのダッシュボード。どの数値からも、印字されている紙面を開けます。\n\n"
        "The dashboard as one HTML file, in which every number opens the paper it was read from."
    ),
)


def _exports(_: Path, warehouse: Path, __: Path) -> Mapping[str, Any]:
    done = write_exports(warehouse)
    return {"path": dg.MetadataValue.path(done.latest), "release": done.folder.name, "files": len(done.files)}


exports = after_publish(
    "exports/files",
    _exports,
    kinds={"csv", "parquet", "excel"},
    description=(
        "公開ファイルのCSV・Parquet・Excelと、その説明（データパッケージ、JSON-LD、llms.txt）。\n\n"
        "The published file as CSV, Parquet and Excel, with its descriptions: data package, JSON-LD and llms.txt."
    ),
)

AFTER_PUBLISH: Sequence[dg.AssetsDefinition] = (dashboard, exports)
"""All of them; each is made after every publish."""
