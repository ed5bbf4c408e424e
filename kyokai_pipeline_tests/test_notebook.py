"""docs/notebook.ipynb runs as it is, draws three figures, and still says what it said when its outputs were kept."""

from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from kyokai_pipeline_tests.notebook import PAGE, cells, kept, run

if TYPE_CHECKING:
    from pathlib import Path

    from kyokai_pipeline_tests.conftest import Warehouse


def test_the_notebook_draws_three_figures_and_prints_what_it_shows(
    fy2023_warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(fy2023_warehouse.database, tmp_path)
    monkeypatch.setenv("KYOKAI_WAREHOUSE", str(tmp_path))
    page = PAGE.read_text("utf-8")
    shown = run(page)
    said = [text for text, _ in shown]
    # The copy of the tests was made without a day on which it was fetched.
    day = ("、2026-11-23取得", ""), (", retrieved 2026-11-23", "")
    expected = kept(page)
    for old, new in day:
        expected = [text.replace(old, new) for text in expected]
    assert said == expected, "run: python -m kyokai_pipeline_tests.notebook"
    pictures = [Image.open(io.BytesIO(picture)) for _, each in shown for picture in each]
    assert len(pictures) == 3
    for picture in pictures:
        colours = picture.convert("RGB").getcolors(picture.width * picture.height) or []
        assert len(colours) > 50, "an empty frame"


def test_every_figure_of_the_notebook_is_kept_in_it() -> None:
    kinds = [output["output_type"] for cell in cells(PAGE.read_text("utf-8")) for output in cell["outputs"]]
    assert kinds.count("display_data") == 3


def test_a_cell_that_fails_is_found() -> None:
    page = '{"cells": [{"cell_type": "code", "source": ["1 / 0"], "outputs": []}]}'
    with pytest.raises(ZeroDivisionError):
        run(page)
