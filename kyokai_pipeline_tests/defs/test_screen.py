"""What the screen shows of a run: rows, columns, pictures, numbers to plot, links; all from one refresh."""

from __future__ import annotations

import base64
import io
import re
from typing import Any

import pytest

from kyokai_pipeline_tests.defs.conftest import EDITION, Shop


@pytest.fixture
def shown(shop: Shop) -> dict[str, dict[str, Any]]:
    """Asset -> what its materialisation shows; checks as ``asset:check``."""
    result = shop.refresh()
    assert result.success
    found = {
        ".".join(event.asset_key.path): _plain(event.materialization.metadata)  # type: ignore[union-attr]
        for event in result.get_asset_materialization_events()
    }
    for check in result.get_asset_check_evaluations():
        found[f"{'.'.join(check.asset_key.path)}:{check.check_name}"] = _plain(check.metadata)
    return found


def _plain(metadata: Any) -> dict[str, Any]:
    return {key: value.value for key, value in metadata.items()}


def _picture(markdown: str) -> tuple[str, bytes]:
    """Kind and bytes of the picture in a piece of Markdown."""
    found = re.match(r"!\[[^]]+]\(data:image/([a-z+]+);base64,([^)]+)\)", markdown)
    assert found is not None, markdown[:80]
    return found[1], base64.b64decode(found[2])


def test_a_run_explains_itself(shop: Shop, shown: dict[str, dict[str, Any]]) -> None:
    every_table_shows_rows_columns_and_a_sample(shown)
    a_table_shows_where_it_is_printed(shown)
    marts_show_a_chart_in_place(shown)
    numbers_can_be_plotted(shop, shown)


def every_table_shows_rows_columns_and_a_sample(shown: dict[str, dict[str, Any]]) -> None:
    tables = [name for name in shown if name.split(".")[0] in {"core", "evidence", "marts"} and ":" not in name]
    assert len(tables) > 20
    for name in tables:
        assert isinstance(shown[name]["dagster/row_count"], int)
        assert shown[name]["dagster/column_schema"].columns
        assert len(shown[name]["preview"].records) == min(shown[name]["dagster/row_count"], 10)


def a_table_shows_where_it_is_printed(shown: dict[str, dict[str, Any]]) -> None:
    from PIL import Image, ImageChops

    for name in ("core.membership", "core.kpi", "core.procurement"):
        kind, content = _picture(shown[name]["on paper"])
        assert kind == "webp"
        picture = Image.open(io.BytesIO(content)).convert("RGB")
        assert picture.width > 700
        red, green, _ = picture.split()
        boxed = ImageChops.subtract(red, green).point(lambda value: 255 * (value > 90))
        assert boxed.histogram()[255] > 200, f"{name}: no boxes"
    assert "on paper" not in shown["core.edition"]


def marts_show_a_chart_in_place(shown: dict[str, dict[str, Any]]) -> None:
    for name, drawn in (("marts.membership_trend", b"<polyline"), ("marts.kpi_summary", b"<rect")):
        markdown = shown[name]["picture"]
        assert len(markdown) < 1000, "longer Markdown hides behind a link"
        kind, content = _picture(markdown)
        assert kind == "svg+xml"
        assert drawn in content
    assert shown["marts.membership_trend"]["picture"].endswith("2014: 36,411,000 → 2023: 39,559,000")


def numbers_can_be_plotted(shop: Shop, shown: dict[str, dict[str, Any]]) -> None:
    pdf, outcomes = shown["source.edition_pdf"], shown["source.edition_pdf:reconciled"]
    assert outcomes["acknowledged"] > 0
    assert outcomes["contradicts"] == 0
    kinds = ("exact", "within_rounding", "contradicts", "not_checkable", "acknowledged")
    assert sum(outcomes[kind] for kind in kinds) == outcomes["identities"]
    assert (pdf["unexplained"], pdf["identities"]) == (0, outcomes["identities"])
    assert pdf["seconds"] > 0
    assert pdf["figures"] > pdf["facts"] > 300
    assert pdf["path"] == str(shop.raw / "kyokai_fy2023_summary.pdf")
    file = shown["warehouse.kyokai"]
    assert file["size"] == f"{file['bytes'] / 1e6:,.1f} MB"
    assert file[f"rows of {EDITION}"] > 1000
    assert file["release note"].endswith("releases/1.md")
    assert file["dashboard"].endswith("dashboard/index.html")
