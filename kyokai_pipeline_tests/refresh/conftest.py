from __future__ import annotations

import pytest

from kyokai_pipeline_tests.reading_once import read_each_pdf_once


@pytest.fixture(autouse=True)
def _each_pdf_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read_each_pdf_once(monkeypatch)
