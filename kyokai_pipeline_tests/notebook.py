"""docs/notebook.ipynb: its cells run one after the other; ``python -m kyokai_pipeline_tests.notebook`` runs it on the
warehouse of the project and keeps what it shows."""

from __future__ import annotations

import ast
import base64
import io
import json
import sys
from typing import Any

from kyokai_pipeline import paths

PAGE = paths.project() / "docs" / "notebook.ipynb"


def cells(page: str, kind: str = "code") -> list[dict[str, Any]]:
    """The cells of one kind."""
    return [cell for cell in json.loads(page)["cells"] if cell["cell_type"] == kind]


def run(page: str) -> list[tuple[str, list[bytes]]]:
    """What each code cell shows: the text of its last expression, and its figures as PNG."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    plt.close("all")
    names: dict[str, Any] = {"__name__": "notebook"}
    shown = []
    for cell in cells(page):
        text = _said("".join(cell["source"]), names)
        pictures = [_png(plt.figure(number)) for number in plt.get_fignums()]
        plt.close("all")
        shown.append(("" if pictures else text, pictures))
    return shown


def _said(source: str, names: dict[str, Any]) -> str:
    """Run a cell; the value of a last line that is an expression is shown."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, str(PAGE), "exec"), names)
    if not isinstance(last, ast.Expr):
        return ""
    value = eval(compile(ast.Expression(last.value), str(PAGE), "eval"), names)
    return "" if value is None else repr(value)


def _png(figure: Any) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=80, bbox_inches="tight", metadata={"Software": None})
    return buffer.getvalue()


def with_outputs(page: str) -> str:
    """The notebook with what it shows now."""
    book = json.loads(page)
    for cell, (text, pictures) in zip(
        (cell for cell in book["cells"] if cell["cell_type"] == "code"), run(page), strict=True
    ):
        cell["execution_count"] = None
        cell["outputs"] = [
            {"output_type": "display_data", "metadata": {},
             "data": {"image/png": base64.b64encode(picture).decode(), "text/plain": ["<Figure>"]}}
            for picture in pictures
        ]  # fmt: skip
        if text:
            data = {"text/plain": text.splitlines(keepends=True)}
            cell["outputs"].append(
                {"output_type": "execute_result", "execution_count": None, "metadata": {}, "data": data}
            )
    return json.dumps(book, ensure_ascii=False, indent=1) + "\n"


def kept(page: str) -> list[str]:
    """The text that each code cell showed when its outputs were kept."""
    return [
        "".join("".join(out["data"]["text/plain"]) for out in cell["outputs"] if out["output_type"] == "execute_result")
        for cell in cells(page)
    ]


if __name__ == "__main__":
    PAGE.write_text(with_outputs(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.exit(0)
