from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kyokai_pipeline_tests.publisher.site import open_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kyokai_pipeline_tests.publisher.site import Site


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site on this machine, asked without a proxy."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    with open_site() as site:
        yield site
