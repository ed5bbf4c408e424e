from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline_tests.acquire.site import open_site
from kyokai_pipeline_tests.reading_once import read_each_pdf_once

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kyokai_pipeline_tests.acquire.site import Site


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site on this machine, asked without a proxy."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    with open_site() as site:
        yield site


@pytest.fixture(autouse=True)
def _each_pdf_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read_each_pdf_once(monkeypatch)
